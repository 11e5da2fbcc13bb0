import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { dereferenced } from "../testing/contract-arbitraries.ts";
import {
  allowedCalls,
  type Call,
  type CallableOperation,
  callableOperations,
  withBody,
} from "../testing/contract-operations.ts";

let app: ContractApp;
let columns: readonly string[];
beforeAll(async () => {
  app = await startContractApp();
  const { rows } = await app.ctx.db.pool.query<{ column_name: string }>(
    "select distinct column_name from information_schema.columns where table_schema !~ '^(pg_|information_schema)'",
  );
  columns = rows.map((row) => row.column_name);
});
afterAll(async () => await app[Symbol.asyncDispose]());

const withBodies = callableOperations.filter(({ bodySchema }) => bodySchema !== undefined);
const named = (operations: readonly CallableOperation[]) => operations.map((each) => [each.operationId, each] as const);

function sample(operation: CallableOperation): Call {
  // A name in the address that is refused by itself would hide what comes of the body.
  const calls = fc.sample(allowedCalls(operation), { seed: 20_261_121, numRuns: 50 });
  const call = calls.find(({ url }) => !url.split("?")[0]?.includes("%"));
  if (call === undefined) throw new Error("no sample");
  return { ...call, headers: { ...call.headers, ...app.as.center_admin.headers } };
}

/** Everything that is stored, but for what is counted or noted of calls. */
async function rowsOf(): Promise<bigint | undefined> {
  const { rows } = await app.ctx.db.pool.query<{ n: bigint }>("select count(*) as n from audit.record");
  return rows[0]?.n;
}

describe("a body", () => {
  it.each(named(withBodies))(
    "of %s with each column of the database added is refused, each by name",
    async (_, operation) => {
      const call = sample(operation);
      const body = JSON.parse(String(call.payload)) as object;
      const own = Object.keys(dereferenced(operation.bodySchema ?? {}).properties ?? {});
      const added = [...columns, "role", "roles", "is_admin", "isAdmin", "total", "scope_id"].filter(
        (name) => !own.includes(name),
      );
      const before = await rowsOf();
      const extra = Object.fromEntries(added.map((name) => [name, "center_admin"]));
      const answer = await app.inject(withBody(call, { ...body, ...extra }));
      expect(answer.statusCode).toBe(422);
      const refused = answer.json().error.details.map(({ field }: { field: string }) => field);
      expect(refused).toEqual(expect.arrayContaining(added));
      expect(await rowsOf()).toBe(before);
    },
  );

  it.each(named(withBodies))("of %s cannot reach the prototype of objects", async (_, operation) => {
    const call = sample(operation);
    const inside = String(call.payload).slice(1);
    const comma = inside === "}" ? "" : ",";
    for (const poison of [
      '{"__proto__":{"polluted":1}',
      '{"constructor":{"prototype":{"polluted":1}}',
      '{"\\u005f_proto__":{"polluted":1}',
    ]) {
      const answer = await app.inject({ ...call, payload: `${poison}${comma}${inside}` });
      expect([400, 422]).toContain(answer.statusCode);
    }
    expect(Object.prototype).not.toHaveProperty("polluted");
  });
});

describe("a query", () => {
  const queried = callableOperations.filter(({ parameters }) => parameters.some((each) => each.in === "query"));
  it.each(named(queried))("of %s with columns and prototypes added is refused", async (_, operation) => {
    const call = sample(operation);
    const known = operation.parameters.map(({ name }) => name);
    for (const name of [
      "actor_id",
      "roles",
      "__proto__",
      "constructor",
      "limit[]",
      "cursor[x]",
      "__proto__[polluted]",
    ]) {
      if (known.includes(name)) continue;
      const url = `${call.url}${call.url.includes("?") ? "&" : "?"}${name}=1`;
      expect((await app.inject({ ...call, url })).statusCode, name).toBe(422);
    }
    expect(Object.prototype).not.toHaveProperty("polluted");
  });
});
