import type { Db } from "../../platform/db.ts";
import { type ClassifierRule, tierInForce } from "./core/tier-classifier.ts";
import { type BillingAccountRow, listAccounts, listClassifierRules } from "./organisation.queries.ts";

export interface BillingAccountFilter {
  readonly limit: number;
  /** The page begins after the account with this code. */
  readonly afterCode: string | null;
  /** Part of the code or the name. */
  readonly search: string | null;
  /** The tier in force. */
  readonly tier: string | null;
}

export interface BillingAccountPage {
  readonly accounts: readonly BillingAccountRow[];
  readonly rules: readonly ClassifierRule[];
  /** The code of the last account where more follow. */
  readonly nextCode: string | null;
}

const SCAN = 500;

/**
 * A page of accounts by code. The tier in force is the classifier's word and not a column, so that a page of one tier
 * reads accounts 500 at a time until it is full.
 */
export async function listBillingAccounts(db: Db, filter: BillingAccountFilter): Promise<BillingAccountPage> {
  const { limit, search, tier } = filter;
  const rules = await listClassifierRules(db);
  const step = tier === null ? limit + 1 : SCAN;
  const accounts: BillingAccountRow[] = [];
  let afterCode = filter.afterCode;
  for (;;) {
    const rows = await listAccounts(db, { limit: step, afterCode, search });
    accounts.push(...rows.filter((row) => tier === null || tierOf(row, rules) === tier));
    afterCode = rows.at(-1)?.code ?? null;
    if (rows.length < step || accounts.length > limit) break;
  }
  const page = accounts.slice(0, limit);
  return { accounts: page, rules, nextCode: accounts.length > limit ? (page.at(-1)?.code ?? null) : null };
}

function tierOf(row: BillingAccountRow, rules: readonly ClassifierRule[]): string {
  return tierInForce({ code: row.code, slurmUser: row.slurm_user, tierOverride: row.tier_override }, rules);
}
