import { billingMonth, monthOf } from "@purser/kernel/period";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleCard, exampleCards, exampleInput, exampleRun, NOON } from "../../../testing/example-rating.ts";
import type { Run } from "../../jobs/core/run.ts";
import { totalMicros } from "./pricing.ts";
import { byTier } from "./rate-card.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

const CARDS = exampleCards({});

function verdict(change: Partial<Run>, cards = CARDS): Verdict {
  return verdictOf(exampleInput(exampleRun(change)), cards).verdict;
}

function charged(change: Partial<Run>, cards = CARDS) {
  const outcome = verdictOf(exampleInput(exampleRun(change)), cards);
  if (outcome.verdict !== "charged") throw new Error(outcome.verdict);
  return outcome;
}

describe("verdictOf", () => {
  it.each<[Verdict, Partial<Run>]>([
    ["charged", {}],
    ["charged", { rawState: "REQUEUED" }],
    ["charged", { rawState: "RESIZING" }],
    ["charged", { rawState: "CANCELLED by 1002" }],
    ["charged", { rawState: "TIMEOUT" }],
    ["charged", { rawState: "OUT_OF_MEMORY" }],
    ["not_ended", { rawState: "RUNNING", endedAt: null }],
    ["not_ended", { rawState: "PENDING", startedAt: null, endedAt: null, allocatedTres: "" }],
    ["not_ended", { rawState: "COMPLETED", endedAt: null }],
    ["never_started", { rawState: "CANCELLED by 0", startedAt: null }],
    ["never_started", { rawState: "CANCELLED", allocatedTres: "" }],
    ["free_state", { rawState: "NODE_FAIL" }],
    ["free_state", { rawState: "BOOT_FAIL" }],
    ["free_state", { rawState: "PREEMPTED" }],
    ["unknown_state", { rawState: "EXPEDITING" }],
    ["unknown_state", { rawState: "EXPEDITING", endedAt: null }],
    ["unknown_state", { rawState: "" }],
  ])("is %s for %j", (expected, change) => {
    expect(verdict(change)).toBe(expected);
  });

  it("is no_rate_card where none of the tier was in force when the run ended", () => {
    expect(verdict({}, byTier([exampleCard({ tier: "gov" })]))).toBe("no_rate_card");
    expect(verdict({}, exampleCards({ effectiveFrom: new Date((NOON + 1) * 1000) }))).toBe("no_rate_card");
    expect(verdict({ rawState: "NODE_FAIL" }, byTier([]))).toBe("no_rate_card");
  });

  it("charges nothing of a run of no length, and tops nothing up", () => {
    const { charge } = charged({ startedAt: NOON }, exampleCards({ minimumChargeMicros: 10n ** 6n }));
    expect(totalMicros(charge)).toBe(0n);
  });

  it("prices with the card in force at the end: a card counts from its own instant on", () => {
    const cards = exampleCards(
      { id: "later", effectiveFrom: new Date(NOON * 1000), cpuHourMicros: 7n },
      { id: "first", effectiveFrom: new Date(0) },
    );
    expect(charged({ endedAt: NOON - 1 }, cards).card.id).toBe("first");
    expect(charged({ endedAt: NOON }, cards).card.id).toBe("later");
    expect(charged({ endedAt: NOON + 1 }, cards).card.id).toBe("later");
  });

  it("is too_large instead of a figure that the database's integers would cut", () => {
    const held = { startedAt: NOON - 1, submittedAt: NOON - 1 };
    // 2^63 - 1 CPU-milliseconds are the most that a charge holds.
    expect(verdict({ ...held, allocatedCpus: Number.MAX_SAFE_INTEGER })).toBe("charged");
    expect(verdict({ ...held, startedAt: NOON - 1025, submittedAt: 0, allocatedCpus: Number.MAX_SAFE_INTEGER })).toBe(
      "too_large",
    );
    expect(verdict({ ...held, allocatedMemoryMib: Number.MAX_SAFE_INTEGER })).toBe("charged");
    expect(verdict({ ...held, startedAt: NOON - 2, submittedAt: 0, allocatedMemoryMib: Number.MAX_SAFE_INTEGER })).toBe(
      "too_large",
    );
    expect(verdict({ ...held, gpus: Number.MAX_SAFE_INTEGER }, exampleCards({ gpuHourMicros: 10n ** 9n }))).toBe(
      "too_large",
    );
    expect(verdict({ endedAt: 253_402_300_800 })).toBe("too_large");
  });

  it("says what was charged by use: only what the card asks for and Slurm knew", () => {
    const cards = exampleCards({ cpuBasis: "used", memoryBasis: "used" });
    const half = charged({ usedCpuMilliseconds: 1_800_000, usedMemoryKibSeconds: 1024 * 1024 * 1800 }, cards);
    expect(half).toMatchObject({
      cpuUsed: true,
      memoryUsed: true,
      charge: { cpuMicros: 500_000n, memoryMicros: 250_000n },
    });
    const unknown = charged({}, cards);
    expect(unknown).toMatchObject({ cpuUsed: false, memoryUsed: false, charge: { cpuMicros: 1_000_000n } });
    expect(charged({ usedCpuMilliseconds: 1 })).toMatchObject({ cpuUsed: false, charge: { cpuMicros: 1_000_000n } });
  });
});

