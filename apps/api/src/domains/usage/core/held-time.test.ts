import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Held, type HeldRun, heldIn, NOTHING_HELD, plus } from "./held-time.ts";

const run: HeldRun = {
  ...{ submittedAt: 1_000, startedAt: 1_000, endedAt: 1_010, suspendedSeconds: 3 },
  ...{ cpus: 4, gpus: 2, memoryMib: 100 },
};

describe("what a run held in a stretch of time", () => {
  it("is all of it around the run, with suspended time given back for CPUs alone", () => {
    expect(heldIn(run, { from: 0, to: 2_000 })).toEqual({ cpu: 28n, gpu: 20n, memory: 1_000n });
  });

  it("begins at the later of start and submit, unless it is told otherwise", () => {
    const resized = { ...run, submittedAt: 1_004, suspendedSeconds: 0 };
    expect(heldIn(resized, { from: 0, to: 2_000 }).gpu).toBe(12n);
    expect(heldIn(resized, { from: 0, to: 2_000 }, resized.startedAt).gpu).toBe(20n);
  });

  it.each([
    ["before", { from: 0, to: 1_000 }],
    ["after", { from: 1_010, to: 2_000 }],
    ["empty", { from: 1_005, to: 1_005 }],
  ])("is nothing where the stretch is %s", (_where, span) => {
    expect(heldIn(run, span)).toEqual(NOTHING_HELD);
  });

  it("adds up to the whole over any stretches that meet", () => {
    const anyRun = fc
      .record({
        ...{ submittedAt: fc.integer({ min: 0, max: 100_000 }), startedAt: fc.integer({ min: 0, max: 100_000 }) },
        ...{ held: fc.integer({ min: 0, max: 500_000 }), suspendedSeconds: fc.integer({ min: 0, max: 600_000 }) },
        ...{ cpus: fc.nat(512), gpus: fc.nat(16), memoryMib: fc.nat(4_000_000) },
      })
      .map(({ held, ...rest }) => ({ ...rest, endedAt: Math.max(rest.startedAt, rest.submittedAt) + held }));
    const cuts = fc.array(fc.integer({ min: 1, max: 699_999 }), { maxLength: 12 });
    fc.assert(
      fc.property(anyRun, cuts, (any, inner) => {
        const times = [0, ...inner.sort((a, b) => a - b), 700_000];
        const parts = times.slice(1).map((to, index) => heldIn(any, { from: times[index] ?? 0, to }));
        expect(parts.reduce((sum: Held, part) => plus(sum, part), NOTHING_HELD)).toEqual(
          heldIn(any, { from: 0, to: 700_000 }),
        );
        for (const { cpu } of parts) expect(cpu).toBeGreaterThanOrEqual(0n);
      }),
    );
  });
});
