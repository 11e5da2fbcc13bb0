import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildApp } from "../../app.ts";
import { type ApiTokenApp, bearer, startApiTokenApp } from "../../testing/api-tokens.ts";
import type { ContractApp } from "../../testing/contract-app.ts";
import { signInAs } from "../../testing/tokens.ts";

const START = new Date("2026-03-01T12:00:00Z").getTime();
const SECOND = 1_000;
const DAY = 86_400 * SECOND;

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

describe("createOwnApiToken", () => {
  it("shows the token once, which then works until it expires", async () => {
    const { headers, actor } = await tokens.person("user");
    const payload = {
      name: "Grafana น้ำ",
      scopes: ["runs:read", "runs:read"],
      days: 90,
      allowed_addresses: ["127.1.2.3/8"],
    };
    const answer = await app.inject({ method: "POST", url: "/api/v1/me/api-tokens", headers, payload });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers["cache-control"]).toBe("no-store");
    const { token, api_token: made } = answer.json();
    expect(made).toMatchObject({
      kind: "person",
      name: "Grafana น้ำ",
      person_id: actor.id,
      username: actor.username,
      role: null,
      scopes: ["runs:read"],
      allowed_addresses: ["127.0.0.0/8"],
      state: "active",
      created_by: actor.username,
      expires_at: new Date(START + 90 * DAY).toISOString(),
      last_used_at: null,
    });
    expect(token).toMatch(/^pur_[0-9a-f]{32}_[0-9A-Za-z]{49}$/);
    expect(await tokens.statusOf(bearer(token))).toEqual([200, null]);
    expect(await tokens.events("api_token.created", made.id)).toMatchObject([
      {
        actor_name: actor.username,
        actor_id: actor.id,
        request_id: answer.headers["x-request-id"],
        detail: {
          kind: "person",
          username: actor.username,
          name: "Grafana น้ำ",
          scopes: ["runs:read"],
          allowed_addresses: ["127.0.0.0/8"],
          expires_at: made.expires_at,
        },
      },
    ]);
    tokens.clock.now = START + 90 * DAY - 1;
    expect(await tokens.statusOf(bearer(token))).toEqual([200, null]);
    tokens.clock.now = START + 90 * DAY;
    expect(await tokens.statusOf(bearer(token))).toEqual([401, "UNAUTHENTICATED"]);
  });

  it.each([
    ["a scope beyond the roles", { scopes: ["runs:read", "usage:write"] }, "TOKEN_SCOPE_TOO_WIDE"],
    ["a network that is none", { allowed_addresses: ["10.0.0.0/8", "10.0.0.0/33"] }, "TOKEN_ADDRESS_INVALID"],
    ["no scope", { scopes: [] }, "VALIDATION_FAILED"],
    ["a scope that there is not", { scopes: ["people:eat"] }, "VALIDATION_FAILED"],
    ["no expiry", { days: undefined }, "VALIDATION_FAILED"],
    ["more than a year", { days: 366 }, "VALIDATION_FAILED"],
    ["a name of blanks", { name: "  " }, "VALIDATION_FAILED"],
    ["somebody to speak for", { person_id: "019a0000-0000-7000-8000-000000000001" }, "VALIDATION_FAILED"],
    ["a role", { role: "center_admin" }, "VALIDATION_FAILED"],
  ])("refuses %s", async (_, change, code) => {
    const payload = { name: "x", scopes: ["runs:read"], days: 1, ...change };
    const { headers } = app.as.user;
    const answer = await app.inject({ method: "POST", url: "/api/v1/me/api-tokens", headers, payload });
    expect([answer.statusCode, answer.json().error.code]).toEqual([422, code]);
    expect(answer.json().error.details.length).toBeGreaterThan(0);
  });

  it("asks for a fresh sign-in, so that a stolen session does not become a token", async () => {
    tokens.clock.now = START + 11 * 60 * SECOND;
    const payload = { name: "late", scopes: ["runs:read"], days: 1, role: "auditor" };
    const { headers } = app.as.center_admin;
    const service = await app.inject({ method: "POST", url: "/api/v1/api-tokens", headers, payload });
    const { role: _, ...own } = payload;
    const mine = await app.inject({ method: "POST", url: "/api/v1/me/api-tokens", headers, payload: own });
    for (const answer of [service, mine])
      expect([answer.statusCode, answer.json().error.code]).toEqual([403, "FRESH_LOGIN_REQUIRED"]);
  });

  it("stops at fifty that can be used, also where two ask for the last at once", async () => {
    const somebody = await tokens.person("user");
    for (let made = 0; made < 49; made += 1) await tokens.own(somebody);
    const payload = { name: "last", scopes: ["runs:read"], days: 1 };
    const ask = async () =>
      (await app.inject({ method: "POST", url: "/api/v1/me/api-tokens", headers: somebody.headers, payload }))
        .statusCode;
    expect((await Promise.all([ask(), ask(), ask()])).sort()).toEqual([201, 409, 409]);
  });
});

