import type { Tx } from "../../platform/db.ts";
import { type AuditContext, type AuditEvent, recordEvents } from "../audit/record-event.ts";
import { insertBinding, withdrawBinding } from "./bindings.queries.ts";
import type { PayingBinding } from "./load-payers.ts";
import type { PlannedChange } from "./plan-binding-change.ts";

/**
 * Makes a change that was planned in this transaction, with all rules held. Whoever calls it moves in the same transaction
 * what is not billed of the runs that it concerns, and then calls `recordBindingChange`.
 */
export async function makeBindingChange(
  tx: Tx,
  { withdrawn, added }: PlannedChange,
  { at, by }: { at: Date; by: string },
): Promise<void> {
  if (withdrawn !== null) await withdrawBinding(tx, { bindingId: withdrawn.id, at, by });
  if (added === null) return;
  await insertBinding(tx, {
    ...{ id: added.id, cluster_id: added.clusterId, account_id: added.accountId },
    ...{ slurm_account: added.slurmAccount, slurm_user: added.slurmUser },
    ...{ valid_from: added.validFrom, valid_to: added.validTo, replaces_id: withdrawn?.id ?? null },
    ...{ created_at: at, created_by: by },
  });
}

/** Audits a change of the rules, with what it did to runs. */
export async function recordBindingChange(
  tx: Tx,
  ctx: AuditContext,
  { withdrawn, added }: PlannedChange,
  effect: AuditEvent["detail"],
): Promise<void> {
  const events: AuditEvent[] = [];
  if (withdrawn !== null) {
    const replacedBy = { replaced_by: added?.id ?? null };
    const detail = { ...termsOf(withdrawn), ...replacedBy, ...(added === null ? effect : {}) };
    events.push({ action: "binding.withdrawn", subject: withdrawn.id, detail });
  }
  if (added !== null) {
    const detail = { ...termsOf(added), replaces_id: withdrawn?.id ?? null, ...effect };
    events.push({ action: "binding.created", subject: added.id, detail });
  }
  await recordEvents(tx, ctx, events);
}

function termsOf(rule: PayingBinding) {
  return {
    cluster: rule.cluster,
    slurm_account: rule.slurmAccount,
    slurm_user: rule.slurmUser,
    account_id: rule.accountId,
    valid_from: rule.validFrom.toISOString(),
    valid_to: rule.validTo?.toISOString() ?? null,
  };
}
