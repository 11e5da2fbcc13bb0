import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sealRecords } from "../domains/audit/seal-records.ts";
import { verifyAudit } from "../domains/audit/verify-audit.ts";
import type { Failpoint } from "../platform/failpoint.ts";
import { addAccounts, addCharges, brokenInvariants } from "../testing/billable-runs.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { settled } from "../testing/settled.ts";
import { accountingLine, accountingText } from "./accounting-text.ts";
import { CrashPrograms } from "./crash-programs.ts";
import { faultContext, ingestText, type MoneyStep, takeStep } from "./money-steps.ts";

const PLACES = ["between two statements", "in the middle of one"] as const;
/** Where a workflow has more, its statements are taken to grow from point to point. */
const MOST_STATEMENTS = 120;

let programs: CrashPrograms;
let database: TestDatabase;

beforeAll(async () => {
  programs = await CrashPrograms.start();
  await using first = await createTestDatabase();
  const step: MoneyStep = { workflow: "ingest", text: laterText("first"), key: "first" };
  const failpoint = behind(MOST_STATEMENTS * 2);
  expect(await programs.run({ url: first.url, step, failpoint })).toMatchObject({ killed: false });
});

afterAll(async () => {
  await programs[Symbol.asyncDispose]();
});

beforeEach(async () => {
  database = await createTestDatabase();
  return async () => {
    const ctx = faultContext(database.db);
    expect(await brokenInvariants(database.db)).toEqual([]);
    await settled(database.db);
    await sealRecords(ctx);
    expect(await verifyAudit(ctx)).toMatchObject({ unsealed: 0n, bad: null });
    await database.drop();
  };
});

/** One more instance of the workflow, untouched by those before it, and how to see how often it took effect. */
type NextStep = (name: string) => Promise<{ step: MoneyStep; effects: () => Promise<number> }>;

/**
 * Kills a program at its first statement, at its second and so on, until one comes through; after each the step is
 * taken again with the same key. What must never be is looked for at the end, in all that was left behind. Returns how many
 * points there were.
 */
async function killAtEvery(place: (typeof PLACES)[number] | "by turns", next: NextStep): Promise<number> {
  for (let point = 0; point <= MOST_STATEMENTS; point += 1) {
    const isDuring = place === "in the middle of one" || (place === "by turns" && point % 2 === 0);
    const failpoint = isDuring ? during(point + 1) : behind(point);
    const at = `${failpoint.mode} statement ${failpoint.statement}`;
    const { step, effects } = await next(at);
    const outcome = await programs.run({ url: database.url, step, failpoint });
    const answer = await takeStep(database.db, step);
    expect(await takeStep(database.db, step), at).toEqual(answer);
    expect(await effects(), at).toBe(1);
    if (outcome.killed) continue;
    expect(outcome.answer, at).toEqual(answer);
    return point;
  }
  throw new Error(`there are more than ${MOST_STATEMENTS} statements`);
}

interface Kill extends Failpoint {
  readonly mode: "before" | "in-flight" | "after";
}

const during = (statement: number): Kill => ({ statement, mode: "in-flight" });

/** After a statement is before the next: the database cannot tell the two, so each place is tried from one side. */
const behind = (statement: number): Kill =>
  statement % 2 === 0 ? { statement: statement + 1, mode: "before" } : { statement, mode: "after" };

async function count(sql: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await database.db.pool.query<{ count: bigint }>(sql, [...values]);
  return Number(rows[0]?.count);
}

describe("a program that is killed at any place", () => {
  it.each(PLACES)(
    "of an ingest, %s, has stored the text once or not at all",
    async (place) => {
      const clusters = Array.from({ length: MOST_STATEMENTS + 1 }, (_, index) => `cluster${index}`);
      await ingestText(database.db, earlierText(clusters));
      const points = await killAtEvery(place, async (name) => {
        const cluster = clusters.shift() ?? "";
        const step: MoneyStep = { workflow: "ingest", text: laterText(cluster), key: name };
        const effects = async () => {
          expect(await runsOf(cluster)).toEqual(AFTER_BOTH);
          return await count("select count(*) from usage.batch where source_name = $1", [name]);
        };
        return { step, effects };
      });
      expect(points).toBeGreaterThan(15);
    },
    240_000,
  );

  it.each(PLACES)(
    "of an issue, %s, has billed the month once or not at all",
    async (place) => {
      const accounts = await billableAccounts(MOST_STATEMENTS);
      const points = await killAtEvery(place, async (name) => {
        const accountId = accounts.shift() ?? "";
        const effects = async () =>
          await count("select count(*) from receipts.receipt where account_id = $1", [accountId]);
        return { step: { workflow: "issue", accountId, key: name }, effects };
      });
      expect(points).toBeGreaterThan(10);
    },
    120_000,
  );

  it.each(PLACES.flatMap((place) => [["pay", place] as const, ["void", place] as const]))(
    "of a %s, %s, has settled the receipt once or not at all",
    async (workflow, place) => {
      const accounts = await billableAccounts(MOST_STATEMENTS);
      const points = await killAtEvery(place, async (name) => {
        const receiptId = await issuedReceipt(accounts.shift() ?? "");
        const effects = async () =>
          await count("select count(*) from receipts.settlement where receipt_id = $1", [receiptId]);
        return { step: { workflow, receiptId, key: name }, effects };
      });
      expect(points).toBeGreaterThan(6);
    },
    120_000,
  );

  it.each(PLACES)(
    "of a decision about a billed run, %s, has adjusted it once or not at all",
    async (place) => {
      const points = await killAtEvery(place, async (name) => {
        const { runId, batchId } = await changedAfterBilling(name.replaceAll(" ", "-"));
        const effects = async () => await count("select count(*) from rating.adjustment where run_id = $1", [runId]);
        return { step: { workflow: "decide", runId, batchId, key: name }, effects };
      });
      expect(points).toBeGreaterThan(8);
    },
    240_000,
  );

  // It writes by the statements of an ingest, each of which was tried in both places above.
  it("of reading rejects again, by turns between two statements and in one, has taken them in once or not at all", async () => {
    const points = await killAtEvery("by turns", async (name) => {
      const batchId = await batchWithOrphan(name.replaceAll(" ", "-"));
      const effects = async () =>
        await count("select count(*) from usage.reject_resolution where batch_id = $1", [batchId]);
      return { step: { workflow: "retry", batchId, key: name }, effects };
    });
    expect(points).toBeGreaterThan(10);
  }, 240_000);
});

