import { randomUUID } from "node:crypto";
import { billingMonth } from "@purser/kernel/period";
import type pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { transact } from "../../platform/db.ts";
import { addAccounts, addCharges, CARDS } from "../../testing/billable-runs.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { exampleRun } from "../../testing/example-rating.ts";
import { ownerPool } from "../../testing/owner-pool.ts";
import { storeAndRate } from "../../testing/rated-runs.ts";
import { claimCharges } from "./claim-charges.ts";
import { listUnbilled, type UnbilledKey } from "./list-unbilled.ts";
import { releaseCharges } from "./release-charges.ts";
import { sumCharges, sumUnbilled } from "./sum-charges.ts";

const MARCH = billingMonth("2026-03", "Asia/Bangkok");
const IN_MARCH = "2026-03-10T12:00:00Z";

let database: TestDatabase;
let owner: pg.Pool;
beforeEach(async () => {
  database = await createTestDatabase({ maxConnections: 21 });
  owner = ownerPool(database.url);
  // Receipts are another slice's. Without them the key that leads there is dropped, as on several servers it is anyway.
  await owner.query("alter table rating.charge drop constraint charge_receipt");
});
afterEach(async () => {
  await owner.end();
  await database.drop();
});

async function accounts(...users: string[]): Promise<string[]> {
  const ids = await addAccounts(owner, users);
  return users.map((user) => ids.get(user) ?? "");
}

const claim = async (...claims: { accountId: string; receiptId: string }[]) =>
  await transact(database.db, async (tx) => await claimCharges(tx, { period: MARCH, claims }));

describe("claimCharges", () => {
  it("takes what ended within the period, its first instant included and its end not", async () => {
    const [accountId = ""] = await accounts("anna");
    const at = [MARCH.from.getTime() - 1000, MARCH.from.getTime(), MARCH.to.getTime() - 1000, MARCH.to.getTime()];
    await addCharges(
      owner,
      at.map((time) => ({ account: accountId, endedAt: new Date(time).toISOString() })),
    );
    const receiptId = randomUUID();
    expect(await claim({ accountId, receiptId })).toBe(2);
    const { rows } = await owner.query("select ended_at from rating.charge where receipt_id = $1 order by 1", [
      receiptId,
    ]);
    expect(rows.map((row) => row.ended_at.getTime())).toEqual(at.slice(1, 3));
  });

  it("claims for many accounts at once, each its own", async () => {
    const [anna = "", bob = ""] = await accounts("anna", "bob");
    await addCharges(
      owner,
      [anna, bob, bob].map((account) => ({ account, endedAt: IN_MARCH })),
    );
    const [first, second] = [randomUUID(), randomUUID()];
    expect(await claim({ accountId: anna, receiptId: first }, { accountId: bob, receiptId: second })).toBe(3);
    const { rows } = await owner.query("select account_id, receipt_id, count(*)::int from rating.charge group by 1, 2");
    expect(new Set(rows.map((row) => `${row.account_id} ${row.receipt_id} ${row.count}`))).toEqual(
      new Set([`${anna} ${first} 1`, `${bob} ${second} 2`]),
    );
  });

  it("gives each charge to one of twenty that claim at the same time", async () => {
    const [accountId = ""] = await accounts("anna");
    await addCharges(
      owner,
      Array.from({ length: 300 }, () => ({ account: accountId, endedAt: IN_MARCH })),
    );
    const claimed = await Promise.all(
      Array.from({ length: 20 }, async () => await claim({ accountId, receiptId: randomUUID() })),
    );
    expect(claimed.reduce((a, b) => a + b, 0)).toBe(300);
    expect(claimed.filter((count) => count > 0)).toEqual([300]);
  });

  it("is all that the program may change of a charge", async () => {
    await expect(database.db.pool.query("update rating.charge set cpu_micros = 0")).rejects.toMatchObject({
      code: "42501",
    });
    await expect(database.db.pool.query("delete from rating.charge")).rejects.toMatchObject({ code: "42501" });
  });
});

