import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heldIn } from "./held-time.ts";
import { type Cause, type OwnRun, type Periods, reconcile } from "./reconcile.ts";
import type { SreportRow, UnitSeconds } from "./sreport-reader.ts";

const HOUR = { from: 36_000, to: 39_600 };
const SAME: Periods = { asked: HOUR, reported: HOUR };
const alice = { cluster: "testbed", account: "astro", user: "alice" };
const cpu = (seconds: bigint, row: Partial<SreportRow> = {}): SreportRow => ({
  ...{ ...alice, resource: "cpu" as const, seconds },
  ...row,
});

/** A run on one CPU, submitted when it began. */
const ran = (from: number, to: number, more: Partial<OwnRun> = {}, submittedAt = from): OwnRun => ({
  ...{ account: "astro", user: "alice", standing: "charged" as const },
  run: { submittedAt, startedAt: from, endedAt: to, suspendedSeconds: 0, cpus: 1, gpus: 0, memoryMib: 0 },
  ...more,
});

function compare(rows: SreportRow[], runs: OwnRun[], periods = SAME, unitSeconds: UnitSeconds = 1) {
  return reconcile({ rows, unitSeconds }, { sums: [], runs }, periods).rows;
}

describe("what Slurm and Purser say", () => {
  it.each<[string, bigint, OwnRun[], Periods, readonly [bigint, ...[Cause, bigint][]]]>([
    ["the same", 600n, [ran(36_100, 36_700)], SAME, [600n]],
    ["a run that began before", 100n, [ran(35_000, 36_100)], SAME, [1_100n, ["edge", -1_000n]]],
    ["a run that ends after", 600n, [ran(39_000, 40_000)], SAME, [0n, ["edge", 600n]]],
    ["a run that ended as the period began", 0n, [ran(35_900, 36_000)], SAME, [100n, ["edge", -100n]]],
    ["a run that has not ended", 600n, [ran(39_000, 39_600, { standing: "running" })], SAME, [0n, ["running", 600n]]],
    ["a run begun again for free", 60n, [ran(36_100, 36_160, { standing: "requeue" })], SAME, [0n, ["requeue", 60n]]],
    [
      "a run without a price",
      60n,
      [ran(36_100, 36_160, { standing: "not_charged" })],
      SAME,
      [0n, ["not_charged", 60n]],
    ],
    ["a resized run", 12n, [ran(36_100, 36_112, {}, 36_103)], SAME, [9n, ["resize", 3n]]],
    [
      "an hour that is not rolled up",
      0n,
      [ran(36_100, 36_700)],
      { asked: HOUR, reported: { from: 36_000, to: 36_000 } },
      [600n, ["hour_roll_up", -600n]],
    ],
    [
      "more hours than were asked for",
      300n,
      [ran(39_700, 40_000)],
      { asked: HOUR, reported: { from: 36_000, to: 43_200 } },
      [0n, ["hour_roll_up", 300n]],
    ],
  ])("is explained for %s", (_what, ...[seconds, runs, periods, [purser, ...causes]]) => {
    const [row] = compare([cpu(seconds)], runs, periods);
    expect(row).toMatchObject({ slurm: seconds, purser, unexplained: 0n, possible: [] });
    expect(row?.explanations).toEqual(causes.map(([cause, amount]) => ({ cause, amount })));
  });

  it("is unexplained where nothing known accounts for it, and what may be behind it is named", () => {
    const [more] = compare([cpu(700n)], [ran(36_100, 36_700)]);
    expect(more).toMatchObject({ unexplained: 100n, explanations: [], possible: ["reservation", "missing_runs"] });
    const [less] = compare([cpu(500n)], [ran(36_100, 36_700)]);
    expect(less).toMatchObject({ unexplained: -100n, possible: ["late_roll_up"] });
    const [memory] = compare([cpu(5n, { resource: "memory" })], []);
    expect(memory).toMatchObject({ unexplained: 5n, possible: ["missing_runs"] });
  });

  it("differs by rounding only where it is less than the report's unit", () => {
    expect(compare([cpu(540n)], [ran(36_100, 36_699)], SAME, 60)[0]).toMatchObject({
      ...{ unexplained: 0n, explanations: [{ cause: "rounding", amount: -59n }] },
    });
    expect(compare([cpu(540n)], [ran(36_100, 36_700)], SAME, 60)[0]).toMatchObject({ unexplained: -60n });
  });

  it("lists who is on one side alone, and adds up what Slurm has of one user in several associations", () => {
    const rows = compare([cpu(10n, { user: "bob" }), cpu(5n, { user: "bob" })], [ran(36_100, 36_110)]);
    expect(rows.map(({ user, slurm, purser }) => [user, slurm, purser])).toEqual([
      ["alice", 0n, 10n],
      ["bob", 15n, 0n],
    ]);
  });

  it("tells time of an account that is no user's as that of a reservation", () => {
    const root = cpu(700n, { account: "root", user: null });
    const rows = compare([root, cpu(650n, { user: null }), cpu(600n)], [ran(36_100, 36_700)]);
    expect(rows).toMatchObject([
      { user: "alice", unexplained: 0n },
      { account: "root", user: null, slurm: 100n, explanations: [{ cause: "reservation", amount: 100n }] },
    ]);
  });

  it("tells whose account a reservation's time is, where no account of the report can lie below another", () => {
    const sum = (account: string, seconds: bigint) => cpu(seconds, { account, user: null });
    const used = [cpu(600n), cpu(40n, { account: "bio", user: "bob" })];
    const runs = [ran(36_100, 36_700), ran(36_100, 36_140, { account: "bio", user: "bob" })];
    const idle = (...sums: SreportRow[]) =>
      compare([...sums, ...used], runs)
        .filter(({ user }) => user === null)
        .map(({ account, slurm }) => [account, slurm]);
    expect(idle(sum("root", 780n), sum("astro", 650n), sum("bio", 130n))).toEqual([
      ["astro", 50n],
      ["bio", 90n],
    ]);
    expect(idle(sum("root", 690n), sum("astro", 650n), sum("bio", 40n))).toEqual([["astro", 50n]]);
    // One account may lie below the other here, whose sum then holds it.
    expect(idle(sum("root", 780n), sum("astro", 780n), sum("bio", 130n))).toEqual([["root", 140n]]);
    expect(idle(sum("root", 640n), sum("astro", 600n), sum("bio", 40n))).toEqual([]);
  });

  it("is compared only in what the report speaks of", () => {
    const withGpu = { ...ran(36_100, 36_110), run: { ...ran(36_100, 36_110).run, gpus: 4 } };
    expect(compare([cpu(10n)], [withGpu]).map(({ resource }) => resource)).toEqual(["cpu"]);
    expect(compare([], [withGpu]).map(({ resource }) => resource)).toEqual(["cpu", "gpu"]);
  });

  it("always adds up, and what Slurm counts of runs is always explained", () => {
    const anyRun = fc
      .record({
        ...{ from: fc.integer({ min: 30_000, max: 45_000 }), held: fc.nat(9_000), late: fc.nat(500) },
        standing: fc.constantFrom<OwnRun["standing"]>("charged", "requeue", "not_charged", "running"),
      })
      .map(({ from, held, late, standing }) => ran(from, from + late + held, { standing }, from + late));
    const span = fc.tuple(fc.integer({ min: 33_000, max: 38_000 }), fc.integer({ min: 38_001, max: 43_000 }));
    fc.assert(
      fc.property(fc.array(anyRun, { minLength: 1, maxLength: 20 }), span, span, (runs, [a, b], [c, d]) => {
        const periods = { asked: { from: a, to: b }, reported: { from: c, to: d } };
        const slurm = runs.reduce((sum, { run }) => sum + heldIn(run, periods.reported, run.startedAt).cpu, 0n);
        for (const row of compare([cpu(slurm)], runs, periods)) expect(row.unexplained).toBe(0n);
        for (const row of compare([cpu(slurm + 7n)], runs, periods)) expect(row.unexplained).toBe(7n);
      }),
    );
  });
});
