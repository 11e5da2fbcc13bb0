import { Secret, TOTP } from "otpauth";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../app.ts";
import { EnvironmentReader } from "../environment-reader.ts";
import { readLdapConfig } from "../ldap-config.ts";
import { createDb } from "../platform/db.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { ownerPool } from "../testing/owner-pool.ts";
import { runCommand } from "../testing/program.ts";

const CANARY = "canary-4f1d9c";
const key = (name: string) => ({ id: "k1", secret: `${CANARY}-${name}-0123456789abcdefghijklmnopqrstuvwxyz` });
/** Nobody answers there. */
const directory = readLdapConfig(
  new EnvironmentReader({
    LDAP_URL: "ldap://127.0.0.1:1",
    LDAP_BIND_DN: "cn=purser,dc=example,dc=org",
    LDAP_BIND_PASSWORD: `${CANARY}-directory`,
    LDAP_BASE_DN: "dc=example,dc=org",
  }),
  false,
);

const clock = { now: Date.now() };
let app: ContractApp;
let owner: pg.Pool;
/** Everything that came back, but for the one answer that hands a secret out. */
let said = "";
beforeAll(async () => {
  app = await startContractApp({
    now: () => new Date(clock.now),
    config: {
      ...{ jwtKeys: [key("jwt")], auditKeys: [key("audit")], secretsKeys: [key("secrets")] },
      ...{ adminPassword: `${CANARY}-admin`, authBackends: ["local", "ldap"], ldap: directory },
      ...{ metricsToken: `${CANARY}-figures-0123456789`, auditStoreRawUa: true },
    },
  });
  owner = ownerPool(app.database.url);
});
afterAll(async () => {
  await owner.end();
  await app[Symbol.asyncDispose]();
});

type Call = Parameters<ContractApp["inject"]>[0];

async function call(options: Call, { handsOut = false } = {}) {
  const answer = await app.inject(options);
  const signsIn = options.url.startsWith("/api/v1/auth/") && answer.statusCode === 200;
  if (!handsOut && !signsIn) said += `${JSON.stringify(answer.headers)}\n${answer.body}\n`;
  return answer;
}

/** Calls with a secret wherever one could stand. */
async function callEverywhere(secret: string): Promise<void> {
  for (const each of callsWith(secret)) await call(each);
}

function callsWith(secret: string): Call[] {
  const bearer = { authorization: `Bearer ${secret}` };
  const post = (url: string, payload: object | string) => ({ method: "POST" as const, url, payload });
  const json = { "content-type": "application/json" };
  return [
    post("/api/v1/auth/login", { username: "admin", password: secret }),
    { ...post("/api/v1/auth/login", `{"password":"${secret}`), headers: json },
    post("/api/v1/auth/password-reset", { token: secret, new_password: secret }),
    post("/api/v1/auth/login/mfa", { challenge: secret, code: secret.slice(0, 30) }),
    {
      ...post("/api/v1/auth/refresh", {}),
      headers: { "x-csrf-protection": "1", cookie: `__Host-purser_refresh=${secret}` },
    },
    {
      ...post("/api/v1/me/password", { current_password: secret, new_password: secret }),
      headers: app.as.user.headers,
    },
    { url: "/api/v1/me", headers: bearer },
    { url: "/api/v1/me", headers: { cookie: `purser_refresh=${secret}; x=${secret}` } },
    { url: "/api/v1/me", headers: { ...app.as.user.headers, "x-csrf-protection": secret } },
    { url: `/api/v1/${secret}-path?token=${secret}`, headers: bearer },
    { url: `/api/v1/runs?cursor=${secret.replaceAll(/[^A-Za-z0-9_-]/g, "")}`, headers: app.as.finance.headers },
    { url: "/api/v1/me", headers: { "x-request-id": `${secret} id` } },
  ];
}

const REFRESH = "__Host-purser_refresh";

/** Lets somebody set a password, sign in, set up a second step and make a token; every secret that there was. */
async function liveThrough(): Promise<Record<string, string>> {
  const { headers } = app.as.center_admin;
  const post = async (url: string, payload: object, more: Record<string, string> = {}, handsOut = false) =>
    await call({ method: "POST", url: `/api/v1${url}`, payload, headers: more }, { handsOut });
  const { id } = (await post("/people", { username: "mali", display_name: "มะลิ" }, headers)).json();
  expect((await post("/grants", { username: "mali", role: "user" }, headers)).statusCode).toBe(201);
  const reset = (await post(`/people/${id}/password-reset`, {}, headers, true)).json().path.split("token=")[1];
  const password = `${CANARY}-first-word`;
  expect((await post("/auth/password-reset", { token: reset, new_password: password })).statusCode).toBe(204);
  const first = await post("/auth/login", { username: "mali", password }, {}, true);
  const access = first.json().access_token;
  const own = { authorization: `Bearer ${access}` };
  const { secret } = (await post("/me/mfa/totp", {}, own, true)).json();
  const phone = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
  const codeNow = () => phone.generate({ timestamp: clock.now });
  const { recovery_codes: codes } = (await post("/me/mfa/totp/confirm", { code: codeNow() }, own, true)).json();
  clock.now += 30_000;
  const challenge = (await post("/auth/login", { username: "mali", password }, {}, true)).json().error.details[0]
    .challenge;
  const second = await post("/auth/login/mfa", { challenge, code: codeNow() }, {}, true);
  const signedIn = { authorization: `Bearer ${second.json().access_token}` };
  const cookie = second.cookies.find(({ name }) => name === REFRESH)?.value ?? "";
  const csrf = { "x-csrf-protection": "1", cookie: `${REFRESH}=${cookie}` };
  const renewed = await post("/auth/refresh", {}, csrf, true);
  const token = await post("/me/api-tokens", { name: "sync", scopes: ["runs:read"], days: 30 }, signedIn, true);
  expect([second.statusCode, renewed.statusCode, token.statusCode]).toEqual([200, 200, 201]);
  const { token: text } = token.json();
  await call({ url: "/api/v1/runs", headers: { authorization: `Bearer ${text}` } });
  const changed = `${CANARY}-changed`;
  expect((await post("/me/password", { current_password: password, new_password: changed }, signedIn)).statusCode).toBe(
    204,
  );
  await post("/auth/refresh", {}, csrf); // a cookie that was used already ends its session, and that is written down
  return {
    ...{ reset, password, changed, access, challenge, cookie, text },
    ...{
      totp: secret,
      totpInHex: Secret.fromBase32(secret).hex,
      recovery: codes[0],
      recoveryBare: codes[1].replaceAll("-", ""),
    },
    ...{
      first: first.cookies[0]?.value ?? "",
      second: second.json().access_token,
      renewed: renewed.json().access_token,
    },
    next: renewed.cookies.find(({ name }) => name === REFRESH)?.value ?? "",
  };
}

