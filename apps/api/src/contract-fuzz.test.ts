import { randomInt } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAllowed, PERMISSIONS, ROLES, type Role } from "./domains/identity/core/permissions.ts";
import { bodyLimitOf } from "./testing/body-limits.ts";
import { type ContractApp, startContractApp } from "./testing/contract-app.ts";
import { refusedBodies } from "./testing/contract-arbitraries.ts";
import {
  allowedCalls,
  type Call,
  type CallableOperation,
  callableOperations,
  withBody,
} from "./testing/contract-operations.ts";

/** Anew each time, so that the calls differ from run to run; always the same where builds must agree. */
const seed = Number(process.env.FUZZ_SEED ?? (process.env.CI === "true" ? 20_261_121 : randomInt(2 ** 31)));
const runs = { seed, numRuns: 15, endOnFailure: true };
console.log(`contract fuzz: FUZZ_SEED=${seed}`);

const ANSWERED_ONE_BY_ONE: Readonly<Record<string, number>> = { pushRuns: 201, pushSamples: 200 };

const guarded = callableOperations.filter(({ permission }) => permission !== "public");
const named = (operations: readonly CallableOperation[]) => operations.map((each) => [each.operationId, each] as const);

describe("the live API under calls made from the contract", () => {
  let app: ContractApp;
  beforeAll(async () => {
    app = await startContractApp();
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
  });

  /** Every answer is held against the contract by `inject`; a 500, and a 503 where nothing is down, are faults. */
  async function answerTo(call: Call, headers: Record<string, string>) {
    const response = await app.inject({ ...call, headers: { ...call.headers, ...headers } });
    expect(response.statusCode).toBeLessThan(500);
    return response;
  }

  const statusOf = async (...call: Parameters<typeof answerTo>) => (await answerTo(...call)).statusCode;

  it.each(named(callableOperations))("%s answers what is documented to any call it allows", async (_, operation) => {
    await fc.assert(
      fc.asyncProperty(allowedCalls(operation), fc.constantFrom<Role>("center_admin", "user"), async (call, role) => {
        await statusOf(call, app.as[role].headers);
      }),
      runs,
    );
  });

  const withBodies = callableOperations.filter(({ bodySchema }) => bodySchema !== undefined);
  it.each(named(withBodies))("%s refuses bodies that the contract does not allow", async (_, operation) => {
    const body = refusedBodies(operation.bodySchema ?? {});
    await fc.assert(
      fc.asyncProperty(allowedCalls(operation), body, async (call, wrong) => {
        const answer = await answerTo(withBody(call, wrong), app.as.center_admin.headers);
        if (answer.statusCode === ANSWERED_ONE_BY_ONE[operation.operationId]) {
          // A pushed record or sample that is not as described is answered by itself: ADR 0027.
          const { results } = answer.json<{ results: readonly { outcome?: string; status?: string }[] }>();
          expect(results.map(({ outcome, status }) => outcome ?? status)).toContain("rejected");
        } else expect([400, 422]).toContain(answer.statusCode);
      }),
      runs,
    );
  });

  it.each(named(withBodies))("%s refuses what is not JSON or not whole", async (_, operation) => {
    const [call] = fc.sample(allowedCalls(operation), { seed, numRuns: 1 });
    if (call === undefined) throw new Error("no sample");
    for (const payload of ["", "{", '{"a":', "[1,", "\u0000", '{"__proto__":{"x":1}}', "x".repeat(10)]) {
      expect([400, 422]).toContain(await statusOf({ ...call, payload }, app.as.center_admin.headers));
    }
    const wrongType = { ...call, headers: { ...call.headers, "content-type": "application/xml" } };
    expect(await statusOf(wrongType, app.as.center_admin.headers)).toBe(415);
    const large = { ...call, payload: JSON.stringify({ x: "a".repeat(bodyLimitOf(operation.operationId)) }) };
    expect(await statusOf(large, app.as.center_admin.headers)).toBe(413);
  });

  it.each(named(guarded))("%s refuses unknown query parameters and malformed ids", async (_, operation) => {
    const [call] = fc.sample(allowedCalls(operation), { seed, numRuns: 1 });
    if (call === undefined) throw new Error("no sample");
    if (operation.parameters.some((each) => each.in === "query")) {
      const url = `${call.url}${call.url.includes("?") ? "&" : "?"}nobody_knows=1`;
      expect(await statusOf({ ...call, url }, app.as.center_admin.headers)).toBe(422);
    }
    const id = operation.parameters.find((each) => each.in === "path" && each.schema.format === "uuid");
    if (id !== undefined) {
      const url = operation.path.replace(`{${id.name}}`, "not-an-id");
      expect(await statusOf({ ...call, url }, app.as.center_admin.headers)).toBe(422);
    }
  });

  it.each(named(guarded))("%s refuses callers without a valid token", async (_, operation) => {
    await fc.assert(
      fc.asyncProperty(allowedCalls(operation), async (call) => {
        expect(await statusOf(call, {})).toBe(401);
        for (const authorization of [
          "Bearer x",
          "Bearer a.b.c",
          "Basic YTpi",
          `${app.as.user.headers.authorization}x`,
        ]) {
          expect(await statusOf(call, { authorization })).toBe(401);
        }
      }),
      { ...runs, numRuns: 3 },
    );
  });

  const refused = guarded.flatMap((operation) => {
    const permission = PERMISSIONS.find((each) => each === operation.permission);
    const roles = permission === undefined ? [] : ROLES.filter((role) => !isAllowed({ roles: [role] }, permission));
    return roles.map((role) => [operation.operationId, role, operation] as const);
  });
  it.each(refused)("%s refuses the role %s", async (_, role, operation) => {
    await fc.assert(
      fc.asyncProperty(allowedCalls(operation), async (call) => {
        expect(await statusOf(call, app.as[role].headers)).toBe(403);
      }),
      { ...runs, numRuns: 3 },
    );
  });
});
