import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "./testing/contract-app.ts";
import { allowedBy, dereferenced, type Schema } from "./testing/contract-arbitraries.ts";
import { allowedCalls, callableOperations, withBody } from "./testing/contract-operations.ts";

/** Names that mean something to the program, the database or the language, and that no body may carry unasked. */
const NAMES = ["isAdmin", "scope_id", "total", "toString", "__defineGetter__", "valueOf", "hasOwnProperty"];

let app: ContractApp;
let columns: readonly string[];
beforeAll(async () => {
  app = await startContractApp();
  const { rows } = await app.ctx.db.pool.query<{ name: string }>(`
    select distinct a.attname::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p')
      and n.nspname not in ('pg_catalog', 'information_schema', 'public') and n.nspname not like 'pg_toast%'`);
  columns = rows.map(({ name }) => name);
});
afterAll(async () => await app[Symbol.asyncDispose]());

const withBodies = callableOperations.flatMap((operation) =>
  operation.bodySchema === undefined ? [] : [[operation.operationId, operation, operation.bodySchema] as const],
);

describe("a body", () => {
  it.each(withBodies)(
    "of %s carries no column of the database that it does not describe",
    async (_, operation, given) => {
      expect(columns.length).toBeGreaterThan(100);
      const described = Object.keys(dereferenced(given).properties ?? {});
      const [call] = fc.sample(allowedCalls(operation), { seed: 1, numRuns: 1 });
      const [body] = fc.sample(allowedBy(given) as fc.Arbitrary<object>, { seed: 1, numRuns: 1 }); // bodies are objects
      if (call === undefined) throw new Error("no sample");
      const { headers } = app.as.center_admin;
      for (const name of [...columns, ...NAMES].filter((each) => !described.includes(each))) {
        const forged = withBody(call, { ...body, [name]: "center_admin" });
        const answer = await app.server.inject({ ...forged, headers: { ...forged.headers, ...headers } });
        expect([answer.statusCode, answer.json().error?.details[0]?.field], name).toEqual([422, name]);
      }
    },
  );

  it.each(withBodies)("of %s cannot reach what every object inherits", async (_, operation, given) => {
    const [call] = fc.sample(allowedCalls(operation), { seed: 1, numRuns: 1 });
    if (call === undefined) throw new Error("no sample");
    const body = JSON.stringify(fc.sample(allowedBy(given), { seed: 1, numRuns: 1 })[0]);
    const { headers } = app.as.center_admin;
    for (const poison of [
      '"__proto__":{"role":"center_admin"}',
      '"constructor":{"prototype":{"role":"center_admin"}}',
    ]) {
      const payload = body === "{}" ? `{${poison}}` : body.replace(/\}$/, `,${poison}}`);
      const answer = await app.server.inject({
        ...withBody(call, {}),
        payload,
        headers: { ...withBody(call, {}).headers, ...headers },
      });
      expect(answer.statusCode, poison).toBe(400);
    }
    expect(({} as { role?: string }).role).toBeUndefined();
  });

  it.each(withBodies)("of %s is closed in all its depth", (_, _operation, given) => {
    expect(openParts(given, "body")).toEqual([]);
  });
});

/** The objects of a schema that would take a property that they do not describe. */
function openParts(given: Schema & { readonly additionalProperties?: unknown }, path: string): string[] {
  const schema: typeof given = dereferenced(given);
  const own = schema.properties !== undefined && schema.additionalProperties !== false ? [path] : [];
  const below = Object.entries(schema.properties ?? {}).flatMap(([name, part]) => openParts(part, `${path}.${name}`));
  return [...own, ...below, ...(schema.items === undefined ? [] : openParts(schema.items, `${path}[]`))];
}
