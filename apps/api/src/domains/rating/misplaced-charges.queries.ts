import { sql } from "kysely";
import type { Tx } from "../../platform/db.ts";

/**
 * The runs on these receipts that the bindings in force, had they not been billed, would have moved to another account;
 * each with the receipt it is on as what it will be moved for.
 */
export async function findMisplaced(
  tx: Tx,
  receiptIds: readonly string[],
): Promise<{ run_id: string; batch_id: string }[]> {
  const { rows } = await sql<{ run_id: string; batch_id: string }>`
    select c.run_id, c.receipt_id as batch_id
    from rating.charge c
    join jobs.run r on r.run_id = c.run_id
    join jobs.label a on a.id = r.account_label
    join jobs.label u on u.id = r.user_label
    left join organisation.billing_account own on own.slurm_user = normalize(u.text, nfc)
    left join lateral (
      select b.account_id from organisation.binding b
      where b.withdrawn_at is null and b.cluster_id = r.cluster_id and b.slurm_account = normalize(a.text, nfc)
        and (b.slurm_user is null or b.slurm_user = normalize(u.text, nfc))
        and b.valid_from <= c.ended_at and (b.valid_to is null or b.valid_to > c.ended_at)
      order by b.slurm_user nulls last limit 1
    ) b on true
    where c.receipt_id = any (${receiptIds}::uuid[]) and c.account_id <> coalesce(b.account_id, own.id)`.execute(tx);
  return rows;
}
