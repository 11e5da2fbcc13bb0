import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Kysely, type Migration, type MigrationProvider, Migrator, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { installQueue } from "./queue.ts";

const FOLDER = fileURLToPath(new URL("../../../../migrations/", import.meta.url));

/** Reads `migrations/NNNN_what_it_does.sql`; each file is one migration, run as one script in one transaction. */
class SqlFiles implements MigrationProvider {
  async getMigrations(): Promise<Record<string, Migration>> {
    const migrations: Record<string, Migration> = {};
    for (const name of await migrationNames()) {
      const text = await readFile(join(FOLDER, `${name}.sql`), "utf8");
      migrations[name] = { up: async (db) => void (await sql.raw(text).execute(db)) };
    }
    return migrations;
  }
}

async function migrationNames(): Promise<string[]> {
  const files = await readdir(FOLDER);
  return files
    .filter((file) => file.endsWith(".sql"))
    .map((file) => file.slice(0, -".sql".length))
    .sort();
}

/** The database was made by another version of the program, and this one must leave it alone. */
export class ForeignDatabaseError extends Error {
  override readonly name = "ForeignDatabaseError";
}

/**
 * Brings the database at `url` to the latest migration, as the role that owns it. Programs that start at the same time
 * wait for one another. Returns the names applied now.
 *
 * @throws {ForeignDatabaseError} if it holds migrations that this version does not know, or in another order.
 * @throws the first migration's own error; what came before it stays applied.
 */
export async function migrateToLatest(url: string): Promise<{ applied: string[] }> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    application_name: "purser-migrate",
    connectionTimeoutMillis: 5_000,
  });
  pool.on("error", () => {}); // the migration that was running reports it
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: new SqlFiles(), migrationTableSchema: "public" });
    const { error, results } = await migrator.migrateToLatest();
    if (error !== undefined) throw isOutOfOrder(error) ? new ForeignDatabaseError(FOREIGN) : error;
    await installQueue(pool);
    return { applied: (results ?? []).map((result) => result.migrationName) };
  } finally {
    await db.destroy();
  }
}

const FOREIGN =
  "The database was made by another version of Purser, whose migrations are not those of this one. Nothing was changed: start that version, or give this one a database of its own.";

/** Kysely tells this fault by the beginning of its message only. */
function isOutOfOrder(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("corrupted migrations:");
}

/** Whether every migration of this program has been applied to the database the pool is connected to. */
export async function isMigrated(pool: pg.Pool): Promise<boolean> {
  const names = await migrationNames();
  const { rows } = await pool.query<{ count: bigint }>(
    "select count(*) as count from public.kysely_migration where name = any($1)",
    [names],
  );
  return Number(rows[0]?.count ?? 0) === names.length;
}
