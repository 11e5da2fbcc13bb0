import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer } from "../platform/http-server.ts";
import { createMetrics } from "../platform/metrics.ts";
import { systemRoutes } from "../platform/system.routes.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";

const TOKEN = "canary-token-of-who-collects-figures";

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp({ config: { metricsToken: TOKEN } });
});
afterAll(async () => await app[Symbol.asyncDispose]());

describe("what is open without a token", () => {
  it("is health, the document and signing in, and answers nothing else", async () => {
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
    expect([...open]).toEqual(["/healthz", "/readyz", "/api/v1/openapi.json"]);
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
    const headers = { authorization: `Bearer ${TOKEN}` };
    const series = async () => (await app.inject({ url: "/metrics", headers })).body.split("\n").length;
    await app.inject({ url: "/api/v1/unknown-0" });
    const before = await series();
    for (let i = 0; i < 200; i += 1) await app.inject({ url: `/api/v1/unknown-${i}/x?q=${i}` });
    expect((await series()) - before).toBeLessThan(20);
  });
});

describe("figures", () => {
  const get = async (headers: Record<string, string> = {}) => await app.inject({ url: "/metrics", headers });

  it("are for who shows the token of those who collect them, and for no other token", async () => {
    expect((await get({ authorization: `Bearer ${TOKEN}` })).statusCode).toBe(200);
    expect((await get({ authorization: `bearer ${TOKEN}` })).statusCode).toBe(200);
    const strangers = [`Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, "Bearer ", `Basic ${TOKEN}`, TOKEN];
    for (const authorization of [...strangers, app.as.center_admin.headers.authorization]) {
      const refused = await get({ authorization });
      expect([authorization, refused.statusCode]).toEqual([authorization, 401]);
      expect(refused.body).not.toContain("# HELP");
    }
    expect((await get()).headers["www-authenticate"]).toBe("Bearer");
    expect((await app.inject({ url: `/metrics?token=${TOKEN}` })).statusCode).toBeGreaterThanOrEqual(400);
  });

  it("are for nobody in production where no token is configured, and for everybody elsewhere", async () => {
    const ask = async (environment: "production" | "development", headers = {}) => {
      const metrics = createMetrics({ pool: app.ctx.db.pool, version: "0" });
      const config = { ...app.ctx.config, environment, metricsToken: null };
      const access = { authenticate: async () => null, isAllowed: () => false, isFresh: () => false };
      const server = await createServer({ ctx: { ...app.ctx, config }, metrics, access });
      await server.register(systemRoutes, { pool: app.ctx.db.pool, metrics, config });
      const { statusCode } = await server.inject({ url: "/metrics", headers });
      await server.close();
      return statusCode;
    };
    expect(await ask("development")).toBe(200);
    expect(await ask("production")).toBe(401);
    expect(await ask("production", { authorization: "Bearer null" })).toBe(401);
  });
});
