import type { FastifyInstance } from "fastify";

const BODY_MILLISECONDS = 10_000;

/**
 * Cuts connections that dribble the body of an ordinary request. The server's own time-out has to be long enough for
 * an upload, so it cannot do this. Uploads are streamed by whoever reads them and are left alone.
 */
export function installSlowBodyCut(app: FastifyInstance): void {
  app.addHook("onRequest", async (request) => {
    const { consumes } = request.routeOptions.config;
    const streamed = consumes !== undefined && consumes.length > 0 && !consumes.includes("application/json");
    const { raw } = request;
    const hasBody = raw.headers["transfer-encoding"] !== undefined || Number(raw.headers["content-length"] ?? 0) > 0;
    if (streamed || !hasBody) return;
    const timer = setTimeout(() => {
      if (!raw.complete) raw.destroy();
    }, BODY_MILLISECONDS);
    timer.unref();
    raw.once("close", () => clearTimeout(timer));
  });
}
