import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { FastifyRequest } from "fastify";
import type pg from "pg";
import type { Config } from "../config.ts";
import type { Draining } from "./draining.ts";
import { HttpError } from "./http-errors.ts";
import type { Metrics } from "./metrics.ts";
import { isMigrated } from "./migrate.ts";

const READY_MILLISECONDS = 1_000;

/** Health and figures, for operators and their machines. */
export const systemRoutes: FastifyPluginAsyncTypebox<{
  pool: pg.Pool;
  metrics: Metrics;
  config: Pick<Config, "environment" | "metricsToken">;
  draining?: Draining | undefined;
}> = async (app, { pool, metrics, config, draining }) => {
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
    handler: async (request, reply) => {
      if (!mayCollect(request, config)) {
        reply.header("www-authenticate", "Bearer");
        throw new HttpError("UNAUTHENTICATED", "unauthenticated");
      }
      const figures = await metrics.exposition();
      // Encoded already: what the contract calls a string.
      return await reply.type(metrics.registry.contentType).send(figures as never);
    },
  });
};

/**
 * Whether somebody may have the figures, which name users and jobs: who shows the token. Where none is configured nobody may
 * in production, as a proxy would hand them to the world; elsewhere everybody may.
 */
function mayCollect(
  request: FastifyRequest,
  { environment, metricsToken }: Pick<Config, "environment" | "metricsToken">,
) {
  if (metricsToken === null) return environment !== "production";
  const shown = /^Bearer ([^\s]+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(shown), digest(metricsToken));
}

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
