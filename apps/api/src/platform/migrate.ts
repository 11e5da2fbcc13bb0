import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
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

/** Whoever works on the database did not let go of a table for as long as we tried. */
export class BusyDatabaseError extends Error {
  override readonly name = "BusyDatabaseError";
}

/**
 * A table that is waited for is closed to everybody who comes after us, so that we wait for a moment only, and begin
 * again once they have had theirs. It is shorter than PostgreSQL's `deadlock_timeout`: in a deadlock it is us who give way.
 */
const LOCK_MILLISECONDS = 500;
const PAUSE_MILLISECONDS = 1_000;
const PATIENCE_MILLISECONDS = 5 * 60_000;
/** Whose turn it is to migrate a database; a number that nobody else takes. */
const TURN = 4_720_163_550_918n;
const GAVE_WAY = new Set(["55P03", "40P01"]);

/**
 * Brings the database at `url` to the latest migration, as the role that owns it, while programs of the version before
 * work on it: each migration is a transaction of its own, except in a new database. Programs that start at the same time
 * wait for one another. Returns the names applied now.
 *
 * @throws {ForeignDatabaseError} if it holds migrations that this version does not know, or in another order.
 * @throws {BusyDatabaseError} if a table that is to be changed is held by others for five minutes.
 * @throws the first migration's own error. What came before it stays applied.
 */
export async function migrateToLatest(url: string): Promise<{ applied: string[] }> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    application_name: "purser-migrate",
    connectionTimeoutMillis: 5_000,
    options: `-c lock_timeout=${LOCK_MILLISECONDS}`,
  });
  pool.on("error", () => {}); // the migration that was running reports it
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const turn = await pool.connect();
    try {
      // Kysely has a lock as well, but neither for its own tables nor for the queue's.
      await turn.query(`set lock_timeout = 0; select pg_advisory_lock(${TURN})`);
      const applied = await applyAll(new Migrator({ db, provider: new SqlFiles(), migrationTableSchema: "public" }));
      await patiently(async () => await installQueue(pool));
      return { applied };
    } finally {
      turn.release(true);
    }
  } finally {
    await db.destroy();
  }
}

/** The names of the migrations that were applied. */
async function applyAll(migrator: Migrator): Promise<string[]> {
  const isNew = (await migrator.getMigrations()).every(({ executedAt }) => executedAt === undefined);
  const applied: string[] = [];
  for (let last = -1; last < applied.length; ) {
    last = applied.length;
    const more = await patiently(async () => {
      const { error, results = [] } = await (isNew ? migrator.migrateToLatest() : migrator.migrateUp());
      if (error !== undefined) throw isOutOfOrder(error) ? new ForeignDatabaseError(FOREIGN) : error;
      return results.map(({ migrationName }) => migrationName);
    });
    applied.push(...more);
  }
  return applied;
}

/** Does the work, again and again where others hold what it has to lock. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const started = performance.now(); ; await sleep(PAUSE_MILLISECONDS)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error && "code" in error && GAVE_WAY.has(String(error.code)))) throw error;
      if (performance.now() - started > PATIENCE_MILLISECONDS) throw new BusyDatabaseError(BUSY, { cause: error });
    }
  }
}

const FOREIGN =
  "The database was made by another version of Purser, whose migrations are not those of this one. Nothing was changed: start that version, or give this one a database of its own.";

const BUSY =
  "The database is too busy to be migrated: a table that has to be changed was held by others for five minutes. Look for a transaction that was left open (pg_stat_activity), then try again.";

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
