import { createReadStream } from "node:fs";
import { readConfig } from "../src/config.ts";
import { runPricer } from "../src/domains/rating/run-pricer.ts";
import type { Batch } from "../src/domains/usage/core/batch.ts";
import { ingestUsage } from "../src/domains/usage/ingest-usage.ts";
import { jobLifter } from "../src/integrations/slurm/job-lifter.ts";
import { systemContext } from "../src/platform/context.ts";
import type { Db } from "../src/platform/db.ts";
import { createLog } from "../src/platform/log.ts";

/** The program's own context over a bench database. */
export function benchContext(db: Db) {
  const keys = `bench=${"0123456789abcdef".repeat(4)}`;
  const config = readConfig({ JWT_KEYS: keys, AUDIT_KEYS: keys, SECRETS_KEYS: keys });
  return systemContext({ db, config, log: createLog({ level: "warn" }), now: () => new Date() });
}

/** Ingests a file the ordinary way. */
export async function ingest(db: Db, file: string): Promise<Batch> {
  const ctx = { ...benchContext(db), pricer: runPricer, lifter: jobLifter };
  const content = createReadStream(file, { highWaterMark: 256 * 1024 });
  const input = { source: "file" as const, sourceName: "bench", content, cluster: null, timeZone: "Asia/Bangkok" };
  return await ingestUsage(ctx, { ...input, idempotencyKey: null });
}
