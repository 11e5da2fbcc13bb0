import { beforeEach, describe, expect, it } from "vitest";
import { createDb, isRetried } from "../platform/db.ts";
import { resetFailpoint } from "../platform/failpoint.ts";
import { addAccounts, addCharges, brokenInvariants } from "../testing/billable-runs.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { accountingText } from "./accounting-text.ts";
import { ingestText, type MoneyStep, takeStep } from "./money-steps.ts";

const CONFLICTS = ["40P01", "40001", "55P03"];

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase({ maxConnections: 10 });
  return async () => {
    expect(await brokenInvariants(database.db)).toEqual([]);
    await database.drop();
  };
});

/** Fails the k-th statement of each further step with the conflict, until one has no such statement. */
async function failAtEvery(sqlstate: string, next: (name: string) => Promise<MoneyStep>) {
  const outcomes = { points: 0, refused: 0 };
  for (let statement = 1, reached = true; reached; statement += 1) {
    reached = false;
    const onStatement = (count: number) => {
      if (count === statement) reached = true;
    };
    const failpoint = { statement, mode: { sqlstate }, onStatement };
    await using db = createDb({ url: database.url, maxConnections: 2, onError: () => {}, failpoint });
    resetFailpoint();
    const step = await next(`${sqlstate}-${statement}`);
    const answer = await takeStep(db, step).catch((error: Error) => {
      if (!isRetried(error)) throw error;
      outcomes.refused += 1; // which HTTP answers with 503 TRY_AGAIN
      return undefined;
    });
    const again = await takeStep(database.db, step);
    if (answer !== undefined) expect(again).toEqual(answer);
    outcomes.points += 1;
  }
  return outcomes;
}

async function count(sql: string): Promise<number> {
  const { rows } = await database.db.pool.query<{ count: bigint }>(sql);
  return Number(rows[0]?.count);
}

async function pendingReceipts(amount: number): Promise<string[]> {
  const users = Array.from({ length: amount }, (_, index) => `user${index}`);
  const accounts = [...(await addAccounts(database.db.pool, users)).values()];
  const charge = { endedAt: "2026-10-05T03:00:00Z", cpuMilliseconds: 3_600_000n, cpuMicros: 1_000_000n };
  await addCharges(
    database.db.pool,
    accounts.map((account) => ({ ...charge, account })),
  );
  return accounts;
}

describe("a conflict of transactions at any statement", () => {
  it.each(CONFLICTS)(
    "of issuing, paying and voiding is retried until it goes through once (%s)",
    async (sqlstate) => {
      const accounts = await pendingReceipts(90);
      const issued: string[] = [];
      const issue = async (key: string): Promise<MoneyStep> => ({
        ...{ workflow: "issue", key },
        accountId: accounts.shift() ?? "",
      });
      expect(await failAtEvery(sqlstate, issue)).toMatchObject({ refused: 0 });
      for (const workflow of ["pay", "void"] as const) {
        const settle = async (key: string): Promise<MoneyStep> => {
          const accountId = accounts.shift() ?? "";
          const answer = await takeStep(database.db, { workflow: "issue", accountId, key: accountId });
          const receiptId = (answer as { data: { id: string }[] }).data[0]?.id ?? ""; // the answer of an issue
          issued.push(receiptId);
          return { workflow, receiptId, key };
        };
        expect(await failAtEvery(sqlstate, settle)).toMatchObject({ refused: 0 });
      }
      expect(await count("select count(*) from receipts.settlement")).toBe(issued.length);
    },
    60_000,
  );

  it.each(CONFLICTS)(
    "of an ingest is overcome or leaves nothing, and the next try takes it once (%s)",
    async (sqlstate) => {
      const { points, refused } = await failAtEvery(sqlstate, async (key) => ({
        ...{ workflow: "ingest", key },
        text: accountingText([
          { Cluster: key, JobID: "1", User: `u-${key}` },
          { Cluster: key, JobID: "2", ElapsedRaw: "x" },
        ]),
      }));
      expect(points).toBeGreaterThan(15);
      // What comes before the text and its commit cannot be done again, since the text cannot be read again.
      expect(refused).toBeLessThan(points / 2);
      expect(await count("select count(*) from usage.batch")).toBe(points);
      expect(await count("select count(*) from jobs.run")).toBe(points);
    },
    60_000,
  );
});

describe("two ingests of the same runs in opposite order", () => {
  it("both go through, and every run is there once", async () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => ({
      ...{ JobID: String(index + 1), User: `user${index % 40}`, Partition: `p${index % 7}` },
    }));
    const texts = [accountingText(rows), accountingText(rows.toReversed())];
    for (let round = 0; round < 2; round += 1) {
      const batches = await Promise.all([...texts, ...texts].map(async (text) => await ingestText(database.db, text)));
      const added = batches.reduce((sum, batch) => sum + batch.runs_new, 0);
      expect(added).toBe(round === 0 ? 3_000 : 0);
      expect(batches.every((batch) => batch.runs_new + batch.runs_unchanged === 3_000)).toBe(true);
    }
    expect(await count("select count(*) from jobs.run")).toBe(3_000);
    expect(await count("select count(*) from rating.charge")).toBe(3_000);
  }, 60_000);
});
