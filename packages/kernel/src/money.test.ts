import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divideHalfUp, formatMicros, formatMinor, formatScaled, parseMicros, toMinor } from "./money.ts";

const whole = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 20n });

describe("divideHalfUp", () => {
  it.each([
    [1n, 2n, 1n], // a half goes away from zero
    [-1n, 2n, -1n],
    [3n, 2n, 2n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [0n, 7n, 0n],
    [5n, 10n, 1n],
    [4_999_999n, 10_000_000n, 0n],
  ])("rounds %s / %s to %s", (numerator, denominator, expected) => {
    expect(divideHalfUp(numerator, denominator)).toBe(expected);
  });

  it("is never further than half a unit from the exact quotient, and goes away from zero on a tie", () => {
    fc.assert(
      fc.property(whole, positive, (numerator, denominator) => {
        const rest = 2n * (divideHalfUp(numerator, denominator) * denominator - numerator);
        const size = rest < 0n ? -rest : rest;
        expect(size <= denominator).toBe(true);
        if (size === denominator) expect(rest > 0n).toBe(numerator > 0n);
      }),
    );
  });

  it("refuses a denominator that is not positive", () => {
    expect(() => divideHalfUp(1n, 0n)).toThrow(RangeError);
    expect(() => divideHalfUp(1n, -2n)).toThrow(RangeError);
  });
});

describe("amounts as text", () => {
  it.each([
    [6_779_790_000n, "6779.790000"],
    [-1n, "-0.000001"],
    [0n, "0.000000"],
  ])("writes %s micro-units as %s", (micros, text) => {
    expect(formatMicros(micros)).toBe(text);
  });

  it.each([
    [677_979n, "6779.79"],
    [5n, "0.05"],
    [-100n, "-1.00"],
  ])("writes %s satang as %s", (minor, text) => {
    expect(formatMinor(minor)).toBe(text);
  });

  it("writes an integer of whole units without a point", () => {
    expect(formatScaled(42n, 0)).toBe("42");
  });

  it("reads back exactly what it wrote", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 23n), max: 10n ** 23n }), (micros) => {
        expect(parseMicros(formatMicros(micros))).toBe(micros);
      }),
    );
  });

  it.each(["", "1e3", "+1", "1.2345678", "0x10", "1,000", " 1", "1.", ".5", "--1", "1234567890123456789"])(
    "refuses %j instead of guessing what it means",
    (text) => {
      expect(parseMicros(text)).toBeUndefined();
    },
  );

  it("rounds micro-units to satang half up", () => {
    expect(toMinor(5_000n)).toBe(1n);
    expect(toMinor(4_999n)).toBe(0n);
    expect(toMinor(6_336_245_000n)).toBe(633_625n);
  });
});
