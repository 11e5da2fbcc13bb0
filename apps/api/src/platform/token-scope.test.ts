import { scopes } from "@purser/contract/operation-types";
import { operations } from "@purser/contract/operations";
import type { RouteOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testConfig } from "../testing/contract-app.ts";
import { type Actor, SYSTEM_ACTOR } from "./context.ts";
import { createDb } from "./db.ts";
import { createServer, type Server } from "./http-server.ts";
import { createLog } from "./log.ts";
import { createMetrics } from "./metrics.ts";

const PASSED = 299;
const guarded = Object.values(operations)
  .filter(({ config }) => config.permission !== "public")
  .map((operation) => [operation.config.operationId, operation] as const);

/** Every operation of the contract behind the real gate; what is let in is answered at once, by us. */
describe("the gate", () => {
  const db = createDb({ url: "postgres://nobody@127.0.0.1:1/none", maxConnections: 1, onError: () => undefined });
  let server: Server;
  /** Who the next call is from. */
  let caller: Actor | null = null;

  beforeAll(async () => {
    const ctx = {
      db,
      config: testConfig("postgres://nobody@127.0.0.1:1/none"),
      log: createLog({ level: "silent" }),
      now: () => new Date(),
    };
    // Roles are no matter here: the gate of scopes stands before them.
    const access = { authenticate: async () => caller, isAllowed: () => true, isFresh: () => true };
    server = await createServer({ ctx, metrics: createMetrics({ pool: db.pool, version: "test" }), access });
    const onRequest: RouteOptions["onRequest"] = async (_, reply) => reply.code(PASSED).send("");
    for (const [, { method, url, config }] of guarded) {
      const route: RouteOptions = { method, url, config, onRequest, handler: async () => "" };
      server.route(route);
    }
    await server.ready();
  });
  afterAll(async () => {
    await server.close();
    await db.destroy();
  });

  async function call({ method, url }: { method: string; url: string }, given: readonly string[] | null) {
    const apiToken = given === null ? null : { id: SYSTEM_ACTOR.id, name: "walker", scopes: given };
    caller = { ...SYSTEM_ACTOR, apiToken };
    const address = url.replaceAll(/:\w+/g, SYSTEM_ACTOR.id);
    const headers = { authorization: "Bearer x" };
    return await server.inject({ method: method as "GET", url: address, headers }); // one of the contract's methods
  }

  it("walks all operations that are not open to everybody", () => {
    expect(guarded.length).toBeGreaterThan(25);
    expect(new Set(guarded.map(([, { config }]) => config.scope))).toEqual(new Set([...scopes, "none"]));
  });

  it.each(guarded)("asks an API token for exactly the scope of %s", async (_, operation) => {
    const { scope } = operation.config;
    const others = scopes.filter((each) => each !== scope);
    if (scope === "none") {
      for (const given of [[], others, ["none"], ["*"]]) {
        const answer = await call(operation, given);
        expect([answer.statusCode, answer.json().error.code]).toEqual([403, "API_TOKEN_NOT_ALLOWED"]);
      }
      return;
    }
    expect((await call(operation, [scope])).statusCode).toBe(PASSED);
    for (const given of [[], others, [scope.toUpperCase()], [`${scope} `], ["*"]]) {
      const answer = await call(operation, given);
      expect([answer.statusCode, answer.json().error.code]).toEqual([403, "SCOPE_MISSING"]);
      expect(answer.json().error).toMatchObject({
        message: expect.stringContaining(scope),
        details: [{ issue: "missing", scope }],
      });
      expect(answer.headers["www-authenticate"]).toBe(`Bearer error="insufficient_scope", scope="${scope}"`);
    }
  });

  it.each(guarded)("asks nobody for a scope at %s who has signed in", async (_, operation) => {
    expect((await call(operation, null)).statusCode).toBe(PASSED);
  });
});
