import { invariant } from "@purser/kernel/invariant";
import type { Db, Tx } from "../../platform/db.ts";
import { type BindingRow, findBinding } from "./bindings.queries.ts";

/** A binding as it is told of. */
export interface BindingAnswer {
  readonly id: string;
  readonly cluster: string;
  readonly slurm_account: string;
  readonly slurm_user: string | null;
  readonly account_id: string;
  readonly account_code: string;
  readonly account_name: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly replaces_id: string | null;
  readonly created_at: string;
  readonly created_by: string;
  readonly withdrawn_at: string | null;
  readonly withdrawn_by: string | null;
}

/** A binding that is known to be there. */
export async function readBinding(db: Db | Tx, bindingId: string): Promise<BindingAnswer> {
  const row = await findBinding(db, bindingId);
  invariant(row !== undefined, "a binding is never removed");
  return bindingAnswer(row);
}

export function bindingAnswer(row: BindingRow): BindingAnswer {
  return {
    id: row.id,
    cluster: row.cluster,
    slurm_account: row.slurm_account,
    slurm_user: row.slurm_user,
    account_id: row.account_id,
    account_code: row.account_code,
    account_name: row.account_name,
    valid_from: row.valid_from.toISOString(),
    valid_to: row.valid_to?.toISOString() ?? null,
    replaces_id: row.replaces_id,
    created_at: row.created_at.toISOString(),
    created_by: row.created_by,
    withdrawn_at: row.withdrawn_at?.toISOString() ?? null,
    withdrawn_by: row.withdrawn_by,
  };
}
