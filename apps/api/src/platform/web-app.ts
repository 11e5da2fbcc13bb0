import { existsSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { notFound } from "./http-errors.ts";

const BUILT = fileURLToPath(new URL("../../../web/dist/", import.meta.url));

/**
 * Serves the built single-page app, if it is built: files whose name holds their hash for ever, and its page for every
 * other address that is not the API's. Unknown addresses of the API are answered as the contract says.
 */
export async function installWebApp(app: FastifyInstance, root = BUILT): Promise<void> {
  const built = existsSync(join(root, "index.html"));
  if (built) {
    await app.register(fastifyStatic, {
      root,
      wildcard: false,
      cacheControl: false,
      allowedPath: (path) => isInside(root, path),
      setHeaders: (reply, path) => {
        reply.header("cache-control", path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    const page =
      request.method === "GET" && !request.url.startsWith("/api/") && !/\.\w+$/.test(request.url.split("?")[0] ?? "");
    if (!built || !page) throw notFound();
    return await reply.header("cache-control", "no-cache").sendFile("index.html");
  });
}

/** A link may stand in the folder and lead out of it: what counts is where the file is. */
function isInside(root: string, path: string): boolean {
  try {
    return realpathSync(join(root, path)).startsWith(realpathSync(root) + sep);
  } catch {
    return false;
  }
}
