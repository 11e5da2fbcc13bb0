import { sql } from "kysely";
import type { Tx } from "../../platform/db.ts";
import { summarizeRuns } from "./events.queries.ts";
import type { UnnamedRun } from "./told-run-ids.queries.ts";

/**
 * Whether events have begun runs while accounting was being stored. Where they have, the runs that were stored last are made
 * ready to be found by their jobs: their index summarises new rows only from time to time.
 */
export async function prepareDoubtful(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select from jobs.event_run as e where e.in_doubt) as any`.execute(tx);
  if (rows[0]?.any !== true) return false;
  await summarizeRuns(tx);
  return true;
}

/** Takes the mark off all runs that were begun while accounting was being stored; those that accounting has not told of are given back. */
export async function takeDoubtful(tx: Tx): Promise<UnnamedRun[]> {
  const { rows } = await sql<UnnamedRun & { jobId: bigint }>`
    with taken as (
      update jobs.event_run as e set in_doubt = false where e.in_doubt
      returning e.run_id, e.key_id, e.cluster_id, e.job_id, e.started_at, e.ended_at, e.last_event_at, e.removed
    )
    select t.run_id as "runId", t.key_id as "keyId", t.cluster_id as "clusterId", t.job_id as "jobId",
      extract(epoch from t.started_at)::double precision as "startedAt", extract(epoch from t.ended_at)::double precision as "endedAt",
      extract(epoch from t.last_event_at)::double precision as "lastEventAt"
    from taken as t join jobs.run as r on r.run_id = t.run_id
    where r.batch_id is null and not t.removed order by t.run_id`.execute(tx);
  return rows.map((row) => ({ ...row, jobId: Number(row.jobId) }));
}

/** Those of these runs that this batch has added, and nobody outside its transaction has seen. */
export async function listFresh(tx: Tx, runIds: readonly string[], batchId: string): Promise<string[]> {
  const { rows } = await sql<{ run_id: string }>`
    select r.run_id from jobs.run as r
    where r.run_id = any (${runIds}::uuid[]) and r.batch_id = ${batchId}::uuid and not exists (
      select from jobs.run_version as v where v.run_id = r.run_id and v.batch_id <> ${batchId}::uuid)
    order by r.run_id`.execute(tx);
  return rows.map((row) => row.run_id);
}

/** Takes back runs that this batch has added, which is not committed yet. They have no charge and no verdict any more. */
export async function takeBack(tx: Tx, runIds: readonly string[], batchId: string): Promise<void> {
  await sql`select jobs.take_back(${runIds}::uuid[], ${batchId}::uuid)`.execute(tx);
}
