import { v7 as uuidv7 } from "uuid";
import type { Tx } from "../../platform/db.ts";
import { findBinding, findClusterId, lockBindings, lockBindingsShared } from "./bindings.queries.ts";
import { type Binding, BindingIndex, canonicalSlurmName, overlaps } from "./core/binding.ts";
import { BindingConflict, BindingNotFound, BindingTermsError } from "./core/errors.ts";
import { tierInForce } from "./core/tier-classifier.ts";
import { type Payers, type PayingBinding, standingBindings } from "./load-payers.ts";
import { findAccount, listClassifierRules } from "./organisation.queries.ts";

/** What somebody wants a binding to say. */
export type BindingTerms = Omit<Binding, "id">;

/** A binding that is to be withdrawn, one that is to be made, or both: the second stands in the first one's place. */
export type BindingWish =
  | { readonly withdraw: string; readonly add: null }
  | { readonly withdraw: string | null; readonly add: BindingTerms };

/** A change of the rules that may be made, and the rules before and after it. */
export interface PlannedChange {
  readonly withdrawn: PayingBinding | null;
  readonly added: (PayingBinding & { readonly clusterId: number }) | null;
  readonly before: Payers;
  readonly after: Payers;
}

/**
 * Works out a change of the rules without making it. To make it, `toMake` holds all rules until the transaction ends:
 * whoever prices or bills runs meanwhile waits; otherwise they are held against changes only.
 *
 * @throws {BindingTermsError}, {BindingNotFound}; {BindingConflict} `BINDING_OVERLAPS` or `BINDING_WITHDRAWN`.
 */
export async function planBindingChange(
  tx: Tx,
  wish: BindingWish,
  { toMake }: { toMake: boolean },
): Promise<PlannedChange> {
  await (toMake ? lockBindings(tx) : lockBindingsShared(tx));
  const standing = await standingBindings(tx);
  const withdrawn = wish.withdraw === null ? null : await standingRule(tx, standing, wish);
  const kept = standing.filter((rule) => rule !== withdrawn);
  const added = wish.add === null ? null : await settledRule(tx, wish.add);
  if (added !== null) refuseOverlap(kept, added);
  return {
    withdrawn,
    added,
    before: new BindingIndex(standing),
    after: new BindingIndex(added === null ? kept : [...kept, added]),
  };
}

async function standingRule(
  tx: Tx,
  standing: readonly PayingBinding[],
  { withdraw, add }: BindingWish,
): Promise<PayingBinding> {
  const rule = standing.find(({ id }) => id === withdraw);
  if (rule !== undefined) return rule;
  if ((await findBinding(tx, withdraw ?? "")) !== undefined) throw new BindingConflict("BINDING_WITHDRAWN");
  if (add === null) throw new BindingNotFound("NOT_FOUND");
  throw new BindingTermsError(
    "BINDING_UNKNOWN",
    {},
    { details: [{ field: "replaces_id", issue: "names no binding" }] },
  );
}

async function settledRule(tx: Tx, terms: BindingTerms): Promise<PayingBinding & { readonly clusterId: number }> {
  const { cluster, accountId, validFrom, validTo } = terms;
  if (validTo !== null && validTo <= validFrom) {
    throw new BindingTermsError(
      "BINDING_PERIOD_EMPTY",
      {},
      { details: [{ field: "valid_to", issue: "is not later" }] },
    );
  }
  const clusterId = await findClusterId(tx, cluster.normalize("NFC"));
  if (clusterId === undefined) {
    const details = [{ field: "cluster", issue: "names no cluster" }];
    throw new BindingTermsError("CLUSTER_UNKNOWN", { cluster }, { details });
  }
  const account = await findAccount(tx, accountId);
  if (account === undefined) {
    const details = [{ field: "account_id", issue: "names no billing account" }];
    throw new BindingTermsError("BINDING_ACCOUNT_UNKNOWN", {}, { details });
  }
  const tiered = { code: account.code, slurmUser: account.slurm_user, tierOverride: account.tier_override };
  return {
    ...{ id: uuidv7(), clusterId, accountId, validFrom, validTo },
    cluster: cluster.normalize("NFC"),
    slurmAccount: canonicalSlurmName(terms.slurmAccount),
    slurmUser: terms.slurmUser === null ? null : canonicalSlurmName(terms.slurmUser),
    tier: tierInForce(tiered, await listClassifierRules(tx)),
  };
}

/** Names every rule that stands in the way. */
function refuseOverlap(kept: readonly PayingBinding[], added: PayingBinding): void {
  const details = kept
    .filter((rule) => overlaps(rule, added))
    .map((rule) => ({
      issue: "speaks for the same runs",
      binding_id: rule.id,
      valid_from: rule.validFrom.toISOString(),
      valid_to: rule.validTo?.toISOString(),
    }));
  if (details.length > 0) throw new BindingConflict("BINDING_OVERLAPS", {}, { details });
}
