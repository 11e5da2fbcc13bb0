import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { brokenInvariants } from "../../testing/billable-runs.ts";
import { type BilledCorrections, billedCorrections, CPU_MICROS, runOf } from "../../testing/billed-corrections.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";

let database: TestDatabase;
let world: BilledCorrections;
beforeEach(async () => {
  database = await createTestDatabase({ maxConnections: 24 });
  world = billedCorrections(database.db);
  return async () => {
    expect(await brokenInvariants(database.db)).toEqual([]);
    await database.drop();
  };
});

const MONTHS = ["2026-03", "2026-04", "2026-05"];
/** Refusals that are right where others have decided, voided or billed meanwhile. */
const OVERTAKEN = /^(BILLED_CHANGE_|RECEIPT_(NOTHING_TO_BILL|ALREADY_ISSUED|VOID))/;

/** Lets all of them go at once; what is refused has to be refused for having come second. */
async function race(works: readonly (() => Promise<unknown>)[]): Promise<number> {
  const outcomes = await Promise.allSettled(works.map(async (work) => await work()));
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") expect(String(outcome.reason.code ?? outcome.reason)).toMatch(OVERTAKEN);
  }
  return outcomes.filter(({ status }) => status === "fulfilled").length;
}

/** Micro-units by Slurm user. */
type Amounts = Record<string, bigint>;

function sumOf(...all: readonly Amounts[]): Amounts {
  const sum: Amounts = {};
  for (const [user, micros] of all.flatMap((each) => Object.entries(each))) sum[user] = (sum[user] ?? 0n) + micros;
  return sum;
}

/** What live receipts bill on their lines, in micro-units, by the account's user. */
async function billed(): Promise<Amounts> {
  const { rows } = await database.db.pool.query<{ user: string; micros: string }>(
    `select a.slurm_user as "user", sum(l.exact_micros)::text as micros from receipts.receipt r
     join receipts.line l on l.receipt_id = r.id join organisation.billing_account a on a.id = r.account_id
     left join receipts.settlement s on s.receipt_id = r.id where s.receipt_id is null group by a.slurm_user`,
  );
  return Object.fromEntries(rows.map(({ user, micros }) => [user, BigInt(micros)]));
}

/** Charges or credits every difference, and bills each account enough for its credits to be covered. */
async function settleAll(jobId: number): Promise<Amounts> {
  for (const change of await world.changes()) {
    if (change.parts.some(({ difference }) => difference !== "0.000000")) await world.decide(change);
  }
  const cpus = 1_000;
  await world.store(...["somchai", "malee"].map((user, index) => runOf(jobId + index, { month: 5, cpus, user })));
  for (const month of MONTHS) await race([async () => await world.issue(month)]);
  const { rows } = await database.db.pool.query("select micros from rating.adjustment where receipt_id is null");
  expect(rows).toEqual([]);
  return { somchai: BigInt(cpus) * CPU_MICROS, malee: BigInt(cpus) * CPU_MICROS };
}

describe("many at once", () => {
  it("decide about one change: one is heard", async () => {
    await world.corrected(5);
    const [change] = await world.changes();
    expect(await race(Array.from({ length: 12 }, () => async () => await world.decide(change)))).toBe(1);
    const { rows } = await database.db.pool.query("select micros from rating.adjustment");
    expect(rows).toEqual([{ micros: "15000000" }]);
  });

  it.each([
    [5, 1_500n],
    [0, -1_000n],
  ])(
    "bill the account for several months: one of the receipts takes the adjustment to %s CPUs",
    async (cpus, amount) => {
      const { number } = await world.corrected(cpus);
      await world.decide((await world.changes())[0]);
      await world.store(...MONTHS.map((_, index) => runOf(10 + index, { month: 3 + index, cpus: 7 })));
      expect(await race([...MONTHS, ...MONTHS].map((month) => async () => await world.issue(month)))).toBe(3);
      const { rows } = await database.db.pool.query(
        "select corrects, amount_minor from receipts.line where component = 'adjustment'",
      );
      expect(rows).toEqual([{ corrects: number, amount_minor: amount }]);
    },
  );

  it("void the receipt that took an adjustment up and bill other months: it is on one live receipt", async () => {
    await world.corrected(5);
    await world.decide((await world.changes())[0]);
    const [first] = await world.issue("2026-04");
    await world.store(runOf(10, { month: 3, cpus: 7 }), runOf(11, { month: 5, cpus: 7 }));
    await race([
      async () => await world.voided(first?.id ?? ""),
      async () => await world.voided(first?.id ?? ""),
      ...[...MONTHS, ...MONTHS].map((month) => async () => await world.issue(month)),
    ]);
    await settleAll(50);
    const { rows } = await database.db.pool.query(
      `select 1 from receipts.adjustment j left join receipts.settlement s on s.receipt_id = j.receipt_id
       where s.receipt_id is null`,
    );
    expect(rows).toHaveLength(1);
  });

  it("take back by a void what was adjusted: the database lets one of them, whatever the code does", async () => {
    const { receiptId } = await world.corrected(5);
    await world.decide((await world.changes())[0]);
    const takeBack = async () => {
      await database.db.pool.query(
        `insert into rating.adjustment (id, run_id, account_id, card_id, currency, reason, voided_receipt_id,
           billed_micros, due_micros, micros, made_at, made_by)
         select gen_random_uuid(), run_id, account_id, card_id, currency, 'void', $1, micros, 0, -micros, made_at, made_by
         from rating.adjustment where reason = 'correction'`,
        [receiptId],
      );
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, takeBack));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected")
        expect(outcome.reason).toMatchObject({ code: "23505", constraint: "adjustment_once" });
    }
  });

  it("void the receipt of a charge that was adjusted: it is taken back once", async () => {
    const { receiptId } = await world.corrected(5);
    await world.decide((await world.changes())[0]);
    expect(await race(Array.from({ length: 6 }, () => async () => await world.voided(receiptId)))).toBe(1);
    const { rows } = await database.db.pool.query(
      "select reason, micros, voided_receipt_id from rating.adjustment order by id",
    );
    expect(rows).toEqual([
      { reason: "correction", micros: "15000000", voided_receipt_id: null },
      { reason: "void", micros: "-15000000", voided_receipt_id: receiptId },
    ]);
  });

  it("decide, correct, void and bill: what is billed in the end is what the runs cost", async () => {
    const runs = Array.from({ length: 8 }, (_, index) =>
      runOf(index + 1, { user: index % 2 === 0 ? "somchai" : "malee" }),
    );
    await world.store(...runs);
    const receipts = await world.issue("2026-03");
    const corrected = runs.map((run, index) => ({ ...run, allocatedCpus: index }));
    await world.store(...corrected);
    const open = await world.changes();
    const again = runs.slice(0, 4).map((run) => ({ ...run, allocatedCpus: 9 }));
    await race([
      ...open.map((change) => async () => await world.decide(change)),
      async () => await world.voided(receipts[0]?.id ?? ""),
      ...[...MONTHS, "2026-04"].map((month) => async () => await world.issue(month)),
      async () => await world.store(...again),
    ]);
    const due = await settleAll(90);
    const costs = [...again, ...corrected.slice(4)].map(({ user, allocatedCpus }) => ({
      [user]: BigInt(allocatedCpus) * CPU_MICROS,
    }));
    expect(await billed()).toEqual(sumOf(due, ...costs));
  }, 60_000);
});

