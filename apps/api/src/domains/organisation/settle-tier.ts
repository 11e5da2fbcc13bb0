import type { Tx } from "../../platform/db.ts";
import { BillingAccountError } from "./core/errors.ts";
import { type ClassifierRule, naturalTier } from "./core/tier-classifier.ts";
import { listTierRows } from "./organisation.queries.ts";

/**
 * The override as it is kept: one that says what the classifier says anyway is none.
 *
 * @throws {BillingAccountError} `TIER_UNKNOWN` for a tier that does not exist.
 */
export async function settleTier(
  tx: Tx,
  override: string | null,
  { account, rules }: { account: { code: string; slurmUser: string | null }; rules: readonly ClassifierRule[] },
): Promise<string | null> {
  if (override === null) return null;
  const tiers = await listTierRows(tx);
  if (!tiers.some((tier) => tier.name === override)) {
    const details = [{ field: "tier_override", issue: "names no tier" }];
    throw new BillingAccountError("TIER_UNKNOWN", { tier: override }, { details });
  }
  return override === naturalTier({ ...account, tierOverride: null }, rules) ? null : override;
}
