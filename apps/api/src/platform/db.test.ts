import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { createDb, type Db, transact } from "./db.ts";

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
