import type { Db, Tx } from "../../platform/db.ts";
import { type BindingRow, listStandingBindings, lockBindingsShared } from "./bindings.queries.ts";
import { type Binding, BindingIndex } from "./core/binding.ts";
import { type ClassifierRule, tierInForce } from "./core/tier-classifier.ts";
import { listClassifierRules } from "./organisation.queries.ts";

/** A rule with the tier, as it is now, of the account that it sends runs to. */
export interface PayingBinding extends Binding {
  readonly tier: string;
}

/** Who pays for runs other than their own users. */
export type Payers = BindingIndex<PayingBinding>;

/**
 * The rules by which the runs of this transaction find their billing account, read once for any number of runs. Until the
 * transaction ends no rule changes, so that what it prices is where the rules send it also when it commits. Take it before
 * locks of accounts.
 */
export async function loadPayers(tx: Tx): Promise<Payers> {
  await lockBindingsShared(tx);
  return new BindingIndex(await standingBindings(tx));
}

/** The rules as they stand, for showing what they say: nothing keeps them from changing. */
export async function readPayers(db: Db | Tx): Promise<Payers> {
  return new BindingIndex(await standingBindings(db));
}

/** Keeps the rules as they are until the transaction ends, for whoever bills what they have sent somewhere. */
export async function holdBindings(tx: Tx): Promise<void> {
  await lockBindingsShared(tx);
}

/** Every rule that stands, with the tier of its account. */
export async function standingBindings(db: Db | Tx): Promise<PayingBinding[]> {
  const rows = await listStandingBindings(db);
  if (rows.length === 0) return [];
  const rules = await listClassifierRules(db);
  return rows.map((row) => payingBinding(row, rules));
}

/** A stored rule as what prices are found by. */
export function payingBinding(row: BindingRow, rules: readonly ClassifierRule[]): PayingBinding {
  const account = { code: row.account_code, slurmUser: row.account_slurm_user, tierOverride: row.tier_override };
  return {
    id: row.id,
    cluster: row.cluster,
    slurmAccount: row.slurm_account,
    slurmUser: row.slurm_user,
    accountId: row.account_id,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    tier: tierInForce(account, rules),
  };
}
