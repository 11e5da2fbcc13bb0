import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";
import type { RunUse } from "./core/efficiency.ts";
import { type RunScope, usersOf } from "./jobs-read.queries.ts";

/**
 * What a run was given and what was measured of it, until its end or until `now`; undefined where there is no run that the
 * caller may see. Until accounting tells the end, the one that events told stands.
 */
export async function findRunUse(db: Db, scope: RunScope, runId: string, now: Date): Promise<RunUse | undefined> {
  const users = usersOf(scope);
  const { rows } = await sql<{ json: string }>`
    select json_build_object(
      'heldSeconds', coalesce(greatest(0, extract(epoch from
        coalesce(r.ended_at, e.ended_at, case when r.state in ('running', 'pending') or e.under_way then ${now}::timestamptz end, r.started_at)
        - greatest(coalesce(r.started_at, e.started_at), r.submitted_at))::bigint), 0),
      'suspendedSeconds', r.suspended_seconds, 'cpus', r.allocated_cpus, 'memoryMib', r.allocated_memory_mib, 'gpus', r.gpus,
      'nodeCount', greatest(r.node_count, 1), 'usedCpuMilliseconds', r.used_cpu_milliseconds, 'maxRssKib', r.max_rss_kib,
      'nodes', (
        select coalesce(json_agg(json_build_object('node', n.text, 'cpuPercentSum', s.cpu_sum / 100.0, 'cpuCount', s.cpu_count,
          'memoryMibMax', s.memory_max / 100.0, 'gpuPercentSum', s.gpu_sum / 100.0, 'gpuCount', s.gpu_count) order by n.text), '[]')
        from samples.series as s join jobs.label as n on n.id = s.node_label where s.run_id = r.run_id))::text as json
    from jobs.run as r
    join jobs.label as u on u.id = r.user_label
    left join jobs.event_run as e on e.run_id = r.run_id
    where r.run_id = ${runId}::uuid and (${users}::text[] is null or u.text = any (${users}::text[]))`.execute(db);
  return rows[0] === undefined ? undefined : JSON.parse(rows[0].json);
}
