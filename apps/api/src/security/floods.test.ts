import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../app.ts";
import type { RateLimits } from "../config.ts";
import type { Server } from "../platform/http-server.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";

const OFF: RateLimits = { perCaller: 0, expensivePerCaller: 0, perAddress: 0, signInsPerAddress: 0 };
const LIMIT = 100;
const ROUNDS = 60;
const FLOOD_EACH_ROUND = 10;

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp();
});
afterAll(async () => await app[Symbol.asyncDispose]());

async function limited(limits: Partial<RateLimits>): Promise<Server> {
  await app.ctx.db.pool.query("delete from platform.call_count");
  const config = { ...app.ctx.config, rateLimits: { ...OFF, ...limits } };
  return await buildApp({ ctx: { ...app.ctx, config }, version: "0" });
}

/** How often a count may have begun anew while the work was done: with each minute of the clock. */
async function windows(work: () => Promise<void>): Promise<number> {
  const started = Date.now();
  await work();
  return 1 + Math.ceil((Date.now() - started) / 60_000);
}

type Tally = Record<number, number>;
const count = (tally: Tally, status: number) => {
  tally[status] = (tally[status] ?? 0) + 1;
};

const times = async (n: number, work: (index: number) => Promise<void>) =>
  await Promise.all(Array.from({ length: n }, async (_, index) => await work(index)));

interface Duel {
  readonly caller: Tally;
  readonly flood: Tally;
  /** Of a call of each, in microseconds. */
  readonly cpu: { readonly served: number; readonly refused: number };
}

/** One caller asks for a list, round after round, while another address sends ten times as many calls; what each got. */
async function duel(server: Server): Promise<Duel> {
  const [caller, flood]: [Tally, Tally] = [{}, {}];
  const [own, { headers: theirs }] = [app.as.finance.headers, app.as.auditor];
  const asked = { url: "/api/v1/runs?limit=10", headers: own, remoteAddress: "198.51.100.7" };
  const flooded = { url: "/api/v1/audit/records?limit=500", headers: theirs, remoteAddress: "203.0.113.66" };
  for (let round = 0; round < ROUNDS; round += 1) {
    const floods = times(FLOOD_EACH_ROUND, async () => count(flood, (await server.inject(flooded)).statusCode));
    count(caller, (await server.inject(asked)).statusCode);
    await floods;
  }
  const served = await cpuOf(server, { ...asked, remoteAddress: "198.51.100.8" });
  return { caller, flood, cpu: { served, refused: await cpuOf(server, flooded) } };
}

async function cpuOf(server: Server, call: InjectOptions): Promise<number> {
  const before = process.cpuUsage();
  for (let calls = 0; calls < LIMIT; calls += 1) await server.inject(call);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / LIMIT;
}

describe("a flood", () => {
  it("from one address is turned away early, and another caller is served as if there were none", async () => {
    await using server = await limited({ perAddress: LIMIT });
    let result: Duel = { caller: {}, flood: {}, cpu: { served: 0, refused: 0 } };
    const passed =
      LIMIT *
      (await windows(async () => {
        result = await duel(server);
      }));
    const { caller, flood, cpu } = result;
    // By what is answered and not by how fast: the caller's share is all of it, where four fifths would do.
    expect(caller).toEqual({ 200: ROUNDS });
    expect((flood[429] ?? 0) + (flood[200] ?? 0)).toBe(ROUNDS * FLOOD_EACH_ROUND);
    expect(flood[200]).toBeLessThanOrEqual(passed);
    // A call that is turned away costs a part of one that is served: nobody looks at its token or asks the database.
    expect(cpu.refused).toBeLessThan(cpu.served);
  }, 60_000);

  it("of what costs much is turned away by caller, and leaves the caller what costs little", async () => {
    await using server = await limited({ expensivePerCaller: 5 });
    const tally: Tally = {};
    const { headers } = app.as.finance;
    const url = "/api/v1/receipts/preview?month=2026-03";
    const passed =
      5 *
      (await windows(async () => {
        await times(50, async () => count(tally, (await server.inject({ url, headers })).statusCode));
      }));
    expect(tally[200]).toBeLessThanOrEqual(passed);
    expect((tally[200] ?? 0) + (tally[429] ?? 0)).toBe(50);
    expect((await server.inject({ url: "/api/v1/runs", headers })).statusCode).toBe(200);
  }, 60_000);

  it("of sign-ins from 1,000 IPv6 addresses of one /64 counts as one, and others still sign in", async () => {
    await using server = await limited({ signInsPerAddress: 10 });
    const signIn = async (remoteAddress: string, username: string) => {
      const payload = { username, password: "wrong in any case" };
      return (await server.inject({ method: "POST", url: "/api/v1/auth/login", payload, remoteAddress })).statusCode;
    };
    const tally: Tally = {};
    const passed =
      10 *
      (await windows(async () => {
        for (let from = 0; from < 1_000; from += 50)
          await times(50, async (index) => {
            const n = from + index;
            const low = [n * 7_919, n * 104_729, n * 31, n].map((part) => (part % 65_536).toString(16)).join(":");
            count(tally, await signIn(`2001:db8:aaaa:bbbb:${low}`, `somebody-${n}`));
          });
      }));
    expect(tally[401]).toBeLessThanOrEqual(passed);
    expect((tally[401] ?? 0) + (tally[429] ?? 0)).toBe(1_000);
    expect(await signIn("2001:db8:aaaa:bbbc::1", "somebody")).toBe(401);
    expect(await signIn("198.51.100.20", "somebody")).toBe(401);
  }, 60_000);
});
