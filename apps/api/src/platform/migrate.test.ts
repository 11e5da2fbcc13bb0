import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { explainError } from "../commands/explain-error.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { administer, dropDatabase, urlOfDatabase } from "../testing/database-server.ts";
import { migrateToLatest } from "./migrate.ts";

describe("migrateToLatest", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => await database[Symbol.asyncDispose]());

  it("has nothing to do where everything is applied", async () => {
    expect(await migrateToLatest(database.url)).toEqual({ applied: [] });
  });

  it("is done once where several programs start at once on a new database", async () => {
    const name = `purser_test_new_${process.pid}`;
    const { adminUrl } = inject("database");
    await administer(adminUrl, `create database ${name} template template0 encoding 'UTF8'`);
    try {
      const url = urlOfDatabase(adminUrl, name);
      const all = await Promise.all(Array.from({ length: 4 }, async () => await migrateToLatest(url)));
      expect(all.map(({ applied }) => applied.length > 0).sort()).toEqual([false, false, false, true]);
    } finally {
      await dropDatabase(adminUrl, name);
    }
  });

  it("leaves the database of another version alone and says so in one line", async () => {
    await administer(
      database.url,
      "insert into public.kysely_migration (name, timestamp) values ('0004a_of_another_version', now()::text)",
    );
    const lines: string[] = [];
    const code = await migrateToLatest(database.url).then(
      () => 0,
      (error: unknown) => explainError(error, (line) => lines.push(line)),
    );
    expect([code, lines]).toEqual([
      1,
      [expect.stringMatching(/^The database was made by another version of Purser[^\n]*$/)],
    ]);
  });
});
