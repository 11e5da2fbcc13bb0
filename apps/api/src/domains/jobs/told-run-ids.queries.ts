import { sql } from "kysely";
import type { Tx } from "../../platform/db.ts";

/** A run that events told of, and that accounting knows by another id or not at all. Times are epoch seconds. */
export interface UnnamedRun {
  readonly runId: string;
  /** The id that accounting gives it; null: accounting has not told of it. */
  readonly keyId: string | null;
  readonly clusterId: number;
  readonly jobId: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly lastEventAt: number;
}

export interface WantedRun {
  readonly runId: string;
  readonly clusterId: number;
  readonly jobId: number;
}

/** The unnamed runs of these runs' jobs, and which of the ids themselves are those of runs already. */
export async function findUnnamedRuns(
  tx: Tx,
  wanted: readonly WantedRun[],
): Promise<{ unnamed: UnnamedRun[]; taken: ReadonlySet<string> }> {
  const { rows } = await sql<UnnamedRun & { jobId: bigint }>`
    select e.run_id as "runId", e.key_id as "keyId", e.cluster_id as "clusterId", e.job_id as "jobId",
      extract(epoch from e.started_at)::double precision as "startedAt", extract(epoch from e.ended_at)::double precision as "endedAt",
      extract(epoch from e.last_event_at)::double precision as "lastEventAt"
    from jobs.event_run as e
    where e.key_id is distinct from e.run_id and not e.removed and (e.cluster_id, e.job_id) in (
      select w.cluster_id, w.job_id
      from unnest(${wanted.map(({ clusterId }) => clusterId)}::integer[], ${wanted.map(({ jobId }) => jobId)}::bigint[]) as w (cluster_id, job_id))
    order by e.run_id`.execute(tx);
  if (rows.length === 0) return { unnamed: [], taken: new Set() };
  const jobs = new Set(rows.map(({ clusterId, jobId }) => `${clusterId}:${jobId}`));
  const ids = wanted.filter(({ clusterId, jobId }) => jobs.has(`${clusterId}:${jobId}`)).map(({ runId }) => runId);
  const taken = await sql<{ run_id: string }>`
    select r.run_id from jobs.run as r where r.run_id = any (${ids}::uuid[])`.execute(tx);
  return {
    unnamed: rows.map((row) => ({ ...row, jobId: Number(row.jobId) })),
    taken: new Set(taken.rows.map((row) => row.run_id)),
  };
}

/** Writes down by which ids accounting knows runs. */
export async function nameRuns(tx: Tx, names: readonly (readonly [keyId: string, runId: string])[]): Promise<void> {
  await sql`
    update jobs.event_run as e set key_id = n.key_id
    from unnest(${names.map(([keyId]) => keyId)}::uuid[], ${names.map(([, runId]) => runId)}::uuid[]) as n (key_id, run_id)
    where e.run_id = n.run_id and e.key_id is null`.execute(tx);
}
