import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import { createDb } from "../../platform/db.ts";
import { resetFailpoint } from "../../platform/failpoint.ts";
import { addAccounts, addCharges, brokenInvariants, FINANCE, testConfig } from "../../testing/billable-runs.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { type IssueContext, type IssueReceiptsAnswer, issueReceipts } from "./issue-receipts.ts";
import { payReceipt } from "./pay-receipt.ts";
import { voidReceipt } from "./void-receipt.ts";

const USERS = ["alice", "bob", "carol", "dave", "erin", "frank"];

let database: TestDatabase;
let ctx: IssueContext;
let accounts: Map<string, string>;

beforeEach(async () => {
  database = await createTestDatabase({ maxConnections: 36 });
  ctx = {
    db: database.db,
    config: testConfig(),
    now: () => new Date("2026-11-05T03:00:00Z"),
    actor: FINANCE,
    requestId: null,
  };
  accounts = await addAccounts(database.db.pool, USERS);
  await addMore(20);
  return async () => {
    expect(await brokenInvariants(database.db)).toEqual([]);
    await database.drop();
  };
});

/** `perAccount` further charges of October for everybody, in one transaction. */
async function addMore(perAccount: number): Promise<void> {
  const wanted = [...accounts.values()].flatMap((account) =>
    Array.from({ length: perAccount }, (_, index) => ({
      ...{ account, endedAt: `2026-10-${String((index % 28) + 1).padStart(2, "0")}T00:00:00Z` },
      ...{ cpuMilliseconds: 3_600_000n, cpuMicros: 1_000_000n + BigInt(index) },
    })),
  );
  await addCharges(database.db.pool, wanted);
}

async function rows<Row extends object>(query: string): Promise<Row[]> {
  return (await database.db.pool.query<Row>(query)).rows;
}

/** Starts them all at once, each on a connection that is open already. */
async function atOnce<T>(works: readonly (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]> {
  const clients = await Promise.all(works.map(() => database.db.pool.connect()));
  for (const client of clients) client.release();
  let open = () => {};
  const barrier = new Promise<void>((resolve) => {
    open = resolve;
  });
  const running = works.map(async (work) => await barrier.then(work));
  open();
  return await Promise.allSettled(running);
}

const issue = (user: string | null) => () =>
  issueReceipts(ctx, {
    month: "2026-10",
    accountId: user === null ? null : (accounts.get(user) ?? ""),
    idempotencyKey: null,
  });

describe("twenty issuers of the same month at once", () => {
  it("put every charge on one receipt, number without a gap, and name the winner to everyone who loses", async () => {
    const works = [...USERS, ...USERS, ...USERS].map(issue);
    const outcomes = await atOnce([...works, issue("alice"), issue("bob")]);
    expect(outcomes).toHaveLength(20);
    const receipts = await rows<{ id: string; number: string; account_id: string }>(
      "select id, number, account_id from receipts.receipt order by number",
    );
    expect(receipts.map((receipt) => receipt.number)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `INV-202610-00000${n}`));
    expect(new Set(receipts.map((receipt) => receipt.account_id)).size).toBe(USERS.length);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(USERS.length);
    const users = [...USERS, ...USERS, ...USERS, "alice", "bob"];
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === "fulfilled") continue;
      const winner = receipts.find((receipt) => receipt.account_id === accounts.get(users[index] ?? ""));
      expect(outcome.reason).toMatchObject({
        code: "RECEIPT_ALREADY_ISSUED",
        details: [{ receipt_id: winner?.id, number: winner?.number }],
      });
    }
    const [items] = await rows<{ items: bigint; runs: bigint }>(
      "select count(*) as items, count(distinct run_id) as runs from receipts.item",
    );
    expect(items).toEqual({ items: 120n, runs: 120n });
  });

  it("have one winner when each of them issues the whole month", async () => {
    const outcomes = await atOnce(Array.from({ length: 20 }, () => issue(null)));
    const won = outcomes.filter((outcome) => outcome.status === "fulfilled");
    expect(won).toMatchObject([{ value: { issued: USERS.length } }]);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected")
        expect(outcome.reason).toMatchObject({
          code: "RECEIPT_NOTHING_TO_BILL",
          details: [{ live_receipts: USERS.length }],
        });
    }
  });
});

const EXPECTED = new Set(["RECEIPT_NOTHING_TO_BILL", "RECEIPT_ALREADY_ISSUED", "RECEIPT_ALREADY_PAID", "RECEIPT_VOID"]);

