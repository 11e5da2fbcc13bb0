import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";
import type { RunTexts } from "./core/run-change.ts";
import { type RunScope, usersOf } from "./jobs-read.queries.ts";

/** One change of a run: the version that was replaced, and what came after it. */
export interface RunChangeRow {
  readonly sequence: bigint;
  readonly replaced_at: Date;
  readonly replaced_by: string;
  readonly batch_id: string;
  readonly before: RunTexts;
  readonly after: RunTexts;
}

/** Whether there is a run that the caller may see. */
export async function isVisible(db: Db, scope: RunScope, runId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from jobs.run as r join jobs.label as u on u.id = r.user_label
    where r.run_id = ${runId}::uuid and (${usersOf(scope)}::text[] is null or u.text = any (${usersOf(scope)}::text[]))`.execute(
    db,
  );
  return rows.length > 0;
}

/** The changes of a run, the latest first, from the one before `before` on. The caller has been found to see the run. */
export async function listChanges(
  db: Db,
  runId: string,
  { before, limit }: { before: bigint | null; limit: number },
): Promise<RunChangeRow[]> {
  const { rows } = await sql<RunChangeRow>`
    with state as (
      select v.sequence, v.replaced_at, v.replaced_by, v.batch_id, v.run from jobs.run_version as v
      where v.run_id = ${runId}::uuid
      union all
      select null, null, null, r.batch_id, to_jsonb(r) from jobs.run as r where r.run_id = ${runId}::uuid
    ), named as (
      select s.*, s.run || jsonb_build_object('user', u.text, 'account', a.text, 'partition', p.text, 'qos', q.text) as said
      from state as s
      left join jobs.label as u on u.id = (s.run ->> 'user_label')::integer
      left join jobs.label as a on a.id = (s.run ->> 'account_label')::integer
      left join jobs.label as p on p.id = (s.run ->> 'partition_label')::integer
      left join jobs.label as q on q.id = (s.run ->> 'qos_label')::integer
    ), change as (
      select n.*, lead(n.said) over (order by n.sequence nulls last) as next_said from named as n
    )
    select c.sequence, c.replaced_at, c.replaced_by, c.batch_id,
      (select jsonb_object_agg(e.key, e.value) from jsonb_each_text(c.said) as e) as before,
      (select jsonb_object_agg(e.key, e.value) from jsonb_each_text(c.next_said) as e) as after
    from change as c
    where c.sequence is not null and (${before}::bigint is null or c.sequence < ${before}::bigint)
    order by c.sequence desc
    limit ${limit}`.execute(db);
  return rows;
}
