import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../app.ts";
import type { RateLimits } from "../config.ts";
import { createDb } from "../platform/db.ts";
import type { Server } from "../platform/http-server.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { checkAnswer } from "../testing/contract-check.ts";

const OFF: RateLimits = { perCaller: 0, expensivePerCaller: 0, perAddress: 0, signInsPerAddress: 0 };

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp();
});
afterAll(async () => await app[Symbol.asyncDispose]());

/** Replicas on the test's database, as many as wanted, with nothing counted yet. */
async function replicas(count: number, limits: Partial<RateLimits>, trustProxy: boolean | string = false) {
  await app.ctx.db.pool.query("delete from platform.call_count");
  const config = { ...app.ctx.config, rateLimits: { ...OFF, ...limits }, trustProxy };
  const servers: Server[] = [];
  for (let i = 0; i < count; i += 1) servers.push(await buildApp({ ctx: { ...app.ctx, config }, version: "0" }));
  let turn = 0;
  const call = async (options: InjectOptions & { readonly url: string }): Promise<LightMyRequestResponse> => {
    const server = servers[turn++ % servers.length];
    if (server === undefined) throw new Error("no replica");
    const answer = await server.inject(options);
    const { statusCode: status, headers, body } = answer;
    checkAnswer({ method: String(options.method ?? "GET"), url: options.url, status, headers, body });
    return answer;
  };
  const close = async () => void (await Promise.all(servers.map(async (server) => await server.close())));
  return { call, close, [Symbol.asyncDispose]: close };
}

const statuses = (answers: readonly LightMyRequestResponse[]) => {
  const counted: Record<number, number> = {};
  for (const { statusCode } of answers) counted[statusCode] = (counted[statusCode] ?? 0) + 1;
  return counted;
};
const times = async <T>(count: number, work: (index: number) => Promise<T>) =>
  await Promise.all(Array.from({ length: count }, async (_, index) => await work(index)));

/** Windows are of the clock's minutes: a test that would straddle two waits for the next. */
async function earlyInAMinute(): Promise<void> {
  const { rows } = await app.ctx.db.pool.query<{ left: number }>(
    "select (60 - extract(epoch from clock_timestamp())::numeric % 60)::float8 as left",
  );
  const left = rows[0]?.left ?? 60;
  if (left < 10) await new Promise((resolve) => setTimeout(resolve, left * 1000 + 50));
}

