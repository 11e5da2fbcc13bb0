import { buildApp } from "../src/app.ts";
import { createLog, logFile } from "../src/platform/log.ts";
import { PdfPool } from "../src/platform/pdf/pdf-pool.ts";
import type { BenchDatabase } from "./bench-database.ts";
import { benchContext } from "./ingest-context.ts";

/** More calls than a bench makes: they are counted as in earnest, and none is refused. */
const UNREACHED = 1_000_000_000;

/** What has to be shown for its figures. */
export const METRICS_TOKEN = "0123456789abcdef".repeat(4);

/** The whole program as it serves in production, logging to nowhere; `close` it at the end. */
export async function servedApp({ db }: Pick<BenchDatabase, "db">) {
  const base = benchContext(db);
  const rateLimits = {
    ...{ perCaller: UNREACHED, expensivePerCaller: UNREACHED, perAddress: UNREACHED, signInsPerAddress: UNREACHED },
  };
  const config = { ...base.config, environment: "production" as const, rateLimits, metricsToken: METRICS_TOKEN };
  const log = createLog({ level: "info", destination: logFile("/dev/null") });
  const ctx = { ...base, config, log, pdf: new PdfPool() };
  const app = await buildApp({ ctx, version: "bench" });
  const close = async () => {
    await Promise.all([app.close(), ctx.pdf[Symbol.asyncDispose]()]);
  };
  return { app, ctx, close };
}
