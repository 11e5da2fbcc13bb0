import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { onFurtherServers } from "./further-servers.ts";

const PATIENCE_MILLISECONDS = 8_000;
const LOOK_MILLISECONDS = 2_000;
/** So long a program that ends waits for the first request of a connection that is open. */
const LAST_WORD_MILLISECONDS = 1_000;
/** Node asks twice before it says that nothing moves. */
const READER_MILLISECONDS = 4_000;

/**
 * Cuts connections of clients that hold one up: that dribble the body of an ordinary request, send nothing more of an
 * upload, or do not read their answer. The server's own time-out has to be long enough for an upload, so it cannot do
 * this. A client that is waiting for us is left alone. Who says nothing at all, or never ends its headers, is cut by the
 * server itself (`headersTimeout`), whatever address it listens on.
 */
export function installSlowClientCuts(app: FastifyInstance): void {
  cutSilentAtEnd(app);
  app.addHook("onRequest", async (request) => {
    const { consumes } = request.routeOptions.config;
    const { raw } = request;
    const hasBody = raw.headers["transfer-encoding"] !== undefined || Number(raw.headers["content-length"] ?? 0) > 0;
    if (!hasBody) return;
    const streamed = consumes !== undefined && consumes.length > 0 && !consumes.includes("application/json");
    let since = performance.now();
    let seen = raw.socket.bytesRead;
    const timer = setInterval(() => {
      if (raw.complete) return clearInterval(timer);
      const { bytesRead } = raw.socket;
      // Of an upload something has to come; what still waits in the buffer waits for us.
      if (streamed && (bytesRead !== seen || raw.readableLength > 0)) since = performance.now();
      seen = bytesRead;
      if (performance.now() - since >= PATIENCE_MILLISECONDS) raw.destroy();
    }, LOOK_MILLISECONDS);
    timer.unref();
    raw.once("close", () => clearInterval(timer));
  });
  app.addHook("onSend", async (_request, { raw }) => {
    // The time runs while nothing moves on the connection, and only what is ready and not taken is held against a client.
    raw.setTimeout(READER_MILLISECONDS, () => {
      if ((raw.socket?.writableLength ?? 0) > 0) raw.destroy();
    });
  });
}

/** A server that closes looks for silent connections no more, and waits for each: the program would not end. */
function cutSilentAtEnd(app: FastifyInstance): void {
  const silent = new Set<Socket>();
  const watch = (server: Server) => {
    server.on("connection", (socket) => {
      silent.add(socket);
      socket.once("close", () => silent.delete(socket));
    });
    server.on("request", ({ socket }) => silent.delete(socket));
  };
  watch(app.server);
  onFurtherServers(app, watch);
  app.addHook("preClose", async () => {
    for (const socket of silent)
      socket.setTimeout(LAST_WORD_MILLISECONDS, () => silent.has(socket) && socket.destroy());
  });
}
