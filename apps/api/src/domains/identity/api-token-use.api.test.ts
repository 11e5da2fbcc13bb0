import { setTimeout as sleep } from "node:timers/promises";
import { scopes } from "@purser/contract/operation-types";
import { operations } from "@purser/contract/operations";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ApiTokenApp, bearer, startApiTokenApp } from "../../testing/api-tokens.ts";
import type { ContractApp } from "../../testing/contract-app.ts";

const START = new Date("2026-03-01T12:00:00Z").getTime();
const SECOND = 1_000;

let tokens: ApiTokenApp;
let app: ContractApp;

beforeAll(async () => {
  tokens = await startApiTokenApp(START);
  app = tokens.app;
});
beforeEach(() => {
  tokens.clock.now = START;
});
afterAll(async () => await tokens[Symbol.asyncDispose]());

describe("a person's token", () => {
  it("sees what the person sees and no more", async () => {
    const somebody = await tokens.person("user");
    const token = await tokens.own(somebody, ["runs:read", "receipts:read"]);
    const asked = { url: "/api/v1/receipts" };
    const [byToken, bySignIn] = [
      await app.inject({ ...asked, headers: token.headers }),
      await app.inject({ ...asked, headers: somebody.headers }),
    ];
    expect(byToken.json()).toEqual(bySignIn.json());
    expect(await tokens.statusOf(token.headers, "/api/v1/usage/batches")).toEqual([403, "SCOPE_MISSING"]);
  });

  it("loses within a second what the person loses", async () => {
    const somebody = await tokens.person("finance");
    const token = await tokens.own(somebody, ["usage:read"]);
    expect(await tokens.statusOf(token.headers, "/api/v1/usage/batches")).toEqual([200, null]);
    await tokens.execute(sql`update identity.role_grant set revoked_at = now(), revoked_by = 'test'
      where person_id = ${somebody.actor.id}`);
    await sleep(SECOND);
    expect(await tokens.statusOf(token.headers, "/api/v1/usage/batches")).toEqual([403, "FORBIDDEN"]);
  });

  it("rests within a second while the person is disabled", async () => {
    const somebody = await tokens.person("user");
    const token = await tokens.own(somebody);
    expect(await tokens.statusOf(token.headers)).toEqual([200, null]);
    await tokens.execute(sql`update identity.person set disabled_at = now() where id = ${somebody.actor.id}`);
    await sleep(SECOND);
    expect(await tokens.statusOf(token.headers)).toEqual([401, "UNAUTHENTICATED"]);
    const url = `/api/v1/api-tokens?search=${somebody.actor.username}`;
    const list = await app.inject({ url, headers: app.as.auditor.headers });
    expect(list.json().data).toMatchObject([{ id: token.id, state: "suspended" }]);
  });
});

describe("a service's token", () => {
  it("acts as service:NAME, with its role and scopes", async () => {
    const token = await tokens.service({ scopes: ["receipts:read", "usage:read"], role: "finance" });
    const before = app.logged.length;
    expect(await tokens.statusOf(token.headers, "/api/v1/usage/batches")).toEqual([200, null]);
    expect(await tokens.statusOf(token.headers, "/api/v1/me")).toEqual([403, "API_TOKEN_NOT_ALLOWED"]);
    const line = app.logged.slice(before).find(({ operation }) => operation === "listUsageBatches");
    expect(line).toMatchObject({ actor: `service:${token.name}`, api_token: { id: token.id, name: token.name } });
  });

  it("writes its name into the audit log", async () => {
    const token = await tokens.service({ scopes: ["accounts:read", "accounts:write"] });
    const account = "019a0000-0000-7000-8000-000000000aaa";
    await tokens.execute(sql`insert into organisation.billing_account (id, kind, code, name)
      values (${account}, 'customer', 'C-1', 'Customer')`);
    const url = `/api/v1/billing-accounts/${account}`;
    const changed = await app.inject({ method: "PATCH", url, headers: token.headers, payload: { name: "Better" } });
    expect(changed.statusCode).toBe(200);
    const { rows } = await sql`select actor_id, actor_name from audit.record where subject = ${account}`.execute(
      app.ctx.db,
    );
    expect(rows).toEqual([{ actor_id: token.id, actor_name: `service:${token.name}` }]);
  });
});