describe("thirty-two administrators at once", () => {
  it("who issue, void, pay and meet late charges bill each charge on one live receipt at most", async () => {
    const known: string[] = (await issue(null)()).data.map((receipt) => receipt.id);
    const pick = (index: number) => known[(index * 7) % known.length] ?? "";
    const remember = (answer: IssueReceiptsAnswer) => void known.push(...answer.data.map((receipt) => receipt.id));
    for (let round = 0; round < 3; round += 1) {
      const works = Array.from({ length: 32 }, (_, index) => async (): Promise<unknown> => {
        switch (index % 4) {
          case 0:
            return remember(await issue(index % 8 === 0 ? null : (USERS[index % USERS.length] ?? null))());
          case 1:
            return await voidReceipt(ctx, { receiptId: pick(index + round), reason: "race", idempotencyKey: null });
          case 2:
            return await payReceipt(ctx, {
              ...{ receiptId: pick(index + round), method: "cash", reference: "race", paidOn: "2026-11-05" },
              idempotencyKey: randomUUID(),
            });
          default:
            return await addMore(1);
        }
      });
      for (const outcome of await atOnce(works)) {
        if (outcome.status === "rejected") expect(EXPECTED).toContain((outcome.reason as { code?: string }).code);
      }
      expect(await brokenInvariants(database.db)).toEqual([]);
    }
    await issue(null)().catch((error: { code: string }) => expect(error.code).toBe("RECEIPT_NOTHING_TO_BILL"));
    const [left] = await rows<{ left: bigint }>("select count(*) as left from rating.charge where receipt_id is null");
    expect(left).toEqual({ left: 0n });
  });
});

describe("a charge that goes while its month is being issued", () => {
  it("is not billed, and an account that comes to nothing by it gets no receipt and no number", async () => {
    const [alice, bob] = await rows<{ account_id: string; runs: string[] }>(
      "select account_id, array_agg(run_id) as runs from rating.charge group by 1 order by 1 limit 2",
    );
    await addCharges(database.db.pool, [
      { account: alice?.account_id ?? "", endedAt: "2026-10-01T00:00:00Z", cpuMilliseconds: 1n, cpuMicros: 4_999n },
    ]);
    const rerating = new pg.Client({ connectionString: database.url });
    await rerating.connect();
    await rerating.query("begin");
    const gone = [...(alice?.runs ?? []), bob?.runs[0]];
    await rerating.query("select rating.supersede($1, $2, now())", [gone, randomUUID()]);
    await rerating.query("insert into rating.uncharged (run_id, verdict) select unnest($1::uuid[]), 'free_state'", [
      gone,
    ]);
    const issued = issue(null)();
    await waitForLock();
    await rerating.query("commit");
    await rerating.end();
    const { data } = await issued;
    expect(data.map((receipt) => receipt.number)).toEqual([1, 2, 3, 4, 5].map((n) => `INV-202610-00000${n}`));
    expect(data.map((receipt) => receipt.account_id)).not.toContain(alice?.account_id);
    expect(data.find((receipt) => receipt.account_id === bob?.account_id)).toMatchObject({ run_count: 19 });
  });
});

/** Until somebody waits for a lock. The owner asks, because the program's role is not told what others wait for. */
async function waitForLock(): Promise<void> {
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  const query = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  await expect.poll(async () => (await owner.query(query)).rows.length, { timeout: 10_000 }).toBeGreaterThan(0);
  await owner.end();
}

describe("a statement that fails", () => {
  it("leaves nothing behind, whichever statement of an issue it is, and no gap", async () => {
    const statements: string[] = [];
    await using counted = failing(9_999, (text) => statements.push(text));
    const tried = { ...ctx, db: counted };
    resetFailpoint();
    await issueReceipts(tried, { month: "2026-10", accountId: accounts.get("alice") ?? "", idempotencyKey: "a" });
    const total = statements.length;
    expect(total).toBeGreaterThan(8);
    for (let statement = 1; statement < total; statement += 1) {
      await using db = failing(statement);
      resetFailpoint();
      const call = issueReceipts(
        { ...ctx, db },
        { month: "2026-10", accountId: accounts.get("bob") ?? "", idempotencyKey: "b" },
      );
      await expect(call).rejects.toMatchObject({ code: "53100" });
      expect(await rows("select number from receipts.receipt")).toHaveLength(1);
    }
    await expect(issue("bob")()).resolves.toMatchObject({ data: [{ number: "INV-202610-000002" }] });
  });

  it("is tried again after a deadlock, a failed serialisation or a lock that took too long", async () => {
    for (const [index, sqlstate] of ["40P01", "40001", "55P03"].entries()) {
      await using db = failing(7, undefined, sqlstate);
      resetFailpoint();
      const accountId = accounts.get(USERS[index] ?? "") ?? "";
      const answer = await issueReceipts({ ...ctx, db }, { month: "2026-10", accountId, idempotencyKey: sqlstate });
      expect(answer.data[0]?.number).toBe(`INV-202610-00000${index + 1}`);
    }
  });
});

/** The same database through connections on which one statement fails. */
function failing(statement: number, onText: (text: string) => void = () => {}, sqlstate = "53100") {
  const failpoint = { statement, mode: { sqlstate }, onStatement: (_count: number, text: string) => onText(text) };
  return createDb({ url: database.url, maxConnections: 2, onError: () => {}, failpoint });
}