describe("limits of calls", () => {
  it("let one caller through as often as the limit says, and over all replicas together", async () => {
    await earlyInAMinute();
    await using two = await replicas(2, { perCaller: 10 });
    const { headers } = app.as.finance;
    const answers = await times(40, async () => await two.call({ url: "/api/v1/me", headers }));
    expect(statuses(answers)).toEqual({ 200: 10, 429: 30 });
    const refused = await two.call({ url: "/api/v1/me", headers });
    expect([refused.statusCode, refused.json().error.code]).toEqual([429, "RATE_LIMITED"]);
    const seconds = Number(refused.headers["retry-after"]);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.json().error.message).toContain(`${seconds} seconds`);
    expect(refused.headers["content-security-policy"]).toBeDefined();
    // Someone else is not held to it.
    expect((await two.call({ url: "/api/v1/me", headers: app.as.auditor.headers })).statusCode).toBe(200);
  });

  it("of replicas that count by themselves for a while are overstepped by a twentieth each at the most", async () => {
    await earlyInAMinute();
    await using three = await replicas(3, { perCaller: 100 });
    const { headers } = app.as.finance;
    const before = await times(3, async () => await three.call({ url: "/api/v1/me", headers }));
    const answers = await times(297, async () => await three.call({ url: "/api/v1/me", headers }));
    const passed = (statuses(answers)[200] ?? 0) + (statuses(before)[200] ?? 0);
    expect(passed).toBeGreaterThanOrEqual(100);
    expect(passed).toBeLessThanOrEqual(115);
  });

  it("hold for an address whoever calls from it, without a token too, and spare health and figures", async () => {
    await earlyInAMinute();
    await using two = await replicas(2, { perAddress: 5 });
    const answers = await times(5, async () => await two.call({ url: "/api/v1/me" }));
    expect(statuses(answers)).toEqual({ 401: 5 });
    expect((await two.call({ url: "/api/v1/me", headers: app.as.finance.headers })).statusCode).toBe(429);
    expect((await two.call({ url: "/nowhere.txt" })).statusCode).toBe(429);
    for (const url of ["/healthz", "/readyz", "/metrics"]) expect((await two.call({ url })).statusCode).toBe(200);
    expect((await two.call({ url: "/api/v1/me", remoteAddress: "203.0.113.9" })).statusCode).toBe(401);
  });

  it("take the first 64 bits of an IPv6 address for one, and an IPv4 one for itself however it is written", async () => {
    await earlyInAMinute();
    await using one = await replicas(1, { perAddress: 2 });
    const from = async (remoteAddress: string) => (await one.call({ url: "/api/v1/me", remoteAddress })).statusCode;
    expect(await times(3, async (index) => await from(`2001:db8:1:2::${index + 1}`))).toEqual([401, 401, 429]);
    expect(await from("2001:db8:1:2:ffff:ffff:ffff:ffff")).toBe(429);
    expect(await from("2001:db8:1:3::1")).toBe(401);
    expect([await from("198.51.100.7"), await from("::ffff:198.51.100.7"), await from("198.51.100.7")]).toEqual([
      401, 401, 429,
    ]);
  });

  it("believe X-Forwarded-For only of a proxy that is named", async () => {
    await earlyInAMinute();
    const forwarded = (ip: string) => ({ url: "/api/v1/me", headers: { "x-forwarded-for": ip, "x-real-ip": ip } });
    {
      await using open = await replicas(1, { perAddress: 2 });
      const answers = await times(3, async (index) => (await open.call(forwarded(`203.0.113.${index}`))).statusCode);
      expect(answers).toEqual([401, 401, 429]);
    }
    await using behind = await replicas(1, { perAddress: 2 }, "127.0.0.1");
    const answers = await times(3, async (index) => (await behind.call(forwarded(`203.0.113.${index}`))).statusCode);
    expect(answers).toEqual([401, 401, 401]);
    // What a client wrote before the proxy added the true address counts for nothing.
    const spoofed = await times(
      3,
      async (index) => (await behind.call(forwarded(`10.0.0.${index}, 203.0.113.77`))).statusCode,
    );
    expect(spoofed).toEqual([401, 401, 429]);
  });

  it("are lower for sign-ins and for what costs much", async () => {
    await earlyInAMinute();
    await using two = await replicas(2, { perCaller: 100, expensivePerCaller: 2, signInsPerAddress: 3 });
    const payload = { username: "nobody", password: "wrong" };
    const signIns = await times(5, async () => await two.call({ method: "POST", url: "/api/v1/auth/login", payload }));
    expect(statuses(signIns)).toEqual({ 401: 3, 429: 2 });
    const { headers } = app.as.auditor;
    const proofs = await times(4, async () => await two.call({ url: "/api/v1/audit/verify", headers }));
    expect(statuses(proofs)).toEqual({ 200: 2, 429: 2 });
    expect((await two.call({ url: "/api/v1/me", headers })).statusCode).toBe(200);
  });

  it("begin anew with the next minute", async () => {
    await earlyInAMinute();
    const { headers } = app.as.finance;
    {
      await using one = await replicas(1, { perCaller: 1 });
      expect(await times(2, async () => (await one.call({ url: "/api/v1/me", headers })).statusCode)).toEqual([
        200, 429,
      ]);
    }
    await app.ctx.db.pool.query(
      "update platform.call_count set window_started_at = window_started_at - interval '1 minute'",
    );
    const config = { ...app.ctx.config, rateLimits: { ...OFF, perCaller: 1 } };
    const next = await buildApp({ ctx: { ...app.ctx, config }, version: "0" });
    expect((await next.inject({ url: "/api/v1/me", headers })).statusCode).toBe(200);
    await next.close();
  });

  it("cost no statement for each call", async () => {
    await earlyInAMinute();
    const one = await replicas(1, { perCaller: 100_000, perAddress: 100_000 });
    const { headers } = app.as.finance;
    const { pool } = app.ctx.db;
    let statements = 0;
    const count = () => {
      statements += 1;
    };
    pool.on("acquire", count);
    const started = performance.now();
    for (let i = 0; i < 200; i += 1) await one.call({ url: "/api/v1/nowhere", headers });
    await one.close();
    pool.off("acquire", count);
    expect(statements).toBeGreaterThan(0);
    expect(statements).toBeLessThanOrEqual((performance.now() - started) / 1000 + 2); // one a second, and the last
    const { rows } = await pool.query("select calls from platform.call_count");
    expect(rows).toEqual([{ calls: 200n }]);
  });

  it("are kept by each replica for itself while the database is away", async () => {
    const url = "postgres://nobody@127.0.0.1:1/nowhere";
    await using db = createDb({ url, maxConnections: 1, onError: () => undefined });
    const config = { ...app.ctx.config, rateLimits: { ...OFF, perAddress: 3 } };
    const lost = await buildApp({ ctx: { ...app.ctx, db, config }, version: "0" });
    const answers: number[] = [];
    for (let i = 0; i < 5; i += 1) answers.push((await lost.inject({ url: "/api/v1/me" })).statusCode);
    expect(answers).toEqual([401, 401, 401, 429, 429]);
    await lost.close();
  });
});
