import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { createDb, type Db } from "../platform/db.ts";
import { administer, dropDatabase, urlOfDatabase } from "./database-server.ts";

export type TestDatabase = AsyncDisposable & {
  /** Signs in as the owner; `db` works as the role of the program. */
  url: string;
  db: Db;
  /** Closes `db` and removes the database, whoever is still connected to it. */
  drop: () => Promise<void>;
};

/** A database of one's own, migrated and empty: a copy of the template, about 30 ms. Drop it in `afterAll`. */
export async function createTestDatabase({ maxConnections = 5 } = {}): Promise<TestDatabase> {
  const { adminUrl, template } = inject("database");
  const name = `purser_test_${randomBytes(8).toString("hex")}`;
  const [copy, original] = [name, template].map((each) => pg.escapeIdentifier(each));
  await administer(adminUrl, `create database ${copy} template ${original} strategy file_copy`);
  const url = urlOfDatabase(adminUrl, name);
  // Connections that a test kills on purpose report here as well as to their query.
  const db = createDb({ url, maxConnections, onError: () => undefined });
  const drop = async () => {
    await db.destroy();
    await dropDatabase(adminUrl, name);
  };
  return { url, db, drop, [Symbol.asyncDispose]: drop };
}
