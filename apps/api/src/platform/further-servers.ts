import type { Server } from "node:http";
import { invariant } from "@purser/kernel/invariant";
import type { FastifyInstance } from "fastify";

const BINDINGS = "fastify.serverBindings";

/**
 * Does something with each server of a program beside `app.server`, as soon as it listens. For a host with several
 * addresses, as `localhost` is, fastify opens a server for each, and sets up the listeners of the first alone.
 */
export function onFurtherServers(app: FastifyInstance, act: (server: Server) => void): void {
  app.addHook("onListen", async () => {
    // Fastify tells the addresses of these servers, but keeps the servers behind a symbol of its own.
    const symbol = Object.getOwnPropertySymbols(app).find(({ description }) => description === BINDINGS);
    invariant(symbol !== undefined, "fastify keeps the servers of further addresses elsewhere now");
    const further: readonly Server[] = Reflect.get(app, symbol);
    for (const server of further) act(server);
  });
}

/** Does something with each server of a program, whatever address it listens on. */
export function onEveryServer(app: FastifyInstance, act: (server: Server) => void): void {
  act(app.server);
  onFurtherServers(app, act);
}