/** Every row of every table, as the owner of the database sees it. */
async function dump(): Promise<string> {
  const { rows } = await owner.query<{ text: string }>(`
    select query_to_xml(format('select * from %I.%I', n.nspname, c.relname), true, false, '')::text as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema)'`);
  return rows.map(({ text }) => text).join("\n");
}

/** A secret as somebody might find it: as it is, and as bytes are written. */
const forms = (secret: string) => [
  secret,
  Buffer.from(secret).toString("hex"),
  Buffer.from(secret).toString("base64").replaceAll(/=+$/g, ""),
];

describe("secrets", () => {
  it("come back in no answer, and are in no log line, figure or row", async () => {
    const secrets = Object.entries(await liveThrough());
    expect(secrets.filter(([, secret]) => typeof secret !== "string" || secret.length < 8)).toEqual([]);
    await callEverywhere(`${CANARY}-tried`);
    for (const [, secret] of secrets) await callEverywhere(secret);
    const payload = { username: "somebody-of-the-directory", password: `${CANARY}-tried` };
    await call({ method: "POST", url: "/api/v1/auth/login", payload });
    const collector = { authorization: `Bearer ${app.ctx.config.metricsToken}` };
    const figures = (await call({ url: "/metrics", headers: collector })).body;
    expect(figures).toContain("# HELP");
    const logged = JSON.stringify(app.logged);
    const stored = await dump();
    expect(app.logged.length).toBeGreaterThan(50);
    expect(stored).toContain("session.refused"); // what was refused is written down
    for (const [name, secret] of [...secrets, ["of the configuration or tried", CANARY] as const]) {
      for (const form of forms(secret)) {
        const found = Object.entries({ said, logged, figures, stored }).filter(([, text]) => text.includes(form));
        expect([name, found.map(([where]) => where)]).toEqual([name, []]);
      }
    }
  });

  it("of the way to the database are not told while it is away", async () => {
    const url = `postgres://${CANARY}-user:${CANARY}-dsn@127.0.0.1:1/${CANARY}-name`;
    await using db = createDb({ url, maxConnections: 1, onError: () => undefined });
    const config = { ...app.ctx.config, databaseUrl: url };
    const lost = await buildApp({ ctx: { ...app.ctx, db, config }, version: "0" });
    const before = app.logged.length;
    let answers = "";
    for (const path of ["/readyz", "/metrics", "/api/v1/me", "/api/v1/runs"])
      answers += (await lost.inject({ url: path, headers: app.as.finance.headers })).body;
    await lost.close();
    expect(answers).toContain("DATABASE_UNAVAILABLE");
    expect(app.logged.length).toBeGreaterThan(before);
    expect(answers + JSON.stringify(app.logged)).not.toContain(CANARY);
  });

  it("are told to nobody by a program that cannot start", async () => {
    const ring = (name: string) => `k=${key(name).secret}`;
    const { code, printed, complained } = await runCommand({
      args: ["serve"],
      databaseUrl: `postgres://${CANARY}-user:${CANARY}-dsn@127.0.0.1:1/${CANARY}-name`,
      env: {
        ...{ JWT_KEYS: ring("jwt"), AUDIT_KEYS: ring("audit"), SECRETS_KEYS: ring("secrets") },
        ...{ ADMIN_PASSWORD: `${CANARY}-admin`, METRICS_TOKEN: `${CANARY}-figures-0123456789` },
        ...{ AUTH_BACKENDS: "local,ldap", LDAP_URL: "ldaps://127.0.0.1:1", LDAP_BASE_DN: "dc=example,dc=org" },
        ...{ LDAP_BIND_DN: "cn=purser,dc=example,dc=org", LDAP_BIND_PASSWORD: `${CANARY}-directory` },
      },
    });
    expect([code, complained]).toEqual([1, expect.stringContaining("ECONNREFUSED")]);
    expect(printed + complained).not.toContain(CANARY);
  });

  it("of the directory are not told while it is away", async () => {
    const payload = { username: "somebody-else", password: "none of ours" };
    const answer = await app.inject({ method: "POST", url: "/api/v1/auth/login", payload });
    expect(answer.statusCode).toBe(503);
    expect(answer.body + JSON.stringify(app.logged)).not.toContain(CANARY);
    expect(JSON.stringify(app.logged)).toMatch(/directory|ldap/i);
  });
});
