import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeReceipt, type LineSum, subtotalOf } from "./compose-receipt.ts";
import { ReceiptError } from "./errors.ts";

const VAT = { label: "VAT", rateMicros: 70_000n };
const Exact = Decimal.clone({ precision: 200, rounding: Decimal.ROUND_HALF_UP });

function sum(change: Partial<LineSum> = {}): LineSum {
  return {
    tier: "mu",
    currency: "THB",
    component: "cpu",
    gpuType: null,
    basis: "allocated",
    partition: null,
    qos: null,
    partitionMultiplierMicros: 1_000_000n,
    qosMultiplierMicros: 1_000_000n,
    unitPriceMicros: 1_000_000n,
    quantity: 3_600_000n,
    exactMicros: 1_000_000n,
    runCount: 1,
    lastEndedAt: new Date("2026-10-10T00:00:00Z"),
    ...change,
  };
}

const component = fc.constantFrom("cpu", "gpu", "memory", "minimum" as const);
const sums = fc.array(
  fc
    .record({
      component,
      gpuType: fc.constantFrom(null, "a100", "h100"),
      partition: fc.constantFrom(null, "gpu", "ใหญ่"),
      unitPriceMicros: fc.constantFrom(0n, 1n, 1_000_000n, 25_125_000n),
      tier: fc.constantFrom("mu", "gov"),
      // Ties of half a satang, tiny amounts and amounts far beyond 2^53 all come up.
      exactMicros: fc.oneof(
        fc.constantFrom(0n, 1n, 4_999n, 5_000n, 15_000n),
        fc.bigInt(0n, 10n ** 6n),
        fc.bigInt(0n, 10n ** 20n),
      ),
      quantity: fc.bigInt(0n, 10n ** 18n),
      runCount: fc.integer({ min: 1, max: 1_000_000 }),
    })
    .map((each) => sum(each)),
  { minLength: 1, maxLength: 12 },
);
const taxes = fc.option(fc.record({ label: fc.constant("VAT"), rateMicros: fc.bigInt(0n, 1_000_000n) }), { nil: null });

