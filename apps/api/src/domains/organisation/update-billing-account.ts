import type { Config } from "../../config.ts";
import { type Db, type Tx, transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { BillingAccountNotFound } from "./core/errors.ts";
import type { ClassifierRule } from "./core/tier-classifier.ts";
import {
  type BillingAccountColumns,
  type BillingAccountRow,
  listClassifierRules,
  lockAccount,
  updateAccount,
} from "./organisation.queries.ts";
import { settleTier } from "./settle-tier.ts";

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
    const wanted = await withSettledTier(tx, change, { before, rules });
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

async function withSettledTier(
  tx: Tx,
  change: BillingAccountColumns,
  { before, rules }: { before: BillingAccountRow; rules: readonly ClassifierRule[] },
): Promise<BillingAccountColumns> {
  if (change.tier_override === undefined) return change;
  const account = { code: before.code, slurmUser: before.slurm_user };
  return { ...change, tier_override: await settleTier(tx, change.tier_override, { account, rules }) };
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
