import { mkdir } from "node:fs/promises";
import { buildApp } from "../app.ts";
import type { Config } from "../config.ts";
import { ensureBootstrapAdmin } from "../domains/identity/bootstrap-admin.ts";
import { type AppContext, systemContext } from "../platform/context.ts";
import { Disposal } from "../platform/disposal.ts";
import { Draining } from "../platform/draining.ts";
import type { Logger } from "../platform/log.ts";
import { openDatabase } from "../platform/open-database.ts";
import { PdfPool } from "../platform/pdf/pdf-pool.ts";
import { isPortFree } from "../platform/port.ts";
import { startBackgroundWork } from "./background-work.ts";
import { StartError } from "./start-error.ts";

export interface ServeOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly version: string;
  readonly withWorker: boolean;
  /** Where the database is to be brought up to date first; an embedded one always is. */
  readonly migrate: boolean;
  /** Called between the database and the first request. */
  readonly prepare?: (ctx: AppContext & { readonly pdf: PdfPool }) => Promise<void>;
  readonly onStep?: (step: string, milliseconds: number) => void;
}

export interface Running extends AsyncDisposable {
  readonly address: string;
  /** Fulfilled if the embedded database ends by itself. */
  readonly databaseLost: Promise<void>;
  /** Says that it is not ready, for as long as the configuration wants, and serves on: the first step of stopping. */
  readonly drain: () => Promise<void>;
}

/**
 * Starts the program: the database, what has to be in it, the API with the web app, and background work.
 *
 * @throws {StartError} with one clear line where the port is taken; errors of the database as they are. Whatever was
 * started before is stopped again.
 */
export async function serve(options: ServeOptions): Promise<Running> {
  const { config, log } = options;
  if (config.port !== 0 && !(await isPortFree(config.host, config.port))) {
    throw new StartError(`Port ${config.port} is taken: stop what is using it, or choose another with PORT.`);
  }
  await mkdir(config.dataDir, { recursive: true });
  const disposal = new Disposal();
  try {
    const { onStep } = options;
    const database = disposal.use(
      await openDatabase({ config, log, migrate: options.migrate, ...(onStep && { onStep }) }),
    );
    const ctx: AppContext = { db: database.db, config, log, now: () => new Date() };
    await ensureBootstrapAdmin(systemContext(ctx));
    const pdf = disposal.use(new PdfPool());
    await options.prepare?.({ ...ctx, pdf });
    if (options.withWorker) disposal.use(await startBackgroundWork(ctx));
    const draining = new Draining();
    const app = await buildApp({ ctx: { ...ctx, pdf }, version: options.version, draining });
    disposal.use({ [Symbol.asyncDispose]: async () => await app.close() });
    const address = await app.listen({ host: config.host, port: config.port });
    return {
      address,
      databaseLost: database.lost,
      drain: async () => await draining.begin(config.drainSeconds),
      [Symbol.asyncDispose]: async () => await disposal[Symbol.asyncDispose](),
    };
  } catch (error) {
    await disposal[Symbol.asyncDispose]();
    throw error;
  }
}
