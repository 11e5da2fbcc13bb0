import { join } from "node:path";
import type { Config } from "../config.ts";
import { createDb, type Db } from "./db.ts";
import { findRunningPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import type { Failpoint } from "./failpoint.ts";
import type { Logger } from "./log.ts";
import { migrateToLatest } from "./migrate.ts";

export interface OpenDatabase extends AsyncDisposable {
  readonly db: Db;
  /** Password included: never print it. */
  readonly url: string;
  /** Fulfilled if the embedded server ends by itself; never for a server of others. */
  readonly lost: Promise<void>;
}

export interface OpenOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly migrate: boolean;
  /** A command works beside a program that runs the embedded server already, and leaves it as it is. */
  readonly beside?: boolean;
  readonly onStep?: (step: "database" | "migrations", milliseconds: number) => void;
  readonly failpoint?: Failpoint | undefined;
}

/**
 * The database that the configuration asks for: the server at `DATABASE_URL`, or an embedded one below the data
 * directory, which is started, brought up to date and stopped again with the program.
 *
 * @throws {EmbeddedPostgresError} with one clear line where the embedded server cannot start.
 */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const { config, log, migrate, beside = false, onStep, failpoint } = options;
  const started = performance.now();
  const dataDir = join(config.dataDir, "postgres");
  const running = config.databaseUrl ?? (beside ? await findRunningPostgres(dataDir) : undefined);
  const embedded = running === undefined ? await startEmbeddedPostgres({ dataDir, log }) : undefined;
  const url = embedded?.url ?? running ?? "";
  onStep?.("database", performance.now() - started);
  try {
    if (migrate || embedded !== undefined) {
      const from = performance.now();
      const { applied } = await migrateToLatest(url);
      if (applied.length > 0) log.info({ applied }, "migrated");
      onStep?.("migrations", performance.now() - from);
    }
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  const onError = (error: Error) => log.warn({ err: error }, "a database connection was lost");
  const db = createDb({ url, maxConnections: config.maxConnections, onError, failpoint });
  return {
    db,
    url,
    lost:
      embedded === undefined
        ? new Promise(() => {})
        : embedded.ended.then(async ({ expected }) => {
            if (expected) await new Promise(() => {});
          }),
    [Symbol.asyncDispose]: async () => {
      await db.destroy();
      await embedded?.stop();
    },
  };
}