describe("runs across midnight, months and changes of the clock", () => {
  const ZONES = ["Asia/Bangkok", "Europe/Berlin", "Australia/Lord_Howe", "UTC"];
  /** Both changes of the clock in Berlin and on Lord Howe in 2026, month ends, a leap day, a year's end. */
  const INSTANTS = [
    "2026-03-29T01:00:00Z",
    "2026-10-25T01:00:00Z",
    "2026-04-04T15:00:00Z",
    "2026-10-03T15:30:00Z",
    "2026-03-31T17:00:00Z",
    "2028-02-29T17:00:00Z",
    "2026-12-31T17:00:00Z",
  ].map((text) => Date.parse(text) / 1000);

  it("are priced on the seconds that passed, whatever the clocks said", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...INSTANTS),
        fc.integer({ min: 1, max: 400 * 86_400 }),
        fc.integer({ min: 0, max: 400 * 86_400 }),
        (at, before, after) => {
          const run = { submittedAt: at - before, startedAt: at - before, endedAt: at + after, allocatedCpus: 3 };
          const { charge } = charged(run, exampleCards({ cpuHourMicros: 3_600n }));
          expect(charge.cpuMilliseconds).toBe(BigInt(3000 * (before + after)));
          expect(charge.cpuMicros).toBe(BigInt(3 * (before + after)));
        },
      ),
    );
  });

  it("cost the same in one piece as in two, within the rounding of a piece", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...INSTANTS),
        fc.integer({ min: 1, max: 90_000 }),
        fc.integer({ min: 1, max: 90_000 }),
        (at, before, after) => {
          const whole = charged({ submittedAt: 0, startedAt: at - before, endedAt: at + after });
          const parts = [
            charged({ submittedAt: 0, startedAt: at - before, endedAt: at }),
            charged({ submittedAt: 0, startedAt: at, endedAt: at + after }),
          ];
          for (const component of ["cpuMicros", "memoryMicros"] as const) {
            const split = parts.reduce((sum, part) => sum + part.charge[component], 0n);
            const difference = split - whole.charge[component];
            expect(difference >= -1n && difference <= 1n).toBe(true);
          }
          for (const quantity of ["cpuMilliseconds", "memoryKibSeconds"] as const) {
            expect(parts.reduce((sum, part) => sum + part.charge[quantity], 0n)).toBe(whole.charge[quantity]);
          }
        },
      ),
    );
  });

  it("end in exactly one billing month, and months leave no instant out and none in two", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom(...INSTANTS),
        fc.integer({ min: -3_000_000, max: 3_000_000 }),
        (zone, at, offset) => {
          const instant = new Date((at + offset) * 1000);
          const month = billingMonth(monthOf(instant, zone), zone);
          expect(month.from <= instant && instant < month.to).toBe(true);
          expect(billingMonth(monthOf(month.to, zone), zone).from).toEqual(month.to);
          expect(monthOf(new Date(month.from.getTime() - 1), zone)).not.toBe(monthOf(month.from, zone));
        },
      ),
    );
  });

  it.each([
    ["Europe/Berlin", "2026-03", 31 * 24 - 1],
    ["Europe/Berlin", "2026-10", 31 * 24 + 1],
    ["Australia/Lord_Howe", "2026-04", 30 * 24 + 0.5],
    ["Australia/Lord_Howe", "2026-10", 31 * 24 - 0.5],
    ["Asia/Bangkok", "2026-10", 31 * 24],
  ])("have a month in %s, %s, of %s hours", (zone, month, hours) => {
    const { from, to } = billingMonth(month, zone);
    expect((to.getTime() - from.getTime()) / 3_600_000).toBe(hours);
  });
});
