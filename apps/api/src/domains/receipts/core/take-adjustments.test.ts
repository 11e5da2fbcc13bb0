import { groupBy } from "@purser/kernel/group-by";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Adjustment, takeAdjustments } from "./take-adjustments.ts";

const SATANG = 10_000n;
const of = (runId: string, satang: bigint, id = `${runId} ${satang}`): Adjustment => ({
  ...{ id, runId, micros: satang * SATANG },
});
const taken = (charged: bigint, open: readonly Adjustment[]) =>
  takeAdjustments(charged * SATANG, open).map(({ id }) => id);

describe("takeAdjustments", () => {
  it("takes what is to be charged, also where there are no charges", () => {
    expect(taken(100n, [of("a", 5n)])).toEqual(["a 5"]);
    expect(taken(0n, [of("a", 5n), of("b", 1n)])).toEqual(["a 5", "b 1"]);
  });

  it("takes credits as far as charges cover them, the oldest first, and lets the others wait whole", () => {
    expect(taken(100n, [of("a", -60n), of("b", -50n), of("c", -30n)])).toEqual(["a -60", "c -30"]);
    expect(taken(10n, [of("a", -30n), of("b", 40n)])).toEqual(["b 40", "a -30"]);
  });

  it("never takes a receipt to nothing or below", () => {
    expect(taken(100n, [of("a", -100n)])).toEqual([]);
    expect(taken(100n, [of("a", -99n)])).toEqual(["a -99"]);
    expect(taken(0n, [of("a", -1n)])).toEqual([]);
  });

  it("does not part what was charged from what took it back", () => {
    expect(taken(0n, [of("a", 10n), of("a", -10n)])).toEqual([]);
    expect(taken(1n, [of("a", 10n), of("a", -10n)])).toEqual(["a 10", "a -10"]);
    expect(taken(5n, [of("a", 10n), of("a", -30n)])).toEqual([]);
  });

  it("takes each run wholly or not at all, stays above nothing, and leaves no credit that still fits", () => {
    const open = fc.array(
      fc.record({
        id: fc.uuid(),
        runId: fc.constantFrom("a", "b", "c", "d", "e"),
        micros: fc.bigInt({ min: -(10n ** 7n), max: 10n ** 7n }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 7n }), open, (charged, adjustments) => {
        const result = takeAdjustments(charged, adjustments);
        const total = result.reduce((sum, { micros }) => sum + micros, charged);
        const runs = new Set(result.map(({ runId }) => runId));
        expect(result.length).toBe(adjustments.filter(({ runId }) => runs.has(runId)).length);
        const left = groupBy(
          adjustments.filter(({ runId }) => !runs.has(runId)),
          ({ runId }) => runId,
        );
        const after = [...left.values()].map((own) => own.reduce((sum, { micros }) => sum + micros, total));
        expect(result.length === 0 || (total >= 5_000n && after.every((micros) => micros < 5_000n))).toBe(true);
      }),
    );
  });
});