describe("sumCharges", () => {
  it("groups by component, price, multiplier and GPU type, shares of mixed charges among them", async () => {
    const [accountId = ""] = await accounts("anna");
    const gpuParts = [
      { type: "a100", seconds: 10, hour_micros: 5_000_000, micros: 7 },
      { type: null, seconds: 20, hour_micros: 5_000_000, micros: 14 },
    ];
    await addCharges(owner, [
      { account: accountId, endedAt: IN_MARCH, cpuMilliseconds: 1000n, cpuMicros: 5n, minimumMicros: 2n },
      {
        account: accountId,
        endedAt: IN_MARCH,
        cpuMilliseconds: 2000n,
        cpuMicros: 7n,
        memoryKibSeconds: 9n,
        memoryMicros: 1n,
      },
      {
        account: accountId,
        endedAt: IN_MARCH,
        cpuMilliseconds: 1n,
        cpuMicros: 0n,
        gpuType: "a100",
        gpuSeconds: 5n,
        gpuMicros: 3n,
      },
      { account: accountId, endedAt: IN_MARCH, gpuSeconds: 30n, gpuMicros: 21n, gpuParts },
      {
        account: accountId,
        endedAt: IN_MARCH,
        partition: "big",
        partitionMultiplierMicros: 1_500_000n,
        cpuMilliseconds: 4n,
        cpuMicros: 4n,
      },
      { account: accountId, endedAt: IN_MARCH },
    ]);
    const receiptId = randomUUID();
    const { sums: unbilled } = await sumUnbilled(database.db, { period: MARCH, accountId });
    expect(await claim({ accountId, receiptId })).toBe(6);
    const { sums, runCounts } = await transact(database.db, async (tx) => await sumCharges(tx, [receiptId]));
    const brief = (sum: (typeof sums)[number]) =>
      `${sum.component} ${sum.gpuType} ${sum.partition} x${sum.partitionMultiplierMicros} @${sum.unitPriceMicros}: ${sum.quantity} = ${sum.exactMicros} of ${sum.runCount}`;
    expect(sums.map(brief).sort()).toEqual([
      "cpu null big x1500000 @1000000: 4 = 4 of 1",
      "cpu null null x1000000 @1000000: 3001 = 12 of 3",
      "gpu a100 null x1000000 @5000000: 15 = 10 of 2",
      "gpu null null x1000000 @5000000: 20 = 14 of 1",
      "memory null null x1000000 @500000: 9 = 1 of 1",
      "minimum null null x1000000 @0: 0 = 2 of 1",
    ]);
    expect(sums.every((sum) => sum.ownerId === receiptId)).toBe(true);
    expect(runCounts).toEqual(new Map([[receiptId, 6]]));
    expect(sums.every((sum) => sum.tier === "mu" && sum.currency === "THB")).toBe(true);
    expect(unbilled.map(brief).sort()).toEqual(sums.map(brief).sort());
    expect(await sumUnbilled(database.db, { period: MARCH, accountId: null })).toEqual({
      sums: [],
      runCounts: new Map(),
    });
  });

  it("keeps cards of different prices apart and sums past 2^63", async () => {
    const [accountId = ""] = await accounts("anna");
    const most = 2n ** 63n - 1n;
    await addCharges(owner, [
      { account: accountId, endedAt: IN_MARCH, cpuMilliseconds: most, cpuMicros: most },
      { account: accountId, endedAt: IN_MARCH, cpuMilliseconds: most, cpuMicros: most },
      { account: accountId, endedAt: IN_MARCH, cpuMilliseconds: 1n, cpuMicros: 1n, card: CARDS.gov },
    ]);
    const { sums } = await sumUnbilled(database.db, { period: MARCH, accountId: null });
    expect(sums.map((sum) => [sum.tier, sum.exactMicros]).sort()).toEqual([
      ["gov", 1n],
      ["mu", 2n * most],
    ]);
  });
});

