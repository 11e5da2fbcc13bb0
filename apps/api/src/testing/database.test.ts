import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { createTestDatabase } from "./database.ts";

describe("createTestDatabase", () => {
  it("gives a migrated database that works as the program's role", async () => {
    await using database = await createTestDatabase();
    const { rows } = await sql<{ role: string; migrations: bigint }>`
      select current_user as role, (select count(*) from public.kysely_migration) as migrations
    `.execute(database.db);
    expect(rows[0]?.role).toBe("purser_app");
    expect(rows[0]?.migrations).toBeGreaterThan(0n);
  });

  it("keeps the databases of two tests apart and removes them", async () => {
    const [one, two] = [await createTestDatabase(), await createTestDatabase()];
    expect(one.url).not.toBe(two.url);
    await one.drop();
    const left = await sql<{ datname: string }>`select datname from pg_database`.execute(two.db);
    const names = left.rows.map((row) => row.datname);
    expect(names).toContain(new URL(two.url).pathname.slice(1));
    expect(names).not.toContain(new URL(one.url).pathname.slice(1));
    await two.drop();
  });
});
