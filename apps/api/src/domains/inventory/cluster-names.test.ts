import { hasInvisible } from "@purser/kernel/invisible-characters";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => await database.drop());

async function add(name: string): Promise<void> {
  await database.db.pool.query("insert into inventory.cluster (name, time_zone) values ($1, 'Asia/Bangkok')", [name]);
}

describe("the database", () => {
  it.each([
    ["nothing at all", ""],
    ["a blank before it", " lotus"],
    ["a blank behind it", "lotus "],
    ["a tab", "lo\ttus"],
    ["a space of no width", "lo\u200btus"],
    ["a space that does not break", "lo\u00a0tus"],
    ["a mark that turns the direction", "\u202elotus"],
    ["a letter that is not composed", "cafe\u0301"],
  ])("refuses a cluster whose name has %s", async (_what, name) => {
    await expect(add(name)).rejects.toMatchObject({ code: "23514" });
  });

  it.each(["lotus", "lotus 2", "caf\u00e9", "ลันตา", "超算"])("takes a cluster named %s", async (name) => {
    await add(name);
  });

  it("finds the same characters invisible as the program, but for those that Unicode has not assigned", async () => {
    const codes = Array.from({ length: 0x10ffff }, (_, index) => index + 1) // a text of PostgreSQL has no U+0000
      .filter((code) => (code < 0xd800 || code > 0xdfff) && !/\p{Cn}/u.test(String.fromCodePoint(code)));
    const { rows } = await database.db.pool.query<{ code: number }>(
      "select c as code from unnest($1::integer[]) as c where platform.has_invisible('a' || chr(c) || 'b') order by c",
      [codes],
    );
    expect(rows.map(({ code }) => code)).toEqual(codes.filter((code) => hasInvisible(String.fromCodePoint(code))));
    expect(rows.length).toBeGreaterThan(1_000);
  });
});
