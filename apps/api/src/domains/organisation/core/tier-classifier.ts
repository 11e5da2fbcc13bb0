/** What turns a name into a tier: the name contains `value`, or matches it as a regular expression. */
export interface ClassifierRule {
  readonly position: number;
  readonly match: "contains" | "pattern";
  readonly value: string;
  readonly tier: string;
}

/** The tier of a name that no rule matches. */
export const DEFAULT_TIER = "private";

/**
 * The natural tier of a name: that of the first rule, by position, which the lower-case name matches, else `private`.
 * Rules are written in lower case.
 */
export function classifyTier(name: string, rules: readonly ClassifierRule[]): string {
  const lower = name.toLowerCase();
  const ordered = isOrdered(rules) ? rules : rules.toSorted((a, b) => a.position - b.position);
  return ordered.find((rule) => matches(rule, lower))?.tier ?? DEFAULT_TIER;
}

/** What decides the tier of a billing account. */
export interface TieredAccount {
  readonly code: string;
  readonly slurmUser: string | null;
  readonly tierOverride: string | null;
}

/** The tier without the override: the classifier's word on the Slurm user, or on the code where there is none. */
export function naturalTier(account: TieredAccount, rules: readonly ClassifierRule[]): string {
  return classifyTier(account.slurmUser ?? account.code, rules);
}

/** The tier in force: the override where there is one, else the natural tier. */
export function tierInForce(account: TieredAccount, rules: readonly ClassifierRule[]): string {
  return account.tierOverride ?? naturalTier(account, rules);
}

function matches(rule: ClassifierRule, lower: string): boolean {
  switch (rule.match) {
    case "contains":
      return lower.includes(rule.value);
    case "pattern":
      return new RegExp(rule.value, "u").test(lower);
  }
}

function isOrdered(rules: readonly ClassifierRule[]): boolean {
  return rules.every((rule, index) => index === 0 || (rules[index - 1]?.position ?? 0) <= rule.position);
}
