import fc from "fast-check";
import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenInvariants } from "../testing/billable-runs.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { dereferenced, type Schema } from "../testing/contract-arbitraries.ts";
import {
  allowedCalls,
  type Call,
  type CallableOperation,
  callableOperations,
  ending,
  withBody,
} from "../testing/contract-operations.ts";
import { sacctRun, sacctText, upload } from "../testing/usage-api.ts";

const ATTACKS = [
  "' or '1'='1",
  "'; drop schema jobs cascade; --",
  "x' union select password_hash from identity.person --",
  "x'||(select pg_sleep(5))||'",
  "\\'; select pg_sleep(5); --",
  "$$; select 1; $$",
  "%' escape '' --",
  "{{7*7}}<%= 7*7 %>",
  "a\u0000b",
  "\\.\n\\N\t",
  "\ud800",
];
const SLOW_MILLISECONDS = 4_000;
const sampling = { seed: 20_261_121, numRuns: 1 };

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp();
  await upload(app, sacctText([sacctRun(1), sacctRun(2, { User: "somsri" })]));
});
afterAll(async () => {
  expect(await brokenInvariants(app.ctx.db)).toEqual([]);
  await app[Symbol.asyncDispose]();
});

/** How many rows each table of the product has. */
async function tables(): Promise<Map<string, number>> {
  const { rows } = await app.ctx.db.pool.query<{ name: string; rows: number }>(`
    select format('%I.%I', n.nspname, c.relname) as name,
      (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I.%I', n.nspname, c.relname), false, true, '')))[1]::text::int as rows
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema|public|graphile)'
      and has_table_privilege(c.oid, 'select') order by 1`);
  return new Map(rows.map(({ name, rows: count }) => [name, count]));
}

const isText = (schema: Schema) => [dereferenced(schema).type].flat().includes("string");

/** The call with each of its texts, one at a time, replaced by the attack. */
function attacked(operation: CallableOperation, attack: string): Call[] {
  const [call] = fc.sample(allowedCalls(operation), sampling);
  if (call === undefined) throw new Error("no sample");
  const calls = operation.parameters
    .filter(({ schema }) => isText(schema))
    .map((parameter) => withParameter(call, operation, parameter, attack));
  if (operation.bodySchema === undefined) return calls;
  const body = JSON.parse(String(call.payload)) as Record<string, unknown>;
  const texts = Object.entries(dereferenced(operation.bodySchema).properties ?? {}).filter(([, schema]) =>
    isText(schema),
  );
  return [...calls, ...texts.map(([name]) => withBody(call, { ...body, [name]: attack }))];
}

function withParameter(
  call: Call,
  { path }: CallableOperation,
  { name, in: place }: CallableOperation["parameters"][number],
  attack: string,
): Call {
  const text = encodeURIComponent(attack.replaceAll("\ud800", "\ufffd"));
  if (place === "header")
    return { ...call, headers: { ...call.headers, [name]: attack.replaceAll(/[^\x20-\x7e]/g, "") } };
  if (place === "query") {
    const [address = "", query] = call.url.split("?");
    const rest = new URLSearchParams(query);
    rest.delete(name);
    return { ...call, url: `${address}?${rest}${rest.size > 0 ? "&" : ""}${name}=${text}` };
  }
  const ids = path.replace(`{${name}}`, text).replaceAll(/\{\w+\}/g, "019a0000-0000-7000-8000-000000000001");
  return { ...call, url: ids };
}

async function answersOf(operation: CallableOperation): Promise<LightMyRequestResponse[]> {
  const answers: LightMyRequestResponse[] = [];
  for (const call of ATTACKS.flatMap((attack) => attacked(operation, attack))) {
    const started = performance.now();
    const answer = await app.inject({ ...call, headers: { ...app.as.center_admin.headers, ...call.headers } });
    expect(answer.statusCode, call.url).toBeLessThan(500);
    expect(performance.now() - started, call.url).toBeLessThan(SLOW_MILLISECONDS);
    answers.push(answer);
  }
  return answers;
}

const named = (operations: readonly CallableOperation[]) => operations.map((each) => [each.operationId, each] as const);
const reads = callableOperations.filter(({ method }) => method === "GET");
const writes = callableOperations.filter(({ method }) => method !== "GET");

describe("SQL in the place of a text", () => {
  it.each(named(reads))("%s: reads nothing else and changes nothing", async (_, operation) => {
    const before = await tables();
    for (const { body } of await answersOf(operation)) expect(body).not.toMatch(/\$argon2|pg_catalog/);
    const after = await tables();
    before.delete("audit.record"); // some reads are written down
    after.delete("audit.record");
    expect(after).toEqual(before);
  });

  it.each(named(writes))("%s: is a text and nothing more", async (_, operation) => {
    const before = await tables();
    for (const { body } of await answersOf(operation)) expect(body).not.toMatch(/\$argon2|pg_catalog/);
    const after = await tables();
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const name of ["jobs.run", "audit.record", "identity.person", "rating.charge", "receipts.receipt"]) {
      expect([name, after.get(name)]).toEqual([name, expect.toSatisfy((n: number) => n >= (before.get(name) ?? 0))]);
    }
  });
});

describe("wildcards", () => {
  const filtered = reads.flatMap((operation) =>
    operation.parameters
      .filter(({ in: place, schema }) => place === "query" && isText(schema) && isFree(dereferenced(schema)))
      .map(({ name }) => [operation.operationId, name, operation] as const),
  );

  it.each(filtered)("of %s in %s stand for themselves", async (_, name, operation) => {
    const path = operation.path.replaceAll(/\{\w+\}/g, "019a0000-0000-7000-8000-000000000001");
    for (const text of ["%", "_______", "%25", "*", ".*", "som%"]) {
      const url = ending(operation, `${path}?${name}=${encodeURIComponent(text)}`);
      const answer = await app.inject({ url, headers: app.as.center_admin.headers });
      if (answer.statusCode === 200 && String(answer.headers["content-type"]).includes("json"))
        expect(answer.json().data ?? []).toEqual([]);
    }
  });

  it("are tried on filters that find something", async () => {
    expect(filtered.length).toBeGreaterThan(3);
    const answer = await app.inject({ url: "/api/v1/runs?user=somchai", headers: app.as.center_admin.headers });
    expect(answer.json().data).toHaveLength(1);
  });
});

function isFree({ format, pattern, enum: allowed, const: fixed }: Schema): boolean {
  return format === undefined && pattern === undefined && allowed === undefined && fixed === undefined;
}

describe("what COPY takes for its own", () => {
  it("comes back as it was sent", async () => {
    const names = [
      "\\.",
      "\\N",
      "\\t\\n",
      "\\\\",
      "a\\",
      "'\"",
      "\\x41",
      "\\101",
      "$1",
      "%s",
      "'; drop table jobs.run; --",
    ];
    const rows = names.map((JobName, index) => sacctRun(100 + index, { JobName, User: "copyist" }));
    expect((await upload(app, sacctText(rows))).json()).toMatchObject({ rejected: 0, runs_new: names.length });
    const { data } = (await app.inject({ url: "/api/v1/runs?user=copyist", headers: app.as.finance.headers })).json();
    expect(data.map(({ name }: { name: string }) => name).sort()).toEqual([...names].sort());
  });
});
