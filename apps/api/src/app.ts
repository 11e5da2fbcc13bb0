import type { AppContext } from "./platform/context.ts";
import { type AccessControl, createServer, type Server } from "./platform/http-server.ts";
import { createMetrics } from "./platform/metrics.ts";
import { systemRoutes } from "./platform/system.routes.ts";
import { installWebApp } from "./platform/web-app.ts";

export interface AppOptions {
  readonly ctx: AppContext;
  readonly access: AccessControl;
  readonly version: string;
}

/** Puts the program together by hand: every slice's routes, and every port with what fills it. */
export async function buildApp({ ctx, access, version }: AppOptions): Promise<Server> {
  const metrics = createMetrics({ pool: ctx.db.pool, version });
  const app = await createServer({ ctx, metrics, access });
  await app.register(systemRoutes, { pool: ctx.db.pool, metrics });
  await installWebApp(app);
  return app;
}
