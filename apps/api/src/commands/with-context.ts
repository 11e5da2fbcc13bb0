import type { Config } from "../config.ts";
import { runPricer } from "../domains/rating/run-pricer.ts";
import type { UsageContext } from "../domains/usage/run-pricer.ts";
import { jobLifter } from "../integrations/slurm/job-lifter.ts";
import { systemContext } from "../platform/context.ts";
import type { Logger } from "../platform/log.ts";
import { openDatabase } from "../platform/open-database.ts";

/**
 * Opens the database for one command, does its work as the program itself, and closes it again. Where a program serves
 * on the embedded database already, a command that is soon over works `beside` it; others are refused.
 */
export async function withContext<T>(
  { config, log }: { config: Config; log: Logger },
  work: (ctx: UsageContext) => Promise<T>,
  { beside = true }: { readonly beside?: boolean } = {},
): Promise<T> {
  await using database = await openDatabase({ config, log, migrate: false, beside });
  const app = { db: database.db, config, log, now: () => new Date() };
  return await work({ ...systemContext(app), pricer: runPricer, lifter: jobLifter });
}
