import fc from "fast-check";
import type { LightMyRequestResponse } from "fastify";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPermission, type Reach, reachOf } from "./domains/identity/core/permissions.ts";
import { allowedBy } from "./testing/contract-arbitraries.ts";
import { type CallableOperation, callableOperations, ending } from "./testing/contract-operations.ts";
import {
  CALLERS,
  type Caller,
  type PermissionWorld,
  type Side,
  startPermissionWorld,
} from "./testing/permission-world.ts";

/**
 * Every operation of the contract, called by a person of every role, by one without any and by nobody, about their own
 * data and about somebody else's. What has to come of it is read from the table of permissions, never written here.
 */
const SEED = 20_260_301;

/** Refusals that say nothing of the state of things: who is permitted to do it gets past them. */
const NOT_PERMITTED = ["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "GRANT_EXCEEDS_OWN", "API_TOKEN_NOT_ALLOWED"];
const NOT_UNDERSTOOD = ["VALIDATION_FAILED", "BODY_MALFORMED", "MEDIA_TYPE_UNSUPPORTED", "CURSOR_INVALID", "TRY_AGAIN"];

type Target = Side | "absent";
type Outcome = "passes" | "401" | "403" | "404" | "refused";

let world: PermissionWorld;
beforeAll(async () => {
  world = await startPermissionWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const named = callableOperations.map((operation) => [operation.operationId, operation] as const);
const pathParameters = ({ parameters }: CallableOperation) => parameters.filter((each) => each.in === "path");

/** What a caller's roles reach of an operation: `null` is nothing; who needs no role reaches what is theirs. */
function reach(operation: CallableOperation, caller: Exclude<Caller, "nobody">): Reach | null {
  const { permission } = operation;
  if (!isPermission(permission)) return "own";
  return reachOf({ roles: caller === "none" ? [] : [caller] }, permission);
}

/** What has to come of a call, by the table alone. */
function expected(operation: CallableOperation, caller: Caller, target: Target): Outcome {
  if (operation.permission === "public") return "passes";
  if (caller === "nobody") return "401";
  const reached = reach(operation, caller);
  if (reached === null) return "403";
  if (target === "absent") return "404";
  if (target === "own" || reached === "all") return "passes";
  // Without an id in its path an operation can only refuse what its body names.
  return pathParameters(operation).length > 0 ? "404" : "refused";
}

function outcome(response: LightMyRequestResponse): Outcome | string {
  if (response.statusCode < 300) return "passes";
  const { code } = response.json().error;
  if (code === "UNAUTHENTICATED") return "401";
  if (code === "FORBIDDEN") return "403";
  if (code === "NOT_FOUND") return "404";
  if (NOT_PERMITTED.includes(code)) return "refused";
  return NOT_UNDERSTOOD.includes(code) ? `${response.statusCode} ${response.body}` : "passes";
}

async function callAs(operation: CallableOperation, caller: Caller, target: Target): Promise<LightMyRequestResponse> {
  const { method, path, parameters, bodySchema, streamTypes } = operation;
  const side = target === "foreign" ? "foreign" : "own";
  const ids: Record<string, string> = {};
  for (const { name } of pathParameters(operation)) {
    ids[name] = (target === "absent" ? uuidv7() : await world.idFor(name, side, caller, ids)) ?? "unknown";
  }
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? "unknown");
  const demanded = parameters.filter((each) => each.required === true && each.in !== "path");
  const values = (place: string): [string, string][] =>
    demanded.filter((each) => each.in === place).map((each) => [each.name, String(sample(each.schema))]);
  const query = new URLSearchParams(values("query"));
  // Each call makes people of its own, so that a first page would not hold those that stay.
  if (parameters.some((each) => each.in === "query" && each.name === "limit")) query.set("limit", "500");
  const headers: Record<string, string> = Object.fromEntries(values("header"));
  if (caller !== "nobody") Object.assign(headers, world.as[caller].headers);
  const call = { method, url: ending(operation, query.size === 0 ? url : `${url}?${query}`) };
  if (bodySchema !== undefined) {
    const payload = (await world.bodyFor(operation.operationId, side, caller)) ?? (sample(bodySchema) as object);
    return await world.app.inject({ ...call, headers, payload });
  }
  const [type] = streamTypes;
  if (type === undefined) return await world.app.inject({ ...call, headers });
  return await world.app.inject({ ...call, headers: { ...headers, "content-type": type }, payload: "no accounting" });
}

/** A value that the schema allows and that PostgreSQL can store. */
function sample(schema: object): unknown {
  const storable = allowedBy(schema).filter((value) => !JSON.stringify(value).includes("\\u0000"));
  return fc.sample(storable, { seed: SEED, numRuns: 1 })[0];
}

function targetsOf(operation: CallableOperation): Target[] {
  if (pathParameters(operation).length > 0) return ["own", "foreign", "absent"];
  return operation.operationId === "giveGrant" ? ["own", "foreign"] : ["own"];
}

describe("every operation for every role", () => {
  it.each(named)("%s is known with all that its path names", async (_, operation) => {
    for (const { name } of pathParameters(operation)) {
      for (const side of ["own", "foreign"] as const) {
        expect(
          await world.idFor(name, side, "center_admin", {}),
          `{${name}}: add it to permission-world.ts`,
        ).toBeDefined();
      }
    }
    expect(
      operation.permission === "public" ||
        operation.permission === "authenticated" ||
        isPermission(operation.permission),
    ).toBe(true);
  });

  it.each(named)("%s answers as the table of permissions says", async (_, operation) => {
    const wrong: string[] = [];
    for (const caller of CALLERS) {
      for (const target of targetsOf(operation)) {
        const [is, should] = [outcome(await callAs(operation, caller, target)), expected(operation, caller, target)];
        if (is !== should) wrong.push(`${caller}, ${target}: ${should} expected, and it was ${is}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("what a caller may not see", () => {
  const withIds = named.filter(([, operation]) => pathParameters(operation).length > 0);
  it.each(withIds)("is for %s as if it did not exist, to the byte", async (_, operation) => {
    let compared = 0;
    for (const caller of CALLERS) {
      if (expected(operation, caller, "foreign") !== "404") continue;
      const [foreign, absent] = [await callAs(operation, caller, "foreign"), await callAs(operation, caller, "absent")];
      expect(plain(foreign), caller).toEqual(plain(absent));
      compared += 1;
    }
    const narrowed = CALLERS.some(
      (caller) => caller !== "nobody" && ["own", "scope"].includes(String(reach(operation, caller))),
    );
    expect(compared > 0).toBe(narrowed && operation.permission !== "public");
  });

  const lists = named.filter(([, operation]) => operation.method === "GET" && narrowed(operation));
  const listed = (body: string, side: Side) => world.markers[side].filter((id) => body.includes(id));

  it.each(lists)("is in no answer of %s", async (_, operation) => {
    for (const caller of CALLERS.filter((each) => narrowedFor(operation, each))) {
      const { body } = await callAs(operation, caller, "own");
      expect(listed(body, "foreign"), caller).toEqual([]);
    }
  });

  /** They count and name nothing; what they count of whom is tested with them. */
  const counts = ["countJobs"];
  const wholes = lists.filter(([id, operation]) => pathParameters(operation).length === 0 && !counts.includes(id));
  it.each(wholes)("is there in %s for those who see all, and one's own for everyone", async (_, operation) => {
    const { body: everything } = await callAs(operation, "center_admin", "own");
    expect(listed(everything, "foreign").length).toBeGreaterThan(0);
    for (const caller of CALLERS.filter((each) => narrowedFor(operation, each))) {
      const { body } = await callAs(operation, caller, "own");
      expect(listed(body, "own").length, caller).toBeGreaterThan(0);
    }
  });
});

/** Whether a permission reaches a part of the data for some roles. */
function narrowed(operation: CallableOperation): boolean {
  return isPermission(operation.permission) && CALLERS.some((caller) => narrowedFor(operation, caller));
}

function narrowedFor(operation: CallableOperation, caller: Caller): boolean {
  if (caller === "nobody" || operation.permission === "public") return false;
  return ["own", "scope"].includes(String(reach(operation, caller)));
}

/** All of an answer but the id of its request and the time it was given. */
function plain({ statusCode, headers, body }: LightMyRequestResponse) {
  const { "x-request-id": id, date: _, ...rest } = headers;
  return { statusCode, headers: rest, body: body.replaceAll(String(id), "") };
}
