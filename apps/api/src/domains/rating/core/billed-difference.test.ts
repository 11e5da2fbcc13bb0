import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { billedDifferences, differenceOf, type RunAmount } from "./billed-difference.ts";

const amount = (accountId: string, micros: bigint, change: Partial<RunAmount> = {}): RunAmount => ({
  ...{ accountId, cardId: "card", currency: "THB", micros },
  ...change,
});

describe("billedDifferences", () => {
  it("is what is due less what was billed, with what was adjusted before", () => {
    const [only, ...others] = billedDifferences([amount("a", 12n), amount("a", 10n)], amount("a", 17n));
    expect(others).toEqual([]);
    expect(only).toMatchObject({ accountId: "a", billedMicros: 22n, dueMicros: 17n });
    expect(only && differenceOf(only)).toBe(-5n);
  });

  it("gives everything back to an account that a run has left, and charges it to the other", () => {
    const found = billedDifferences([amount("a", 12n)], amount("b", 30n, { cardId: "new" }));
    expect(found.map((each) => [each.accountId, differenceOf(each), each.cardId])).toEqual([
      ["a", -12n, "card"],
      ["b", 30n, "new"],
    ]);
  });

  it("keeps currencies apart", () => {
    const found = billedDifferences([amount("a", 12n)], amount("a", 3n, { currency: "USD", cardId: "usd" }));
    expect(found.map((each) => [each.currency, differenceOf(each)])).toEqual([
      ["THB", -12n],
      ["USD", 3n],
    ]);
  });

  it("says nothing of an account that was charged and credited the same, and gives all back where nothing is due", () => {
    expect(billedDifferences([amount("a", 12n), amount("a", -12n)], null)).toEqual([]);
    expect(billedDifferences([amount("a", 12n)], null).map(differenceOf)).toEqual([-12n]);
  });

  it("comes to what is due, whatever was corrected before: charging each difference leaves none", () => {
    const account = fc.constantFrom("a", "b", "c");
    const truth = fc.option(fc.record({ account, micros: fc.bigInt({ min: 0n, max: 10n ** 15n }) }), { nil: null });
    fc.assert(
      fc.property(
        account,
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        fc.array(truth, { minLength: 1 }),
        (first, micros, truths) => {
          const billed = [amount(first, micros)];
          const total = (name: string) =>
            billed.filter((each) => each.accountId === name).reduce((sum, each) => sum + each.micros, 0n);
          for (const due of truths) {
            const differences = billedDifferences(billed, due && amount(due.account, due.micros));
            billed.push(...differences.map((each) => amount(each.accountId, differenceOf(each))));
            const expected = ["a", "b", "c"].map((name) => (due?.account === name ? due.micros : 0n));
            expect(["a", "b", "c"].map(total)).toEqual(expected);
          }
        },
      ),
    );
  });
});