describe("createServiceToken", () => {
  it.each([
    ["scopes beyond its role", { role: "auditor", scopes: ["usage:write"] }, [422, "TOKEN_SCOPE_TOO_WIDE"]],
    ["Slurm users with another role", { slurm_users: ["alice"] }, [422, "TOKEN_SLURM_USERS_MISPLACED"]],
    ["the role user without Slurm users", { role: "user" }, [422, "TOKEN_SLURM_USERS_MISPLACED"]],
    ["a name that could be a person's", { name: "Somchai Jaidee" }, [422, "VALIDATION_FAILED"]],
    ["no role", { role: undefined }, [422, "VALIDATION_FAILED"]],
  ])("is not made with %s", async (_, change, refusal) => {
    const payload = { name: "refused", scopes: ["runs:read"], days: 1, role: "auditor", ...change };
    const { headers } = app.as.center_admin;
    const answer = await app.inject({ method: "POST", url: "/api/v1/api-tokens", headers, payload });
    expect([answer.statusCode, answer.json().error.code]).toEqual(refusal);
  });

  it("takes a name again only after the one before is revoked", async () => {
    const payload = { name: "only-one", scopes: ["runs:read"], days: 1, role: "user", slurm_users: ["alice"] };
    const call = { method: "POST", url: "/api/v1/api-tokens", headers: app.as.center_admin.headers, payload } as const;
    const first = await app.inject(call);
    expect(first.json().api_token).toMatchObject({
      kind: "service",
      slurm_users: ["alice"],
      created_by: "center-admin",
    });
    const second = await app.inject(call);
    expect([second.statusCode, second.json().error.code]).toEqual([409, "TOKEN_NAME_TAKEN"]);
    await app.inject({ ...call, url: `/api/v1/api-tokens/${first.json().api_token.id}/revoke`, payload: "" });
    expect((await app.inject(call)).statusCode).toBe(201);
  });
});

describe("revokeApiToken", () => {
  it("ends a token within a second in every process, is audited once and stays", async () => {
    const token = await tokens.service();
    const other = await buildApp({ ctx: app.ctx, version: "0" });
    const there = async () => (await other.inject({ url: "/api/v1/runs", headers: token.headers })).statusCode;
    expect([await tokens.statusOf(token.headers), await there()]).toEqual([[200, null], 200]);
    const call = {
      method: "POST",
      url: `/api/v1/api-tokens/${token.id}/revoke`,
      headers: app.as.center_admin.headers,
    } as const;
    const first = await app.inject(call);
    expect(first.json()).toMatchObject({ state: "revoked", revoked_by: "center-admin" });
    await sleep(SECOND);
    expect([await tokens.statusOf(token.headers), await there()]).toEqual([[401, "UNAUTHENTICATED"], 401]);
    tokens.clock.now += DAY;
    const headers = (await signInAs(app.ctx, "center_admin", { username: "later" })).headers;
    expect((await app.inject({ ...call, headers })).json().revoked_at).toBe(first.json().revoked_at);
    expect(await tokens.events("api_token.revoked", token.id)).toHaveLength(1);
    await other.close();
  });

  it("tells nobody whether a token that is not theirs is there", async () => {
    const theirs = await tokens.own(app.as.finance);
    const revoke = async (id: string) =>
      await app.inject({ method: "POST", url: `/api/v1/me/api-tokens/${id}/revoke`, headers: app.as.user.headers });
    const answers = [await revoke(theirs.id), await revoke("019a0000-0000-7000-8000-000000000bbb")];
    const plain = answers.map((answer) => [answer.statusCode, { ...answer.json().error, request_id: "" }]);
    expect(plain[0]).toEqual([404, expect.objectContaining({ code: "NOT_FOUND" })]);
    expect(plain[1]).toEqual(plain[0]);
    expect(await tokens.statusOf(theirs.headers)).toEqual([200, null]);
  });

  it("ends one's own, and cannot be taken back in the database", async () => {
    const somebody = await tokens.person("user");
    const token = await tokens.own(somebody);
    const url = `/api/v1/me/api-tokens/${token.id}/revoke`;
    expect((await app.inject({ method: "POST", url, headers: somebody.headers })).json().state).toBe("revoked");
    const mine = await app.inject({ url: "/api/v1/me/api-tokens", headers: somebody.headers });
    expect(mine.json().data).toMatchObject([{ id: token.id, state: "revoked" }]);
    const back = sql`update identity.api_token set revoked_at = null, revoked_by = null where id = ${token.id}`;
    await expect(tokens.execute(back)).rejects.toThrow("revoked for good");
    await expect(tokens.execute(sql`delete from identity.api_token`)).rejects.toThrow("permission denied");
    await expect(tokens.execute(sql`update identity.api_token set scopes = '{audit:read}'`)).rejects.toThrow(
      "permission denied",
    );
  });
});

describe("listApiTokens", () => {
  it("is for administrators and auditors, pages through all and finds by kind, state and words", async () => {
    const somebody = await tokens.person("user");
    const mine = [await tokens.own(somebody), await tokens.own(somebody), await tokens.own(somebody)];
    const get = async (query: string) =>
      (await app.inject({ url: `/api/v1/api-tokens?${query}`, headers: app.as.auditor.headers })).json();
    const search = `search=${somebody.actor.username.toUpperCase()}`;
    const first = await get(`${search}&limit=2&kind=person`);
    expect(first.data.map((each: { id: string }) => each.id)).toEqual([mine[2]?.id, mine[1]?.id]);
    const second = await get(`${search}&limit=2&cursor=${first.next_cursor}`);
    expect(second).toMatchObject({ data: [{ id: mine[0]?.id }], next_cursor: null });
    expect((await get(`${search}&kind=service`)).data).toEqual([]);
    expect((await get(`${search}&active=false`)).data).toEqual([]);
    expect((await get(`${search}&active=true`)).data).toHaveLength(3);
    expect((await get("search=%25")).data).toEqual([]);
    for (const role of ["user", "finance"] as const)
      expect(await tokens.statusOf(app.as[role].headers, "/api/v1/api-tokens")).toEqual([403, "FORBIDDEN"]);
  });
});
