import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClassifierRule, classifyTier, naturalTier, tierInForce } from "./tier-classifier.ts";

/** The default rules, as the predecessor had them. */
const DEFAULTS: readonly ClassifierRule[] = [
  ...["test", "support", "admin", "monitor", "sys"].map((value) => ["contains", value, "mu"] as const),
  ...["dip", "gits", "nstda", "nectec", ".go.", "gov"].map((value) => ["contains", value, "gov"] as const),
  ["pattern", "^[a-z]+\\.[a-z]+$", "mu"] as const,
  ...["ku.ac.th", "mu.ac.th"].map((value) => ["contains", value, "mu"] as const),
  ...["co.th", ".com", "corp", "inc"].map((value) => ["contains", value, "private"] as const),
].map(([match, value, tier], index) => ({ position: (index + 1) * 10, match, value, tier }));

describe("classifyTier", () => {
  it.each([
    ["sysadmin", "mu"],
    ["TestUser", "mu"],
    ["nstda01", "gov"],
    ["a@dept.go.th", "gov"],
    ["governor", "gov"],
    ["somchai.dee", "mu"],
    ["Somchai.Dee", "mu"],
    ["somchai.dee2", "private"],
    ["x1@mu.ac.th", "mu"],
    ["acme.com", "mu"], // two words and a dot come first
    ["j2@acme.com", "private"],
    ["alice", "private"],
    ["ผู้ใช้", "private"],
    ["", "private"],
    ["admin@nectec", "mu"], // the first match wins
  ])("puts %s in %s", (name, tier) => {
    expect(classifyTier(name, DEFAULTS)).toBe(tier);
  });

  const anyRules = fc
    .array(
      fc.record({
        match: fc.constantFrom("contains" as const, "pattern" as const),
        value: fc.constantFrom("a", "b", "ab", "ba", ".", "aa"),
        tier: fc.constantFrom("mu", "gov", "private"),
      }),
      { maxLength: 8 },
    )
    .map((rules) => rules.map((rule, index) => ({ ...rule, position: index + 1 })));

  it("takes the first rule that matches, in whatever order the rules are given and however the name is written", () => {
    fc.assert(
      fc.property(anyRules, fc.string({ unit: fc.constantFrom("a", "b", ".", "A", "B") }), (rules, name) => {
        const lower = name.toLowerCase();
        const matching = rules.filter((rule) =>
          rule.match === "contains" ? lower.indexOf(rule.value) >= 0 : lower.search(rule.value) >= 0,
        );
        const expected = matching[0]?.tier ?? "private";
        expect(classifyTier(name, rules)).toBe(expected);
        expect(classifyTier(name, rules.toReversed())).toBe(expected);
        expect(classifyTier(name.toUpperCase(), rules)).toBe(expected);
      }),
    );
  });
});

describe("tierInForce", () => {
  const account = { code: "team-nstda", slurmUser: null, tierOverride: null };

  it("is the override, else what the classifier says of the Slurm user, or of the code where there is none", () => {
    expect(tierInForce(account, DEFAULTS)).toBe("gov");
    expect(tierInForce({ ...account, slurmUser: "somchai.dee" }, DEFAULTS)).toBe("mu");
    expect(tierInForce({ ...account, tierOverride: "private" }, DEFAULTS)).toBe("private");
    expect(naturalTier({ ...account, tierOverride: "private" }, DEFAULTS)).toBe("gov");
  });
});
