import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type pg from "pg";
import type { Draining } from "./draining.ts";
import { HttpError } from "./http-errors.ts";
import type { Metrics } from "./metrics.ts";
import { isMigrated } from "./migrate.ts";

const READY_MILLISECONDS = 1_000;

/** Health and figures, for operators and their machines. */
export const systemRoutes: FastifyPluginAsyncTypebox<{
  pool: pg.Pool;
  metrics: Metrics;
  draining?: Draining | undefined;
}> = async (app, { pool, metrics, draining }) => {
  app.route({ ...operations.getHealth, handler: async () => ({ status: "ok" as const }) });
  app.route({
    ...operations.getReadiness,
    handler: async () => {
      if (draining?.begun === true) throw new HttpError("SHUTTING_DOWN", "unavailable");
      if (!(await isReady(pool))) throw new HttpError("DATABASE_UNAVAILABLE", "unavailable");
      return { status: "ok" as const };
    },
  });
  app.route({
    ...operations.getMetrics,
    handler: async (_request, reply) => {
      const text = await metrics.registry.metrics();
      return await reply.type(metrics.registry.contentType).send(text);
    },
  });
};

/** Whether the database answers within a second and is migrated as far as this program is. */
async function isReady(pool: pg.Pool): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), READY_MILLISECONDS);
  });
  try {
    return await Promise.race([isMigrated(pool).catch(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}