describe("composeReceipt", () => {
  it("adds up in every line, and agrees with a decimal computation, for any charges and any rate of tax", () => {
    fc.assert(
      fc.property(sums, taxes, (each, tax) => {
        const receipt = composeReceipt(each, tax);
        const exact = each.reduce((total, one) => total.plus(one.exactMicros.toString()), new Exact(0)).div(1_000_000);
        const subtotal = exact.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
        const rate = new Exact((tax?.rateMicros ?? 0n).toString()).div(1_000_000);
        const vat = subtotal.times(rate).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
        expect(receipt.subtotalMinor.toString()).toBe(subtotal.times(100).toFixed(0));
        expect(receipt.taxMinor.toString()).toBe(vat.times(100).toFixed(0));
        expect(receipt.totalMinor.toString()).toBe(subtotal.plus(vat).times(100).toFixed(0));
        expect(receipt.lines.reduce((total, line) => total + line.amountMinor, 0n)).toBe(receipt.subtotalMinor);
        // A line is its share of the subtotal, up or down: the largest remainder never moves it by a whole satang.
        const isOff = (line: (typeof receipt.lines)[number]) => {
          const share = exact.isZero()
            ? new Exact(0)
            : subtotal.times(100).times(line.exactMicros.toString()).div(exact.times(1_000_000));
          return new Exact(line.amountMinor.toString()).minus(share).abs().gte(1);
        };
        expect(receipt.lines.filter(isOff)).toEqual([]);
      }),
      { numRuns: 10_000 },
    );
  }, 60_000);

  it("neither loses nor invents quantity, money or runs when sums share a line", () => {
    fc.assert(
      fc.property(sums, (each) => {
        const { lines } = composeReceipt(each, null);
        const total = (of: (item: { exactMicros: bigint; quantity: bigint; runCount: number }) => bigint) => ({
          before: each.reduce((sofar, one) => sofar + of(one), 0n),
          after: lines.reduce((sofar, one) => sofar + of(one), 0n),
        });
        for (const of of [
          total((item) => item.exactMicros),
          total((item) => item.quantity),
          total((item) => BigInt(item.runCount)),
        ]) {
          expect(of.after).toBe(of.before);
        }
        const places = lines.map((line) =>
          [line.component, line.gpuType, line.partition, line.unitPriceMicros].join(" "),
        );
        expect(new Set(places).size).toBe(places.length);
        expect(lines.map((line) => line.position)).toEqual(lines.map((_, index) => index + 1));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is the same in whatever order the sums come", () => {
    fc.assert(
      fc.property(
        sums.chain((each) => fc.tuple(fc.constant(each), fc.shuffledSubarray(each, { minLength: each.length }))),
        ([each, shuffled]) => {
          expect(composeReceipt(shuffled, VAT)).toEqual(composeReceipt(each, VAT));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["a hair below half a satang", [4_999n], "0", "0"],
    ["half a satang", [5_000n], "1", "0"],
    ["two halves that make one satang together", [5_000n, 5_000n], "1", "0"],
    ["a subtotal whose VAT is a tie", [500_000n], "50", "4"], // 0.50 x 7 % = 0.035
    ["the predecessor's bill that did not add up", [3_799_566_666n, 1_238_113_333n, 1_298_566_666n], "633625", "44354"],
  ])("bills %s", (_name, micros, subtotal, tax) => {
    const components = ["cpu", "gpu", "memory"] as const;
    const receipt = composeReceipt(
      micros.map((exactMicros, index) => sum({ component: components[index] ?? "cpu", exactMicros })),
      VAT,
    );
    expect([receipt.subtotalMinor.toString(), receipt.taxMinor.toString()]).toEqual([subtotal, tax]);
    expect(receipt.lines.reduce((total, line) => total + line.amountMinor, 0n)).toBe(receipt.subtotalMinor);
  });

  it("takes the tier of the charge that ended last and puts equal prices of two tiers on one line", () => {
    const receipt = composeReceipt(
      [sum({ tier: "gov", lastEndedAt: new Date("2026-10-20T00:00:00Z") }), sum({ tier: "mu" })],
      null,
    );
    expect(receipt.tier).toBe("gov");
    expect(receipt.lines).toMatchObject([{ runCount: 2, exactMicros: 2_000_000n }]);
  });

  it("takes the first tier of the alphabet where charges of two tiers ended last together", () => {
    const both = [sum({ tier: "mu" }), sum({ tier: "gov" })];
    expect([composeReceipt(both, null).tier, composeReceipt(both.toReversed(), null).tier]).toEqual(["gov", "gov"]);
  });

  it("keeps different prices, multipliers and bases apart, components in their order", () => {
    const receipt = composeReceipt(
      [
        sum({ component: "memory" }),
        sum({ component: "gpu", gpuType: "h100" }),
        sum({ component: "gpu", gpuType: "a100" }),
        sum({ partition: "gpu", partitionMultiplierMicros: 1_500_000n }),
        sum({ basis: "used" }),
        sum({ unitPriceMicros: 3_000_000n }),
        sum(),
      ],
      null,
    );
    expect(
      receipt.lines.map((line) => [line.component, line.gpuType, line.basis, line.partition, line.unitPriceMicros]),
    ).toEqual([
      ["cpu", null, "allocated", null, 1_000_000n],
      ["cpu", null, "allocated", null, 3_000_000n],
      ["cpu", null, "allocated", "gpu", 1_000_000n],
      ["cpu", null, "used", null, 1_000_000n],
      ["gpu", "a100", "allocated", null, 1_000_000n],
      ["gpu", "h100", "allocated", null, 1_000_000n],
      ["memory", null, "allocated", null, 1_000_000n],
    ]);
  });

  it("refuses charges in two currencies and no charges at all", () => {
    expect(() => composeReceipt([sum(), sum({ currency: "USD" })], VAT)).toThrow(ReceiptError);
    expect(() => composeReceipt([], VAT)).toThrow(RangeError);
    expect(subtotalOf([])).toBe(0n);
  });
});
