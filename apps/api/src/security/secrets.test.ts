import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";

const CANARY = "canary-4f1d9c";
const key = (name: string) => ({ id: "k1", secret: `${CANARY}-${name}-0123456789abcdefghijklmnopqrstuvwxyz` });

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp({
    config: { jwtKeys: [key("jwt")], auditKeys: [key("audit")], adminPassword: `${CANARY}-admin` },
  });
});
afterAll(async () => await app[Symbol.asyncDispose]());

/** Calls with a secret wherever one could stand; everything that came back. */
async function answers(): Promise<string> {
  const bearer = { authorization: `Bearer ${CANARY}-bearer` };
  const login = (payload: object | string) => ({ method: "POST" as const, url: "/api/v1/auth/login", payload });
  const json = { "content-type": "application/json" };
  const calls = [
    login({ username: "admin", password: `${CANARY}-password` }),
    login({ username: "admin", password: `${CANARY}-password`, [`${CANARY}-field`]: 1 }),
    { ...login(`{"password":"${CANARY}-broken`), headers: json },
    { url: "/api/v1/me", headers: bearer },
    { url: "/api/v1/me", headers: { cookie: `purser_refresh=${CANARY}-cookie; x=${CANARY}-other` } },
    { url: "/api/v1/me", headers: { ...app.as.user.headers, "user-agent": `${CANARY}-agent\u001b[31m` } },
    { url: `/api/v1/${CANARY}-path?token=${CANARY}-query`, headers: bearer },
    { url: `/api/v1/runs?cursor=${CANARY}`, headers: app.as.finance.headers },
    { url: "/api/v1/me", headers: { "x-request-id": `${CANARY} id` } },
    { url: "/metrics" },
    { url: "/healthz" },
  ];
  let said = "";
  for (const call of calls) {
    const { headers, body } = await app.inject(call);
    said += `${JSON.stringify(headers)}\n${body}\n`;
  }
  return said;
}

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const { rows } = await app.ctx.db.pool.query<{ text: string }>(`
    select query_to_xml(format('select * from %I.%I', n.nspname, c.relname), true, false, '')::text as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema)' and has_table_privilege(c.oid, 'select')`);
  return rows.map(({ text }) => text).join("\n");
}

describe("secrets", () => {
  it("come back in no answer, and are in no log line, figure or row", async () => {
    const said = await answers();
    // The caller is told which field it was; nothing of what stood in it.
    expect(said.replaceAll(`${CANARY}-field`, "")).not.toContain(CANARY);
    expect(JSON.stringify(app.logged)).not.toContain(CANARY);
    expect(app.logged.length).toBeGreaterThan(5);
    const stored = await dump();
    expect(stored).toContain("session.refused"); // the refused sign-in is written down
    expect(stored).not.toContain(CANARY);
  });
});

describe("what is open without a token", () => {
  it("is health, figures, the document and signing in, and answers nothing else", async () => {
    const open = new Set<string>();
    for (const url of [
      "/healthz",
      "/readyz",
      "/metrics",
      "/api/v1/openapi.json",
      "/api/v1/runs",
      "/api/v1/audit/records",
    ]) {
      if ((await app.inject({ url })).statusCode === 200) open.add(url);
    }
    expect([...open]).toEqual(["/healthz", "/readyz", "/metrics", "/api/v1/openapi.json"]);
    for (const url of [
      "/.env",
      "/.git/config",
      "/admin",
      "/debug",
      "/server-status",
      "/actuator",
      "/package.json",
      "/main.js.map",
    ]) {
      const { statusCode, body, headers } = await app.inject({ url });
      const isPage = statusCode === 200 && String(headers["content-type"]).startsWith("text/html");
      expect([url, isPage || statusCode === 404]).toEqual([url, true]);
      expect(body).not.toMatch(/DATABASE_URL|"dependencies"|\[core\]/);
    }
  });

  it("counts calls under names of ours, however many addresses and methods are tried", async () => {
    const series = async () => (await app.inject({ url: "/metrics" })).body.split("\n").length;
    await app.inject({ url: "/api/v1/unknown-0" });
    const before = await series();
    for (let i = 0; i < 200; i += 1) await app.inject({ url: `/api/v1/unknown-${i}/${CANARY}?q=${i}` });
    expect((await series()) - before).toBeLessThan(20);
  });
});

describe("paths that lead elsewhere", () => {
  it.each([
    "/../../../../etc/passwd",
    "/..%2f..%2f..%2fetc/passwd",
    "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/assets/..%5c..%5c..%5cpackage.json",
    "/assets/%c0%ae%c0%ae/%c0%ae%c0%ae/package.json",
    "/assets/....//....//package.json",
    "/assets/../../package.json",
    "//etc/passwd",
    "/assets/x%00.js",
    "/file:///etc/passwd",
    `/${"../".repeat(200)}etc/passwd`,
  ])("end at a page or at nothing: %s", async (url) => {
    const { statusCode, body, headers } = await app.server.inject({ url });
    expect([200, 400, 403, 404]).toContain(statusCode);
    expect(body).not.toMatch(/root:|"dependencies"|"packageManager"/);
    if (statusCode === 200) expect(headers["content-type"]).toMatch(/^text\/html/);
  });
});