describe("the gate with real tokens", () => {
  const guarded = Object.values(operations)
    .filter(({ config }) => config.permission !== "public")
    .map((operation) => [operation.config.operationId, operation] as const);

  it.each(guarded)("lets exactly the right scope call %s", async (_, { method, url, config }) => {
    const others = scopes.filter((each) => each !== config.scope);
    // A stream would not end: it is asked for something that only its gate does not look at.
    const query = config.produces.includes("text/event-stream") ? "?nobody_knows=1" : "";
    const call = { method, url: `${url.replaceAll(/:\w+/g, "019a0000-0000-7000-8000-000000000ccc")}${query}` };
    const refused = await app.inject({ ...call, headers: (await tokens.service({ scopes: others })).headers });
    const code = config.scope === "none" ? "API_TOKEN_NOT_ALLOWED" : "SCOPE_MISSING";
    expect([refused.statusCode, refused.json().error.code]).toEqual([403, code]);
    if (config.scope === "none") return;
    const passed = await app.inject({ ...call, headers: (await tokens.service({ scopes: [config.scope] })).headers });
    expect([401, 403]).not.toContain(passed.statusCode);
  });
});

describe("allowed addresses", () => {
  it("refuse every other address, and say so in the audit log once a minute", async () => {
    const token = await tokens.service({ allowedAddresses: ["10.0.0.0/8", "2001:db8::/32"] });
    const from = async (address: string) => await tokens.statusOf(token.headers, "/api/v1/runs", address);
    expect(await from("10.200.0.1")).toEqual([200, null]);
    expect(await from("::ffff:10.200.0.1")).toEqual([200, null]);
    expect(await from("2001:db8::7")).toEqual([200, null]);
    for (const address of ["11.0.0.1", "2001:db9::7", "127.0.0.1"])
      expect(await from(address)).toEqual([403, "ADDRESS_NOT_ALLOWED"]);
    expect(await tokens.events("api_token.refused", token.id)).toMatchObject([
      {
        actor_name: `service:${token.name}`,
        api_token_id: token.id,
        address: "11.0.0.0/24",
        operation: "listRuns",
        detail: { name: token.name },
      },
    ]);
    tokens.clock.now += 60 * SECOND;
    await from("11.0.0.2");
    expect(await tokens.events("api_token.refused", token.id)).toHaveLength(2);
  });
});

describe("last use", () => {
  it("is noted at most once a minute, with the address", async () => {
    const token = await tokens.service();
    const read = async () =>
      (
        await sql<{ at: Date; address: string; version: string }>`
        select last_used_at as at, host(last_used_address) as address, xmin::text as version
        from identity.api_token where id = ${token.id}`.execute(app.ctx.db)
      ).rows[0];
    await tokens.statusOf(token.headers, "/api/v1/runs", "::ffff:192.0.2.7");
    const first = await read();
    expect(first).toMatchObject({ at: new Date(START), address: "192.0.2.7" });
    tokens.clock.now = START + 60 * SECOND - 1;
    await Promise.all(
      Array.from({ length: 20 }, async () => await tokens.statusOf(token.headers, "/api/v1/runs", "192.0.2.8")),
    );
    expect(await read()).toEqual(first);
    tokens.clock.now = START + 60 * SECOND;
    await tokens.statusOf(token.headers, "/api/v1/runs", "192.0.2.8");
    expect(await read()).toMatchObject({ at: new Date(tokens.clock.now), address: "192.0.2.8" });
  });
});

describe("the text of a token", () => {
  it("is refused wherever one letter of it is another, and stands in no log line and no record", async () => {
    const token = await tokens.service();
    expect(await tokens.statusOf(token.headers)).toEqual([200, null]);
    for (let place = 0; place < token.text.length; place += 7) {
      const letter = token.text[place] === "a" ? "b" : "a";
      const changed = token.text.slice(0, place) + letter + token.text.slice(place + 1);
      expect(await tokens.statusOf(bearer(changed))).toEqual([401, "UNAUTHENTICATED"]);
    }
    const { rows } = await sql<{ text: string }>`
      select r::text || convert_from(r.canonical, 'UTF8') as text from audit.record r
      union all select t::text from identity.api_token t`.execute(app.ctx.db);
    const written = [...app.logged.map((line) => JSON.stringify(line)), ...rows.map(({ text }) => text)].join("\n");
    expect(written).toContain(token.id);
    expect(written).not.toContain(token.text);
    expect(written).not.toContain(token.text.slice(37, 80)); // the secret part
    expect(written).not.toMatch(/pur_[0-9a-f]{32}/);
  });
});
