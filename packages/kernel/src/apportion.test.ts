import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apportion, roundTogether } from "./apportion.ts";

const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 18n }), { minLength: 1, maxLength: 40 });
const total = fc.bigInt({ min: 0n, max: 10n ** 15n });

describe("apportion", () => {
  it.each([
    [10n, [1n, 1n, 1n], [4n, 3n, 3n]], // the earlier weight first on a tie
    [633_625n, [379_957_000n, 123_811_000n, 129_856_500n], [379_957n, 123_811n, 129_857n]],
    [5n, [0n, 0n], [5n, 0n]],
    [0n, [], []],
  ])("spreads %s over %s as %s", (whole, shares, expected) => {
    expect(apportion(whole, shares)).toEqual(expected);
  });

  it("always adds up to the total, and gives no part more than a unit too much or too little", () => {
    fc.assert(
      fc.property(total, weights, (whole, shares) => {
        const parts = apportion(whole, shares);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(whole);
        const sum = shares.reduce((a, b) => a + b, 0n);
        if (sum === 0n) return;
        for (const [index, part] of parts.entries()) {
          const off = part * sum - whole * (shares[index] ?? 0n);
          expect(off < sum && off > -sum).toBe(true);
        }
      }),
    );
  });

  it("refuses negative values, and a total with nothing to spread it over", () => {
    expect(() => apportion(-1n, [1n])).toThrow(RangeError);
    expect(() => apportion(1n, [-1n])).toThrow(RangeError);
    expect(() => apportion(1n, [])).toThrow(RangeError);
  });
});

describe("roundTogether", () => {
  it.each([
    [
      [15_000n, -5_000n],
      [2n, -1n],
    ], // 1.5 and -0.5: the earlier one is rounded up
    [
      [12_345_678n, -4_999n],
      [1_235n, -1n],
    ],
    [
      [10_000n, 0n, -10_000n],
      [1n, 0n, -1n],
    ],
    [[], []],
  ])("rounds %s to %s", (values, expected) => {
    expect(roundTogether(values, 10_000n)).toEqual(expected);
  });

  it("adds up to the rounded sum, and moves no value by a whole unit", () => {
    const values = fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 18n }), { maxLength: 30 });
    fc.assert(
      fc.property(values, (all) => {
        const sum = all.reduce((a, b) => a + b, 0n);
        fc.pre(sum >= 0n);
        const parts = roundTogether(all, 10_000n);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe((sum + 5_000n) / 10_000n);
        for (const [index, part] of parts.entries()) {
          const off = part * 10_000n - (all[index] ?? 0n);
          expect(off < 10_000n && off > -10_000n).toBe(true);
        }
      }),
    );
  });

  it("refuses a negative sum", () => {
    expect(() => roundTogether([-1n], 10_000n)).toThrow(RangeError);
  });
});