describe("whatever happens in whatever order", () => {
  const JOBS = 4;
  const facts = fc.record({
    job: fc.integer({ min: 1, max: JOBS }),
    cpus: fc.integer({ min: 0, max: 9 }),
    user: fc.constantFrom("somchai", "malee"),
  });
  const step = fc.oneof(
    fc.record({ kind: fc.constant("store" as const), facts }),
    fc.record({ kind: fc.constant("issue" as const), month: fc.constantFrom(...MONTHS) }),
    fc.record({ kind: fc.constant("void" as const), which: fc.nat({ max: 9 }) }),
    fc.record({ kind: fc.constant("decide" as const), adjusted: fc.boolean() }),
  );
  type Facts = typeof facts extends fc.Arbitrary<infer Value> ? Value : never;
  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

  /** Jobs of each try are its own; every record says something new, so that none is old news. */
  class Try {
    static #count = 0;
    readonly #base = ++Try.#count * 100;
    readonly truth = new Map<number, Facts>();
    #records = 0;

    get lastJob(): number {
      return this.#base + 50;
    }

    async store(each: Facts): Promise<void> {
      this.truth.set(each.job, each);
      const { job, cpus, user } = each;
      const month = 3 + (job % MONTHS.length);
      await world.store(runOf(this.#base + job, { month, cpus, user, exitCode: ++this.#records }));
    }

    /** What the runs cost as they stand, by user. */
    cost(): Amounts {
      const costs = [...this.truth.values()].map(({ user, cpus }) => ({ [user]: BigInt(cpus) * CPU_MICROS }));
      return sumOf(...costs);
    }

    async take(each: Step): Promise<unknown> {
      switch (each.kind) {
        case "store":
          return await this.store(each.facts);
        case "issue":
          return await race([async () => await world.issue(each.month)]);
        case "void":
          return await voidOne(each.which);
        case "decide":
          return await decideOne(each.adjusted ? "adjusted" : "acknowledged");
      }
    }
  }

  async function decideOne(outcome: "adjusted" | "acknowledged"): Promise<void> {
    const [change] = await world.changes();
    if (change !== undefined) await race([async () => await world.decide(change, outcome)]);
  }

  async function voidOne(which: number): Promise<void> {
    const { rows } = await database.db.pool.query<{ id: string }>(
      `select r.id from receipts.receipt r left join receipts.settlement s on s.receipt_id = r.id
       where s.receipt_id is null order by r.id`,
    );
    const chosen = rows[which % Math.max(rows.length, 1)];
    if (chosen !== undefined) await world.voided(chosen.id);
  }

  it("receipts are above nothing, and after the last correction is adjusted they come to what the runs cost", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
        const before = await billed();
        const attempt = new Try();
        for (let job = 1; job <= JOBS; job += 1) await attempt.store({ job, cpus: 2, user: "somchai" });
        for (const each of steps) await attempt.take(each);
        // A last record with figures that nobody has decided about.
        for (const facts of [...attempt.truth.values()]) await attempt.store({ ...facts, cpus: facts.cpus + 10 });
        const due = await settleAll(attempt.lastJob);
        expect(await billed()).toEqual(sumOf(before, due, attempt.cost()));
        expect(await brokenInvariants(database.db)).toEqual([]);
        const { rows } = await database.db.pool.query("select 1 from receipts.receipt where subtotal_minor <= 0");
        expect(rows).toEqual([]);
      }),
      { numRuns: 8 },
    );
  }, 120_000);
});
