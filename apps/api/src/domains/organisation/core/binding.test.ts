import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Binding, BindingIndex, isInForce, overlaps } from "./binding.ts";

const MARCH = new Date("2026-03-01T00:00:00Z");
const APRIL = new Date("2026-04-01T00:00:00Z");
const seconds = (date: Date) => date.getTime() / 1000;
const RUN = { cluster: "lotus", account: "physics", user: "alice" };

function rule(id: string, change: Partial<Binding> = {}): Binding {
  const physics = { cluster: "lotus", slurmAccount: "physics", slurmUser: null };
  return { id, ...physics, accountId: `account of ${id}`, validFrom: MARCH, validTo: APRIL, ...change };
}

describe("BindingIndex", () => {
  it("decides by the instant: the first is in, the end is out", () => {
    const index = new BindingIndex([rule("march"), rule("april", { validFrom: APRIL, validTo: null })]);
    const at = (instant: number) => index.find(RUN, instant)?.id;
    expect([seconds(MARCH) - 1, seconds(MARCH), seconds(APRIL) - 1, seconds(APRIL)].map(at)).toEqual([
      undefined,
      "march",
      "march",
      "april",
    ]);
  });

  it("lets a user's rule go before the account's, for as long as it holds", () => {
    const until = new Date("2026-03-15T00:00:00Z");
    const index = new BindingIndex([rule("all"), rule("alice", { slurmUser: "alice", validTo: until })]);
    expect(index.find(RUN, seconds(MARCH))?.id).toBe("alice");
    expect(index.find(RUN, seconds(until))?.id).toBe("all");
    expect(index.find({ ...RUN, user: "bob" }, seconds(MARCH))?.id).toBe("all");
  });

  it("knows clusters, accounts and users apart, and equal names in NFC as one", () => {
    const index = new BindingIndex([rule("all", { slurmAccount: "caf\u00e9" })]);
    expect(index.find({ ...RUN, account: "cafe\u0301" }, seconds(MARCH))?.id).toBe("all");
    expect(index.find({ ...RUN, account: "Caf\u00e9" }, seconds(MARCH))).toBeUndefined();
    expect(index.find({ ...RUN, account: "caf\u00e9", cluster: "other" }, seconds(MARCH))).toBeUndefined();
  });
});

const aDay = fc.integer({ min: 0, max: 12 }).map((day) => new Date(MARCH.getTime() + day * 86_400_000));
const aRule = fc
  .record({
    cluster: fc.constantFrom("lotus", "orchid"),
    slurmAccount: fc.constantFrom("physics", "biology"),
    slurmUser: fc.constantFrom(null, "alice", "bob"),
    accountId: fc.constantFrom("x", "y", "z"),
    validFrom: aDay,
    validTo: fc.option(aDay),
    id: fc.uuid(),
  })
  .filter(({ validFrom, validTo }) => validTo === null || validFrom < validTo);
/** Rules as the database lets them in: each goes in unless it overlaps with one that is there. */
const someRules = fc.array(aRule, { maxLength: 20 }).map((rules) => {
  const kept: Binding[] = [];
  for (const next of rules) if (!kept.some((each) => overlaps(each, next))) kept.push(next);
  return kept;
});
const aRun = fc.record({
  cluster: fc.constantFrom("lotus", "orchid"),
  account: fc.constantFrom("physics", "biology", "unbound"),
  user: fc.constantFrom("alice", "bob", "carol"),
});
const anInstant = fc.integer({ min: -1, max: 13 * 24 }).map((hour) => seconds(MARCH) + hour * 3600);

/** What decides, written as the sentence it is: of the rules that speak of the run then, one of its user, else the other. */
function decider(rules: readonly Binding[], run: typeof RUN, instant: number): string | undefined {
  const speaking = rules.filter(
    (each) =>
      each.cluster === run.cluster &&
      each.slurmAccount === run.account &&
      [null, run.user].includes(each.slurmUser) &&
      isInForce(each, new Date(instant * 1000)),
  );
  expect(speaking.filter((each) => each.slurmUser === null).length).toBeLessThanOrEqual(1);
  expect(speaking.filter((each) => each.slurmUser !== null).length).toBeLessThanOrEqual(1);
  return (speaking.find((each) => each.slurmUser !== null) ?? speaking[0])?.id;
}

describe("rules that do not overlap", () => {
  it("give every run one account at every instant, whatever their order", () => {
    fc.assert(
      fc.property(someRules, aRun, anInstant, fc.func(fc.integer()), (rules, run, instant, weight) => {
        const shuffled = rules.toSorted((a, b) => weight(a.id) - weight(b.id));
        const expected = decider(rules, run, instant);
        expect(new BindingIndex(rules).find(run, instant)?.id).toBe(expected);
        expect(new BindingIndex(shuffled).find(run, instant)?.id).toBe(expected);
      }),
    );
  });

  it("overlap exactly where an instant is spoken for twice", () => {
    const edges = Array.from({ length: 13 * 2 }, (_, half) => new Date(MARCH.getTime() + half * 43_200_000));
    fc.assert(
      fc.property(aRule, aRule, (a, b) => {
        const subject = (each: Binding) => [each.cluster, each.slurmAccount, each.slurmUser].join();
        const meet = edges.some((edge) => isInForce(a, edge) && isInForce(b, edge));
        expect(overlaps(a, b)).toBe(subject(a) === subject(b) && meet);
      }),
    );
  });
});
