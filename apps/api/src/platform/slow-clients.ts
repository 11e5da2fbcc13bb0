import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { onEveryServer } from "./further-servers.ts";

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
  cutSlowBodies(app);
  app.addHook("onSend", async (_request, { raw }) => {
    // The time runs while nothing moves on the connection, and only what is ready and not taken is held against a client.
    raw.setTimeout(READER_MILLISECONDS, () => {
      if ((raw.socket?.writableLength ?? 0) > 0) raw.destroy();
    });
  });
}

/** How far a body has come. */
interface Coming {
  readonly isStreamed: boolean;
  /** When it began, or something of an upload came last. */
  since: number;
  seen: number;
}

/** One look at all bodies that are on their way: a timer for each would cost more than most bodies. */
function cutSlowBodies(app: FastifyInstance): void {
  const coming = new Map<IncomingMessage, Coming>();
  const look = () => {
    for (const [raw, body] of coming) {
      if (raw.complete || raw.destroyed) coming.delete(raw);
      else if (isTooSlow(raw, body)) raw.destroy();
    }
  };
  const timer = setInterval(look, LOOK_MILLISECONDS).unref();
  app.addHook("onClose", async () => clearInterval(timer));
  app.addHook("onRequest", async ({ raw, routeOptions }) => {
    const { consumes } = routeOptions.config;
    const hasBody = raw.headers["transfer-encoding"] !== undefined || Number(raw.headers["content-length"] ?? 0) > 0;
    if (!hasBody) return;
    const isStreamed = consumes !== undefined && consumes.length > 0 && !consumes.includes("application/json");
    coming.set(raw, { isStreamed, since: performance.now(), seen: raw.socket.bytesRead });
  });
  // Most bodies are here by then, and need no look.
  app.addHook("preValidation", async ({ raw }) => {
    if (raw.complete) coming.delete(raw);
  });
}

function isTooSlow({ socket, readableLength }: IncomingMessage, body: Coming): boolean {
  const { bytesRead } = socket;
  // Of an upload something has to come; what still waits in the buffer waits for us.
  if (body.isStreamed && (bytesRead !== body.seen || readableLength > 0)) body.since = performance.now();
  body.seen = bytesRead;
  return performance.now() - body.since >= PATIENCE_MILLISECONDS;
}

/** A server that closes looks for silent connections no more, and waits for each: the program would not end. */
function cutSilentAtEnd(app: FastifyInstance): void {
  const silent = new Set<Socket>();
  onEveryServer(app, (server) => {
    server.on("connection", (socket) => {
      silent.add(socket);
      socket.once("close", () => silent.delete(socket));
    });
    server.on("request", ({ socket }) => silent.delete(socket));
  });
  app.addHook("preClose", async () => {
    for (const socket of silent)
      socket.setTimeout(LAST_WORD_MILLISECONDS, () => silent.has(socket) && socket.destroy());
  });
}
