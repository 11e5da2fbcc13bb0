import { sql } from "kysely";
import type { Tx } from "../../platform/db.ts";
import type { AccountChange } from "./core/account-tally.ts";

/** Adds to what is counted of a cluster's Slurm accounts. The caller holds the ingest lock, so nobody adds another run meanwhile. */
export async function addAccountCounts(tx: Tx, clusterId: number, changes: readonly AccountChange[]): Promise<void> {
  const came = changes.filter(({ lastWent }) => lastWent === null);
  const went = changes.filter(({ lastWent }) => lastWent !== null);
  if (came.length > 0) await addRuns(tx, clusterId, came);
  if (went.length > 0) await moveRuns(tx, clusterId, went);
}

async function addRuns(tx: Tx, clusterId: number, changes: readonly AccountChange[]): Promise<void> {
  await sql`
    insert into usage.account_count as a (cluster_id, account_label, user_label, run_count, last_submitted_at)
    select ${clusterId}::integer, i.account_label, i.user_label, i.runs, to_timestamp(i.came) from ${rowsOf(changes)}
    on conflict (cluster_id, account_label, user_label) do update
    set run_count = a.run_count + excluded.run_count,
        last_submitted_at = greatest(a.last_submitted_at, excluded.last_submitted_at)`.execute(tx);
}

/**
 * Where the run that had been submitted last went elsewhere, the one before it is looked up. The rows come first: runs may
 * have come and gone again in the same batch, and what takes away would be refused as a row of its own.
 */
async function moveRuns(tx: Tx, clusterId: number, changes: readonly AccountChange[]): Promise<void> {
  await sql`
    insert into usage.account_count (cluster_id, account_label, user_label)
    select ${clusterId}::integer, i.account_label, i.user_label from ${rowsOf(changes)}
    on conflict (cluster_id, account_label, user_label) do nothing`.execute(tx);
  await sql`
    update usage.account_count as a
    set run_count = a.run_count + i.runs,
        last_submitted_at = case
          when to_timestamp(i.went) >= greatest(a.last_submitted_at, to_timestamp(i.came)) then (
            select max(r.submitted_at) from jobs.run r
            where r.user_label = a.user_label and r.account_label = a.account_label and r.cluster_id = a.cluster_id
              and r.batch_id is not null)
          else greatest(a.last_submitted_at, to_timestamp(i.came)) end
    from ${rowsOf(changes)}
    where a.cluster_id = ${clusterId}::integer and a.account_label = i.account_label and a.user_label = i.user_label`.execute(
    tx,
  );
}

function rowsOf(changes: readonly AccountChange[]) {
  return sql`unnest(${changes.map((change) => change.accountLabel)}::integer[],
    ${changes.map((change) => change.userLabel)}::integer[], ${changes.map(({ runs }) => runs)}::bigint[],
    ${changes.map((change) => change.lastCame)}::bigint[], ${changes.map((change) => change.lastWent)}::bigint[])
    as i (account_label, user_label, runs, came, went)`;
}
