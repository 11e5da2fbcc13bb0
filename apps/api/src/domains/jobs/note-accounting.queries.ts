import { sql } from "kysely";
import type { Tx } from "../../platform/db.ts";

/** Which of these runs events have told of. */
export async function findToldRuns(tx: Tx, runIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ run_id: string }>`
    select e.run_id from jobs.event_run as e where e.run_id = any (${runIds}::uuid[])`.execute(tx);
  return new Set(rows.map((row) => row.run_id));
}

/** That accounting told of a run. Times are epoch seconds. */
export interface AccountedRow {
  readonly run_id: string;
  readonly digest: string;
  /** The usage batch, which is the subject of its audit record. */
  readonly group_id: string;
  readonly recorded_at: number;
  readonly occurred_at: number;
  readonly snapshot: object;
}

export async function insertAccounted(tx: Tx, rows: readonly AccountedRow[]): Promise<void> {
  await sql`
    insert into jobs.run_event (run_id, digest, group_id, kind, outcome, recorded_at, occurred_at, actor_name, changed_by, source,
      correlation_id, told, snapshot)
    select t.run_id, t.digest, t.group_id, 'accounted', 'updated', to_timestamp(t.recorded_at), to_timestamp(t.occurred_at),
      'accounting', 'accounting', 'accounting', t.group_id::text, json_build_object('batch_id', t.group_id), t.snapshot
    from json_to_recordset(${JSON.stringify(rows)}::json) as t (run_id uuid, digest uuid, group_id uuid,
      recorded_at double precision, occurred_at double precision, snapshot json)`.execute(tx);
}

/** Runs that accounting says have ended are under way no more. */
export async function endEventRuns(tx: Tx, runIds: readonly string[]): Promise<void> {
  await sql`
    update jobs.event_run as e set under_way = false
    where e.under_way and e.run_id = any (${runIds}::uuid[])`.execute(tx);
}
