import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAccounts, brokenInvariants } from "../testing/billable-runs.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { accountingText } from "./accounting-text.ts";
import { ingestText, type MoneyStep, takeStep } from "./money-steps.ts";

const CLIENTS = 32;
const ROUNDS = 3;
const USERS = Array.from({ length: 6 }, (_, index) => `user${index}`);
const REFUSALS = new Set(["RECEIPT_NOTHING_TO_BILL", "RECEIPT_ALREADY_ISSUED", "RECEIPT_ALREADY_PAID", "RECEIPT_VOID"]);

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: CLIENTS + 2 });
});

afterAll(async () => {
  await database.drop();
});

let jobs = 0;

/** Runs of October for everybody that were not there before, and one that was and is longer now. */
function lateText(): string {
  const added = USERS.map((User) => {
    jobs += 1;
    return { JobID: String(jobs), User };
  });
  return accountingText([...added, { JobID: "1", User: "user0", End: "2026-10-05T11:00:00", ElapsedRaw: "7200" }]);
}

async function values(sql: string): Promise<string[]> {
  const { rows } = await database.db.pool.query<{ value: string }>(sql);
  return rows.map((row) => row.value);
}

/** What the client of this number does to the accounts and to the receipts there were when the round began. */
function stepOf(client: number, { accounts, receipts }: { accounts: string[]; receipts: string[] }): MoneyStep {
  const key = randomUUID();
  const receiptId = receipts[client % receipts.length] ?? "";
  switch (client % 4) {
    case 0:
      return { workflow: "issue", accountId: accounts[client % accounts.length] ?? "", key };
    case 1:
      return { workflow: "ingest", text: lateText(), key };
    case 2:
      return { workflow: "pay", receiptId, key };
    default:
      return { workflow: "void", receiptId, key };
  }
}

describe(`${CLIENTS} clients at once`, () => {
  it("who ingest late runs, issue, pay and void bill each run once, and every refusal says why", async () => {
    const accounts = [...(await addAccounts(database.db.pool, USERS)).values()];
    await ingestText(database.db, lateText());
    for (const accountId of accounts) await takeStep(database.db, { workflow: "issue", accountId, key: accountId });
    for (let round = 0; round < ROUNDS; round += 1) {
      const receipts = await values("select id as value from receipts.receipt");
      const steps = Array.from({ length: CLIENTS }, (_, client) => stepOf(client, { accounts, receipts }));
      const outcomes = await Promise.allSettled(steps.map(async (step) => await takeStep(database.db, step)));
      const refused = outcomes.filter((outcome) => outcome.status === "rejected");
      expect(refused.map(({ reason }) => reason.code).filter((code) => !REFUSALS.has(code))).toEqual([]);
      expect(refused.length).toBeLessThan(CLIENTS);
      expect(await brokenInvariants(database.db)).toEqual([]);
    }
    const ingests = 1 + (ROUNDS * CLIENTS) / 4;
    expect(await values("select count(*)::text as value from jobs.run")).toEqual([String(jobs)]);
    expect(jobs).toBe(ingests * USERS.length);
    expect(await values("select count(*)::text as value from usage.batch")).toEqual([String(ingests)]);
  }, 60_000);
});
