import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAccounts, addCharges, brokenInvariants } from "../testing/billable-runs.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { TODAY } from "./money-steps.ts";

/** The pool of the tests' program has five. */
const CONNECTIONS = 5;
const CONNECTION_TIMEOUT = 5_000;

let app: ContractApp;
let accountId: string;

beforeAll(async () => {
  app = await startContractApp({ now: () => TODAY });
  const accounts = await addAccounts(app.database.db.pool, ["ann"]);
  accountId = accounts.get("ann") ?? "";
  const charge = { account: accountId, cpuMilliseconds: 3_600_000n, cpuMicros: 1_000_000n };
  await addCharges(app.database.db.pool, [{ ...charge, endedAt: "2026-10-05T03:00:00Z" }]);
});

afterAll(async () => {
  expect(await brokenInvariants(app.database.db)).toEqual([]);
  await app[Symbol.asyncDispose]();
});

const list = async () => {
  const from = performance.now();
  const answer = await app.inject({ url: "/api/v1/receipts", headers: app.as.finance.headers });
  return { status: answer.statusCode, retryAfter: answer.headers["retry-after"], took: performance.now() - from };
};

const issue = async () =>
  await app.inject({
    ...{ method: "POST", url: "/api/v1/receipts", headers: app.as.finance.headers },
    payload: { month: "2026-10", account_id: accountId },
  });

async function hold(amount: number, statement: string): Promise<pg.PoolClient[]> {
  const { pool } = app.database.db;
  const clients = await Promise.all(Array.from({ length: amount }, () => pool.connect()));
  await Promise.all(clients.map(async (client) => await client.query(statement)));
  return clients;
}

async function giveBack(clients: readonly pg.PoolClient[]): Promise<void> {
  for (const client of clients) {
    await client.query("rollback");
    client.release();
  }
}

describe("connections that others hold", () => {
  it("leave the last one to serve everybody in turn", async () => {
    const held = await hold(CONNECTIONS - 1, "begin");
    const answers = await Promise.all(Array.from({ length: 50 }, list));
    await giveBack(held);
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
  });

  it("all of them, are answered with 503 after the pool's patience, however many ask, and then it works again", async () => {
    const held = await hold(CONNECTIONS, "begin");
    const answers = await Promise.all(Array.from({ length: 200 }, list));
    for (const { status, retryAfter, took } of answers) {
      expect(status).toBe(503);
      expect(Number(retryAfter)).toBeGreaterThan(0);
      expect(took).toBeLessThan(CONNECTION_TIMEOUT + 2_000);
    }
    expect(app.database.db.pool.waitingCount).toBe(0);
    await giveBack(held);
    const after = await list();
    expect(after.status).toBe(200);
    expect(after.took).toBeLessThan(1_000);
  }, 30_000);

  it("by slow statements, keep others waiting no longer than the statements last", async () => {
    const { pool } = app.database.db;
    const sleepers = Array.from({ length: CONNECTIONS }, async () => await pool.query("select pg_sleep(1)"));
    await sleep(50);
    const answers = await Promise.all(Array.from({ length: 20 }, list));
    await Promise.all(sleepers);
    for (const { status, took } of answers) {
      expect(status).toBe(200);
      expect(took).toBeLessThan(3_000);
    }
  });

  it("by a transaction that stays open on what an issue needs, delay that issue alone and not those who read", async () => {
    const [holder] = await hold(1, "begin");
    if (holder === undefined) throw new Error("there is no connection");
    await holder.query("select from rating.charge for update");
    const issued = issue();
    await sleep(200);
    const answers = await Promise.all(Array.from({ length: 20 }, list));
    for (const { status, took } of answers) {
      expect(status).toBe(200);
      expect(took).toBeLessThan(2_000);
    }
    await giveBack([holder]);
    expect((await issued).statusCode).toBe(201);
  });
});
