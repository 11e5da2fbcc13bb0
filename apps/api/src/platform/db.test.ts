import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { beginOf, createDb, type Db, type Tx, transact, transactFrom } from "./db.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

it.each<{ what: string; work: (db: Db) => Promise<unknown> }>([
  {
    what: "in a transaction only",
    work: async (db) => await transact(db, async (tx) => await sql`select 1`.execute(tx)),
  },
  { what: "outside of one", work: async (db) => await sql`select 1`.execute(db) },
  { what: "not at all", work: async () => {} },
])("leaves no connection behind once it is closed, when it was used $what", async ({ work }) => {
  const db = createDb({ url: database.url, maxConnections: 2, onError: () => {} });
  await work(db);
  await db.destroy();
  expect([db.pool.ended, db.pool.totalCount]).toEqual([true, 0]);
});

describe("transactFrom", () => {
  const one = { name: "test_one", text: "select $1::int as one", values: [1] };

  it("gives the answers to what went out with its begin, in the same transaction", async () => {
    const mark = { text: "select set_config('purser.mark', 'set', true)" };
    const answered = await transactFrom(database.db, [mark, one], async (tx, answers) => {
      const { rows } = await sql<{ mark: string }>`select current_setting('purser.mark') as mark`.execute(tx);
      return [answers[1]?.rows, rows];
    });
    expect(answered).toEqual([[{ one: 1 }], [{ mark: "set" }]]);
  });

  it("does not begin where one of them fails, and leaves the connection free for the next", async () => {
    await using db = createDb({ url: database.url, maxConnections: 1, onError: () => {} });
    const failing = { text: "select 1 / 0" };
    const begun = vi.fn();
    await expect(transactFrom(db, [one, failing], async () => begun())).rejects.toMatchObject({ code: "22012" });
    expect(begun).not.toHaveBeenCalled();
    const { rows } = await sql<{ state: boolean }>`select now() = statement_timestamp() as state`.execute(db);
    expect(rows).toEqual([{ state: true }]);
    expect(await transact(db, async (tx) => beginOf(tx))).toMatch(/Z$/);
  });

  it("tries again from its begin where that lost a race", async () => {
    const deadlocked = { text: "do $$ begin raise sqlstate '40P01'; end $$" };
    const opening = [deadlocked];
    const work = async (_tx: Tx, answers: readonly unknown[]) => answers.length;
    const tried = transactFrom(database.db, opening, work);
    opening[0] = { text: "select 2" };
    expect(await tried).toBe(1);
  });

  it("knows when it began, as every transaction does", async () => {
    const [told, seen] = await transactFrom(database.db, [one], async (tx) => {
      const { rows } = await sql<{ at: Date }>`select now() as at`.execute(tx);
      return [beginOf(tx), rows[0]?.at];
    });
    expect(told).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(new Date(told)).toEqual(seen);
  });
});
