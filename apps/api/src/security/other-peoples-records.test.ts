import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAllowed, isPermission } from "../domains/identity/core/permissions.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { type CallableOperation, callableOperations, ending } from "../testing/contract-operations.ts";
import { type SignedIn, signInAs } from "../testing/tokens.ts";
import { sacctRun, sacctText, upload } from "../testing/usage-api.ts";

const NOBODYS = "019a0000-0000-7000-8000-0000deadbeef";

let app: ContractApp;
let alice: SignedIn;
let bob: SignedIn;
/** Alice's records by the parameter that names them. */
const hers: Record<string, string> = {};
let marks: readonly string[];

beforeAll(async () => {
  app = await startContractApp({ now: () => new Date("2026-05-10T00:00:00Z") });
  alice = await signInAs(app.ctx, "user", { username: "alice", slurmUsers: ["alice"] });
  bob = await signInAs(app.ctx, "user", { username: "bob", slurmUsers: ["bob"] });
  const secret = { User: "alice", Account: "secretproject", JobName: "secretjob" };
  await upload(
    app,
    sacctText([sacctRun(1, secret), sacctRun(2, secret), sacctRun(3, { User: "bob" }), sacctRun(4, { User: "bob" })]),
  );
  const finance = app.as.finance.headers;
  const issued = { method: "POST", url: "/api/v1/receipts", headers: finance, payload: { month: "2026-03" } } as const;
  expect((await app.inject(issued)).statusCode).toBe(201);
  const first = async (url: string) => (await app.inject({ url, headers: alice.headers })).json().data[0];
  const [run, receipt] = [await first("/api/v1/runs"), await first("/api/v1/receipts")];
  Object.assign(hers, { run_id: run.run_id, receipt_id: receipt.id });
  marks = ["alice", "secretproject", "secretjob", run.run_id, receipt.id, receipt.number];
});
afterAll(async () => await app[Symbol.asyncDispose]());

const asBob = async (url: string) => await app.inject({ url, headers: bob.headers });
/** What an answer says, without what is of the call alone. */
const said = ({ statusCode, json }: LightMyRequestResponse) => {
  const { error } = json();
  return { statusCode, error: { ...error, request_id: "" } };
};
const withIds = ({ path }: CallableOperation, ids: Readonly<Record<string, string>>) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? NOBODYS);

/** What a plain user may call and is of one record. */
const ofUsers = callableOperations.filter(
  ({ permission }) => isPermission(permission) && isAllowed({ roles: ["user"] }, permission),
);
const ofOne = ofUsers.filter(({ path }) => /\{(run_id|receipt_id)\}/.test(path));
const lists = ofUsers.filter(({ method, path }) => method === "GET" && !path.includes("{"));
const named = (operations: readonly CallableOperation[]) => operations.map((each) => [each.operationId, each] as const);

describe("someone else's record", () => {
  it("is there, and its owner sees it", async () => {
    expect(ofOne.length).toBeGreaterThanOrEqual(5);
    for (const operation of ofOne.filter(({ method }) => method === "GET")) {
      expect((await app.inject({ url: withIds(operation, hers), headers: alice.headers })).statusCode).toBe(200);
    }
  });

  it.each(named(ofOne))("%s: is not told apart from one that is not there", async (_, operation) => {
    const { method } = operation;
    const call = async (ids: Record<string, string>) =>
      said(await app.inject({ method, url: withIds(operation, ids), headers: bob.headers }));
    const absent = await call({});
    expect(absent.statusCode).toBe(404);
    expect(await call(hers)).toEqual(absent);
  });

  it.each(named(lists))("%s: is in no list, whatever is asked of it", async (_, operation) => {
    const queries = operation.parameters
      .filter(({ in: place, schema }) => place === "query" && [schema.type].flat().includes("string"))
      .flatMap(({ name }) => marks.map((mark) => `?${name}=${encodeURIComponent(mark)}`));
    for (const query of ["", "?limit=500", ...queries]) {
      const { body } = await asBob(ending(operation, operation.path + query));
      const own = query.includes("=") ? body.replaceAll(decodeURIComponent(query.split("=")[1] ?? ""), "") : body;
      for (const mark of marks) expect(own, `${operation.path}${query}`).not.toContain(mark);
    }
  });

  it("is found by no filter: what others have and what nobody has look the same", async () => {
    for (const [name, theirs, nobodys] of [
      ["user", "alice", "nobody"],
      ["account", "secretproject", "nothing"],
    ]) {
      const [found, absent] = [
        await asBob(`/api/v1/runs?${name}=${theirs}`),
        await asBob(`/api/v1/runs?${name}=${nobodys}`),
      ];
      expect([found.statusCode, found.body]).toEqual([absent.statusCode, absent.body]);
    }
  });

  it.each(["/api/v1/runs", "/api/v1/receipts"])(
    "is not reached by the cursor of somebody who sees it: %s",
    async (path) => {
      const { headers } = app.as.finance;
      const { next_cursor: cursor } = (await app.inject({ url: `${path}?limit=1`, headers })).json();
      expect(cursor).toEqual(expect.any(String));
      const { statusCode, body } = await asBob(`${path}?limit=500&cursor=${cursor}`);
      expect([200, 400, 422]).toContain(statusCode);
      for (const mark of marks) expect(body).not.toContain(mark);
    },
  );

  it("is not told by how long the answer takes", async () => {
    const [theirs, absent] = [hers.receipt_id ?? "", NOBODYS];
    const times: Record<string, number[]> = { [theirs]: [], [absent]: [] };
    for (let round = 0; round < 300; round += 1) {
      for (const id of round % 2 === 0 ? [theirs, absent] : [absent, theirs]) {
        const started = performance.now();
        await app.server.inject({ url: `/api/v1/receipts/${id}`, headers: bob.headers });
        times[id]?.push(performance.now() - started);
      }
    }
    const median = (values: readonly number[] = []) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
    // Both are one look at an index; a scan, or a decision made after the record was read, would be seen.
    expect(Math.abs(median(times[theirs]) - median(times[absent]))).toBeLessThan(1 + median(times[absent]) * 0.5);
  });
});
