import type { Config } from "../../config.ts";
import { type Db, type Tx, transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { BillingAccountError, BillingAccountNotFound } from "./core/errors.ts";
import { type ClassifierRule, naturalTier } from "./core/tier-classifier.ts";
import {
  type BillingAccountColumns,
  type BillingAccountRow,
  listClassifierRules,
  listTierRows,
  lockAccount,
  updateAccount,
} from "./organisation.queries.ts";

interface UpdateContext {
  readonly db: Db;
  readonly config: Config;
  readonly now: () => Date;
  readonly actor: { readonly id: string; readonly username: string };
  readonly requestId: string | null;
}

export interface BillingAccountUpdate {
  readonly accountId: string;
  /** Only the columns to change. */
  readonly change: BillingAccountColumns;
}

/**
 * Changes an account's name, tier override or tax profile; charges and documents that exist stay as they are. Choosing
 * the natural tier clears the override. What really changed is audited with its old and new value; nothing is written
 * where nothing changes.
 *
 * @throws {BillingAccountNotFound} or {BillingAccountError} `TIER_UNKNOWN`.
 */
export async function updateBillingAccount(
  ctx: UpdateContext,
  { accountId, change }: BillingAccountUpdate,
): Promise<{ account: BillingAccountRow; rules: ClassifierRule[] }> {
  return await transact(ctx.db, async (tx) => {
    const before = await lockAccount(tx, accountId);
    if (before === undefined) throw new BillingAccountNotFound("NOT_FOUND");
    const rules = await listClassifierRules(tx);
    const wanted = await settleTier(tx, change, { before, rules });
    const columns = changedColumns(before, wanted);
    const names = Object.keys(columns);
    if (names.length === 0) return { account: before, rules };
    await updateAccount(tx, accountId, columns);
    const from = Object.fromEntries(Object.entries(before).filter(([name]) => names.includes(name)));
    await recordEvent(tx, ctx, {
      action: "billing_account.updated",
      subject: accountId,
      detail: { from: textsOf(from), to: textsOf(columns) },
    });
    return { account: { ...before, ...columns }, rules };
  });
}

/** Refuses a tier that does not exist; an override that says what the classifier says anyway is none. */
async function settleTier(
  tx: Tx,
  change: BillingAccountColumns,
  { before, rules }: { before: BillingAccountRow; rules: readonly ClassifierRule[] },
): Promise<BillingAccountColumns> {
  const override = change.tier_override;
  if (override === undefined || override === null) return change;
  const tiers = await listTierRows(tx);
  if (!tiers.some((tier) => tier.name === override)) {
    const details = [{ field: "tier_override", issue: "names no tier" }];
    throw new BillingAccountError("TIER_UNKNOWN", { tier: override }, { details });
  }
  const natural = naturalTier({ code: before.code, slurmUser: before.slurm_user, tierOverride: null }, rules);
  return { ...change, tier_override: override === natural ? null : override };
}

function changedColumns(before: BillingAccountRow, wanted: BillingAccountColumns): BillingAccountColumns {
  const old: Readonly<Record<string, unknown>> = { ...before };
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => value !== undefined && old[name] !== value),
  );
}

function textsOf(columns: Readonly<Record<string, unknown>>): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [name, value === null ? null : String(value)] as const),
  );
}