/** A run that was billed and then corrected. */
async function changedAfterBilling(cluster: string): Promise<{ runId: string; batchId: string }> {
  const run = { Cluster: cluster, JobID: "1", User: `user-${cluster}` };
  await ingestText(database.db, accountingText([run]));
  const { rows: accounts } = await database.db.pool.query<{ id: string }>(
    "select id from organisation.billing_account where slurm_user = $1",
    [run.User],
  );
  await issuedReceipt(accounts[0]?.id ?? "");
  const { id: batchId } = await ingestText(
    database.db,
    accountingText([{ ...run, End: "2026-10-05T11:00:00", ElapsedRaw: "7200" }]),
  );
  const { rows } = await database.db.pool.query<{ run_id: string }>(
    "select run_id from rating.changed_after_billing where batch_id = $1",
    [batchId],
  );
  return { runId: rows[0]?.run_id ?? "", batchId };
}

/** A batch with a step that came before its run, which has come since. */
async function batchWithOrphan(cluster: string): Promise<string> {
  const step = { Cluster: cluster, JobID: "3.batch", User: "", MaxRSS: "1024K", TotalCPU: "02:00:00" };
  const { id } = await ingestText(database.db, accountingText([{ Cluster: cluster, JobID: "1" }, step]));
  await ingestText(database.db, accountingText([{ Cluster: cluster, JobID: "3" }]));
  return id;
}

async function billableAccounts(amount: number): Promise<string[]> {
  const users = Array.from({ length: amount }, (_, index) => `user${index}`);
  const accounts = [...(await addAccounts(database.db.pool, users)).values()];
  const charge = { endedAt: "2026-10-05T03:00:00Z", cpuMilliseconds: 3_600_000n, cpuMicros: 1_000_000n };
  await addCharges(
    database.db.pool,
    accounts.flatMap((account) => [
      { ...charge, account },
      { ...charge, account },
    ]),
  );
  return accounts;
}

async function issuedReceipt(accountId: string): Promise<string> {
  await takeStep(database.db, { workflow: "issue", accountId, key: accountId });
  const { rows } = await database.db.pool.query<{ id: string }>(
    "select id from receipts.receipt where account_id = $1",
    [accountId],
  );
  return rows[0]?.id ?? "";
}

/** What was known of each cluster before: one run that stays, one that changes, one that a step is still missing of. */
function earlierText(clusters: readonly string[]): string {
  return accountingText(clusters.flatMap((Cluster) => ["1", "2", "3"].map((JobID) => ({ Cluster, JobID }))));
}

/** The text that is ingested over it: names, runs and a user nobody has seen, a line of no sense, a step by itself. */
function laterText(cluster: string): string {
  return `${accountingText([
    { Cluster: cluster, JobID: "1" },
    { Cluster: cluster, JobID: "2", End: "2026-10-05T11:00:00", ElapsedRaw: "7200" },
    { Cluster: cluster, JobID: "4", User: `new-${cluster}`, Partition: `p-${cluster}` },
    { Cluster: cluster, JobID: "5", State: "NODE_FAIL" },
    { Cluster: cluster, JobID: "6", ElapsedRaw: "none" },
  ])}${accountingLine({ Cluster: cluster, JobID: "3.batch", User: "", MaxRSS: "1024K", TotalCPU: "02:00:00" })}`;
}

const AFTER_BOTH = [
  ["1", "charge", 3600n],
  ["2", "charge", 7200n],
  ["3", "charge", 3600n],
  ["4", "charge", 3600n],
  ["5", "verdict", 3600n],
];

async function runsOf(cluster: string): Promise<unknown[][]> {
  const { rows } = await database.db.pool.query<{ display_id: string; priced: string; elapsed_seconds: bigint }>(
    `select r.display_id, r.elapsed_seconds, case when c.run_id is null then 'verdict' else 'charge' end as priced
     from jobs.run r join inventory.cluster k on k.id = r.cluster_id left join rating.charge c on c.run_id = r.run_id
     where k.name = $1 order by r.display_id`,
    [cluster],
  );
  return rows.map((row) => [row.display_id, row.priced, row.elapsed_seconds]);
}
