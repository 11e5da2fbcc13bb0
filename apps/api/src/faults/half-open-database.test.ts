import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildApp } from "../app.ts";
import { createDb, type Db } from "../platform/db.ts";
import type { Server } from "../platform/http-server.ts";
import { addAccounts, addCharges, brokenInvariants } from "../testing/billable-runs.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { startTcpProxy, type TcpProxy } from "../testing/tcp-proxy.ts";
import { TODAY } from "./money-steps.ts";

/** A twentieth of the time between looks that the program has, so that the tests are quick. */
const PATIENCE = { lookMs: 50, silentLooks: 5, askMs: 400 };
const CONNECTIONS = 3;
/** Five looks, two questions that are not answered, and a connection that is not had. */
const BUDGET = 7_000;

let app: ContractApp;
let accountId: string;
beforeAll(async () => {
  app = await startContractApp({ now: () => TODAY });
  accountId = (await addAccounts(app.database.db.pool, ["ann"])).get("ann") ?? "";
  const charge = { account: accountId, cpuMilliseconds: 3_600_000n, cpuMicros: 1_000_000n };
  await addCharges(app.database.db.pool, [{ ...charge, endedAt: "2026-10-05T03:00:00Z" }]);
});
afterAll(async () => {
  expect(await brokenInvariants(app.database.db)).toEqual([]);
  await app[Symbol.asyncDispose]();
});

let proxy: TcpProxy;
let far: Db;
let server: Server;
beforeEach(async () => {
  const url = new URL(app.database.url);
  proxy = await startTcpProxy({ to: Number(url.port) });
  url.host = `127.0.0.1:${proxy.port}`;
  far = createDb({ url: url.href, maxConnections: CONNECTIONS, onError: () => {}, patience: PATIENCE });
  server = await buildApp({ ctx: { ...app.ctx, db: far }, version: "0.0.0-test", sources: [] });
  await server.ready();
});
afterEach(async () => {
  await server.close();
  await proxy[Symbol.asyncDispose]();
  await far.destroy();
});

async function timed(answering: Promise<{ statusCode: number; headers: Record<string, unknown> }>) {
  const from = performance.now();
  const { statusCode: status, headers } = await answering;
  return { status, retryAfter: Number(headers["retry-after"] ?? 0), took: performance.now() - from };
}
const list = async () => await timed(server.inject({ url: "/api/v1/receipts", headers: app.as.finance.headers }));
const issue = async () =>
  await timed(
    server.inject({
      ...{ method: "POST", url: "/api/v1/receipts", payload: { month: "2026-10", account_id: accountId } },
      headers: { ...app.as.finance.headers, "idempotency-key": "half-open" },
    }),
  );

describe("connections to the database whose other end has vanished", () => {
  it("are found out and thrown away where new ones work, and nobody waits longer than that", async () => {
    await Promise.all(Array.from({ length: 10 }, list));
    expect(far.pool.totalCount).toBe(CONNECTIONS);
    proxy.silence("pass");
    const lost = await list();
    expect(lost.status).toBe(503);
    expect(lost.retryAfter).toBeGreaterThan(0);
    expect(lost.took).toBeLessThan(BUDGET);
    // The others that were silent went with it.
    for (let n = 0; n < CONNECTIONS; n += 1) expect(await list()).toMatchObject({ status: 200 });
  });

  it("and cannot be had anew are answered within the budget, and again as soon as the network is back", async () => {
    await Promise.all(Array.from({ length: 10 }, list));
    proxy.silence("hang");
    const answers = await Promise.all([...Array.from({ length: 12 }, list), issue()]);
    for (const { status, retryAfter, took } of answers) {
      expect(status).toBe(503);
      expect(retryAfter).toBeGreaterThan(0);
      expect(took).toBeLessThan(2 * BUDGET);
    }
    proxy.mend();
    expect(await list()).toMatchObject({ status: 200 });
    expect(await issue()).toMatchObject({ status: 201 });
    expect(await issue()).toMatchObject({ status: 201 }); // the same one
  }, 20_000);

  it("are not those on which the database is at work, however long, or waits for others", async () => {
    const locked = "select from inventory.cluster where name = 'c1' for update";
    const holder = await app.database.db.pool.connect();
    await holder.query(`begin; ${locked}`);
    const [slow, waiting] = [far.pool.query("select pg_sleep(1)"), far.pool.query(locked)];
    await slow;
    await holder.query("rollback");
    holder.release();
    expect((await waiting).rowCount).toBe(1);
  });
});
