import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMultiplier, formatPercent, hoursOf, quantitySeconds, trimZeros } from "./line-figures.ts";

const Exact = Decimal.clone({ precision: 100 });

describe("quantities of lines", () => {
  it("are exact as decimal seconds and rounded half up as hours", () => {
    const units = fc.constantFrom(["cpu", 1_000] as const, ["gpu", 1] as const, ["memory", 1_048_576] as const);
    fc.assert(
      fc.property(units, fc.bigInt(0n, 10n ** 24n), ([component, perSecond], quantity) => {
        const exact = new Exact(quantity.toString()).div(perSecond);
        expect(new Exact(quantitySeconds(component, quantity)).eq(exact)).toBe(true);
        const hours = new Exact(hoursOf(quantitySeconds(component, quantity)));
        expect(hours.eq(exact.div(3600).toDecimalPlaces(6, Decimal.ROUND_HALF_UP))).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ["3600", "1.000000"],
    ["0", "0.000000"],
    ["0.0018", "0.000001"], // half a millionth of an hour
    ["0.00179999", "0.000000"],
  ])("shows %s seconds as %s hours", (seconds, hours) => expect(hoursOf(seconds)).toBe(hours));
});

it.each([
  [1_000_000_000_000n, "1"],
  [1_500_000_000_000n, "1.5"],
  [0n, "0"],
  [1n, "0.000000000001"],
  [10_000_000_000_000n, "10"],
])("writes the multiplier %s as %s", (picos, text) => expect(formatMultiplier(picos)).toBe(text));

it.each([
  [70_000n, "7.00"],
  [72_500n, "7.25"],
  [71_250n, "7.125"],
  [0n, "0.00"],
  [1_000_000n, "100.00"],
])("writes the rate %s as %s per cent", (micros, text) => expect(formatPercent(micros)).toBe(text));

it("trims zeros after the point and no others", () => {
  expect(["100", "100.0", "0.10", "1.2300"].map(trimZeros)).toEqual(["100", "100", "0.1", "1.23"]);
});
