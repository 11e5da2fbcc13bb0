import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";
import { type RunScope, usersOf } from "./jobs-read.queries.ts";
import type { HistoryRow } from "./write-told.queries.ts";

/** One line of a run's history, as the contract's `JobEvent`. */
export interface JobEventRow {
  readonly sequence: number;
  readonly kind: HistoryRow["kind"];
  readonly outcome: HistoryRow["outcome"];
  readonly recorded_at: string;
  readonly occurred_at: string;
  readonly actor: string;
  readonly changed_by: string;
  readonly source: string;
  readonly correlation_id: string;
  readonly told: Record<string, unknown>;
  readonly snapshot: Record<string, unknown>;
}

const wire = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** Whether there is, or was, a run that the caller may see. */
export async function isHistoryVisible(db: Db, scope: RunScope, runId: string): Promise<boolean> {
  const users = usersOf(scope);
  const { rows } = await sql`
    select 1 from jobs.run as r join jobs.label as u on u.id = r.user_label
    where r.run_id = ${runId}::uuid and (${users}::text[] is null or u.text = any (${users}::text[]))
    union all
    select 1 from jobs.run_event as v
    where v.run_id = ${runId}::uuid and v.kind = 'removed' and (${users}::text[] is null or v.snapshot ->> 'user' = any (${users}::text[]))
    limit 1`.execute(db);
  return rows.length > 0;
}

/**
 * The history of a run, the latest change first, from the one before `before` on. A run that no event and nobody by hand has
 * told of has the records of accounting as its history. The caller has been found to see the run.
 */
export async function listJobEvents(
  db: Db,
  runId: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<JobEventRow[]> {
  const { rows } = await sql<{ json: string }>`
    with record as (
      select v.sequence, v.batch_id, v.replaced_at, v.run from jobs.run_version as v where v.run_id = ${runId}::uuid
      union all
      select null, r.batch_id, null, to_jsonb(r) from jobs.run as r where r.run_id = ${runId}::uuid
    ), accounted as (
      select row_number() over w as sequence, 'accounted' as kind,
        case when row_number() over w = 1 then 'created' else 'updated' end as outcome,
        coalesce(lag(r.replaced_at) over w, b.finished_at) as recorded_at,
        coalesce(r.run ->> 'ended_at', r.run ->> 'started_at', r.run ->> 'submitted_at')::timestamptz as occurred_at,
        b.ingested_by as actor_name, b.ingested_by as changed_by, 'accounting' as source, r.batch_id::text as correlation_id,
        json_build_object('batch_id', r.batch_id) as told,
        to_json(r.run - array['content_hash', 'user_label', 'account_label', 'partition_label', 'qos_label', 'cluster_id']) as snapshot
      from record as r join usage.batch as b on b.id = r.batch_id
      window w as (order by r.sequence nulls last)
    ), line as (
      select v.sequence, v.kind, v.outcome, v.recorded_at, v.occurred_at, v.actor_name, v.changed_by, v.source, v.correlation_id,
        v.told, v.snapshot
      from jobs.run_event as v where v.run_id = ${runId}::uuid
      union all
      select a.* from accounted as a
      where not exists (select from jobs.run_event as v where v.run_id = ${runId}::uuid and v.outcome <> 'frozen')
    )
    select json_build_object('sequence', l.sequence, 'kind', l.kind, 'outcome', l.outcome, 'recorded_at', ${wire("l.recorded_at")},
      'occurred_at', ${wire("l.occurred_at")}, 'actor', l.actor_name, 'changed_by', l.changed_by, 'source', l.source,
      'correlation_id', l.correlation_id, 'told', l.told, 'snapshot', l.snapshot)::text as json
    from line as l
    where ${before}::bigint is null or l.sequence < ${before}::bigint
    order by l.sequence desc
    limit ${limit}`.execute(db);
  return rows.map(({ json }) => JSON.parse(json));
}