describe("releaseCharges", () => {
  const run = exampleRun({ user: "somchai.dee", jobId: 77 });

  async function billed(): Promise<{ runId: string; receiptId: string }> {
    const [runId = ""] = await storeAndRate(database.db, [run]);
    const { rows } = await owner.query("select account_id from rating.charge where run_id = $1", [runId]);
    const receiptId = randomUUID();
    expect(await claim({ accountId: rows[0].account_id, receiptId })).toBe(1);
    return { runId, receiptId };
  }
  const row = async (runId: string) =>
    (await owner.query("select receipt_id, cpu_milliseconds::int as cpu from rating.charge where run_id = $1", [runId]))
      .rows[0];
  const release = async (receiptId: string) =>
    await transact(database.db, async (tx) => await releaseCharges(tx, [receiptId]));

  it("lets a charge be billed again as it was", async () => {
    const { runId, receiptId } = await billed();
    expect(await release(receiptId)).toBe(1);
    expect(await row(runId)).toEqual({ receipt_id: null, cpu: 3_600_000 });
    expect(await release(receiptId)).toBe(0);
  });

  it("leaves a billed charge alone when its record changes, and prices it anew once it is released", async () => {
    const { runId, receiptId } = await billed();
    await storeAndRate(database.db, [{ ...run, allocatedCpus: 3 }]);
    expect(await row(runId)).toEqual({ receipt_id: receiptId, cpu: 3_600_000 });
    const noticed = await owner.query("select receipt_id from rating.changed_after_billing where run_id = $1", [runId]);
    expect(noticed.rows).toEqual([{ receipt_id: receiptId }]);
    expect(await release(receiptId)).toBe(1);
    expect(await row(runId)).toEqual({ receipt_id: null, cpu: 10_800_000 });
  });

  it("never replaces a charge that is being billed at this moment", async () => {
    const [runId = ""] = await storeAndRate(database.db, [run]);
    const { rows } = await owner.query("select account_id from rating.charge where run_id = $1", [runId]);
    const receiptId = randomUUID();
    let correction: Promise<unknown> | undefined;
    await transact(database.db, async (tx) => {
      await claimCharges(tx, { period: MARCH, claims: [{ accountId: rows[0].account_id, receiptId }] });
      correction = storeAndRate(database.db, [{ ...run, allocatedCpus: 3 }]);
      await expect.poll(waitingForLock, { timeout: 10_000 }).toBe(1);
    });
    await correction;
    expect(await row(runId)).toEqual({ receipt_id: receiptId, cpu: 3_600_000 });
    expect((await owner.query("select receipt_id from rating.changed_after_billing")).rows).toEqual([
      { receipt_id: receiptId },
    ]);
    expect((await owner.query("select from rating.superseded_charge")).rowCount).toBe(0);
  });

  async function waitingForLock(): Promise<number> {
    const { rows } = await owner.query(
      "select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    return rows[0].waiting;
  }

  it("keeps the charge when the record changed back before the release", async () => {
    const { runId, receiptId } = await billed();
    await storeAndRate(database.db, [{ ...run, allocatedCpus: 3 }]);
    await storeAndRate(database.db, [{ ...run, exitCode: 9 }]);
    expect(await release(receiptId)).toBe(1);
    expect(await row(runId)).toEqual({ receipt_id: null, cpu: 3_600_000 });
    expect((await owner.query("select from rating.superseded_charge")).rowCount).toBe(0);
  });
});

describe("listUnbilled", () => {
  it.each(["Asia/Bangkok", "Europe/Berlin", "Australia/Lord_Howe"])(
    "puts every charge in exactly one billing month of %s, the windows receipts are issued for",
    async (timeZone) => {
      const [accountId = ""] = await accounts("anna");
      const boundaries = ["2026-03", "2026-04", "2026-10", "2026-11"].map((month) =>
        billingMonth(month, timeZone).from.getTime(),
      );
      const times = boundaries.flatMap((time) => [time - 1000, time, time + 1000]);
      await addCharges(
        owner,
        times.map((time) => ({ account: accountId, endedAt: new Date(time).toISOString(), cpuMicros: 1n })),
      );
      const filter = { limit: 50, after: null, month: null, accountId: null, timeZone };
      const { months } = await listUnbilled(database.db, filter);
      expect(months.map((row) => [row.month, Number(row.run_count)])).toEqual([
        ["2026-02", 1],
        ["2026-03", 3],
        ["2026-04", 2],
        ["2026-09", 1],
        ["2026-10", 3],
        ["2026-11", 2],
      ]);
      for (const { month, run_count } of months) {
        const only = await listUnbilled(database.db, { ...filter, month });
        expect(only.months.map((row) => row.run_count)).toEqual([run_count]);
      }
    },
  );

  it("is paged by account, month and tier without loss or repetition", async () => {
    const ids = await accounts("anna", "bob", "carl");
    await addCharges(
      owner,
      ids.flatMap((account) =>
        [IN_MARCH, "2026-04-10T00:00:00Z"].flatMap((endedAt) =>
          [CARDS.mu, CARDS.gov].map((card) => ({ account, endedAt, card, cpuMicros: 1n })),
        ),
      ),
    );
    const seen: string[] = [];
    let after: UnbilledKey | null = null;
    do {
      const page: Awaited<ReturnType<typeof listUnbilled>> = await listUnbilled(database.db, {
        limit: 5,
        after,
        month: null,
        accountId: null,
        timeZone: "Asia/Bangkok",
      });
      seen.push(...page.months.map((row) => `${row.account.code} ${row.month} ${row.tier}`));
      after = page.next;
    } while (after !== null);
    expect(seen).toHaveLength(12);
    expect(new Set(seen).size).toBe(12);
    expect(seen).toEqual([...seen].sort());
  });
});
