import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { createDb, type Db } from "../src/platform/db.ts";
import { startEmbeddedPostgres } from "../src/platform/embedded-postgres.ts";
import { migrateToLatest } from "../src/platform/migrate.ts";

export interface BenchDatabase extends AsyncDisposable {
  /** As the program works: under its role. */
  readonly db: Db;
  /** As the owner, for preparing references. */
  readonly owner: pg.Pool;
}

/** A PostgreSQL for benches, with fsync on as in earnest: the one at `DATABASE_URL`, or an embedded one of its own. */
export interface BenchServer extends AsyncDisposable {
  /** A fresh, migrated database. */
  createDatabase(): Promise<BenchDatabase>;
}

export async function startBenchServer(): Promise<BenchServer> {
  const given = process.env.DATABASE_URL;
  const directory = await mkdtemp(join(tmpdir(), "purser-bench-"));
  const log = { debug: () => {}, warn: (message: string) => console.error(message) };
  const server = given === undefined ? await startEmbeddedPostgres({ dataDir: directory, log }) : undefined;
  const adminUrl = given ?? server?.url ?? "";
  let count = 0;
  return {
    createDatabase: async () => {
      count += 1;
      return await createDatabase(adminUrl, `purser_bench_${process.pid}_${count}`);
    },
    [Symbol.asyncDispose]: async () => {
      await server?.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function createDatabase(adminUrl: string, name: string): Promise<BenchDatabase> {
  await run(adminUrl, `create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  await migrateToLatest(url.href);
  const db = createDb({ url: url.href, maxConnections: 8, onError: () => {} });
  const owner = new pg.Pool({ connectionString: url.href, max: 4 });
  owner.on("error", () => {});
  return {
    db,
    owner,
    [Symbol.asyncDispose]: async () => {
      await db.destroy();
      await owner.end();
      await run(adminUrl, `drop database ${name} with (force)`);
    },
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
