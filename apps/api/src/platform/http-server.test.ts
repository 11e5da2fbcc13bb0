import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../app.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { createDb } from "./db.ts";

describe("the server", () => {
  let app: ContractApp;
  beforeAll(async () => {
    app = await startContractApp();
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
  });

  it("keeps a sane request id and replaces any other", async () => {
    const url = "/api/v1/me";
    const kept = await app.inject({ url, headers: { "x-request-id": "trace-0123456789" } });
    expect(kept.headers["x-request-id"]).toBe("trace-0123456789");
    expect(kept.json().error.request_id).toBe("trace-0123456789");
    const replaced = await app.inject({ url, headers: { "x-request-id": "two words\u001b[31m" } });
    expect(replaced.headers["x-request-id"]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it("answers in Thai where the caller prefers it", async () => {
    const answer = await app.inject({ url: "/api/v1/me", headers: { "accept-language": "th-TH,th;q=0.9,en;q=0.5" } });
    expect(answer.json().error).toMatchObject({ code: "UNAUTHENTICATED", message: "กรุณาเข้าสู่ระบบ" });
  });

  it("takes an id as the database writes it and no other form of it", async () => {
    const id = "019a0000-0000-7000-8000-000000000001";
    const get = async (form: string) =>
      await app.inject({ url: `/api/v1/rate-cards/${form}`, headers: app.as.finance.headers });
    expect((await get(id)).statusCode).toBe(200);
    for (const form of [`urn:uuid:${id}`, `{${id}}`, id.replaceAll("-", "")])
      expect((await get(form)).statusCode).toBe(422);
  });

  it("names each field that is not allowed", async () => {
    const answer = await app.inject({
      method: "POST",
      url: "/api/v1/auth/login",
      payload: { username: 7, role: "center_admin" },
    });
    expect(answer.statusCode).toBe(422);
    const fields = answer.json().error.details.map((detail: { field: string }) => detail.field);
    expect(fields.sort()).toEqual(["password", "role", "username"]);
  });

  it("does not take a null for a text or a text for a number in a body", async () => {
    const payload = { month: null };
    const { headers } = app.as.finance;
    expect((await app.inject({ method: "POST", url: "/api/v1/receipts", headers, payload })).statusCode).toBe(422);
  });

  it("answers unknown addresses of the API as the contract's Error", async () => {
    const answer = await app.inject({ url: "/api/v1/nowhere" });
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, "NOT_FOUND"]);
  });

  it("logs one line for each request with the route and without what was sent", async () => {
    const before = app.logged.length;
    const { headers } = app.as.finance;
    await app.inject({ url: "/api/v1/runs?user=somebody-private", headers });
    const payload = { username: "canary-name", password: "canary-password" };
    await app.inject({ method: "POST", url: "/api/v1/auth/login", payload });
    const lines = app.logged.slice(before).filter((line) => line.msg === "request");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ operation: "listRuns", method: "GET", route: "/api/v1/runs", status: 200 });
    expect(lines[0]).toMatchObject({
      actor: "finance",
      latency_ms: expect.any(Number),
      request_id: expect.any(String),
    });
    expect(JSON.stringify(lines)).not.toMatch(/canary|somebody-private|Bearer/);
  });

  it("counts requests by operation, never by address", async () => {
    await app.inject({ url: "/api/v1/runs", headers: app.as.finance.headers });
    const { body } = await app.inject({ url: "/metrics" });
    expect(body).toMatch(/http_requests_total\{operation="listRuns",method="GET",status="200"\} \d+/);
    expect(body).toMatch(/http_request_duration_seconds_bucket\{le="[^"]+",operation="listRuns"\}/);
    expect(body).toMatch(/database_pool_connections\{state="idle"\} \d+/);
    expect(body).toMatch(/purser_build_info\{version="0.0.0-test"/);
    expect(body).not.toContain("/api/");
  });

  it("lets no foreign script run and no one frame it", async () => {
    const { headers } = await app.inject({ url: "/healthz" });
    expect(headers["content-security-policy"]).toMatch(/script-src 'self';/);
    expect(headers["content-security-policy"]).toMatch(/frame-ancestors 'none'/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  it("says 503 and when to come back while the database is away, and is not ready", async () => {
    const url = "postgres://nobody@127.0.0.1:1/nowhere";
    await using db = createDb({ url, maxConnections: 1, onError: () => undefined });
    const lost = await buildApp({ ctx: { ...app.ctx, db }, version: "0" });
    const answer = await lost.inject({ url: "/api/v1/runs", headers: app.as.finance.headers });
    expect([answer.statusCode, answer.json().error.code]).toEqual([503, "DATABASE_UNAVAILABLE"]);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect((await lost.inject({ url: "/readyz" })).statusCode).toBe(503);
    expect((await lost.inject({ url: "/healthz" })).statusCode).toBe(200);
    await lost.close();
  });

  it("is ready while the database is there and migrated", async () => {
    expect((await app.inject({ url: "/readyz" })).json()).toEqual({ status: "ok" });
  });

  it("serialises by the contract's schemas in production", async () => {
    const config = { ...app.ctx.config, environment: "production" as const };
    const production = await buildApp({ ctx: { ...app.ctx, config }, version: "0" });
    for (const url of ["/api/v1/rate-cards", "/api/v1/tiers", "/api/v1/me", "/api/v1/receipts", "/api/v1/unbilled"]) {
      const call = { url, headers: app.as.finance.headers };
      const [live, checked] = [await production.inject(call), await app.inject(call)];
      expect([url, live.statusCode, live.json()]).toEqual([url, 200, checked.json()]);
    }
    expect((await production.inject({ url: "/api/v1/docs" })).statusCode).toBe(404);
    await production.close();
  }, 60_000);
});
