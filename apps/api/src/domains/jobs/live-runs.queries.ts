import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";
import type { RunState } from "./core/run-state.ts";
import { type RunScope, usersOf } from "./jobs-read.queries.ts";

/** A run that is under way, as the contract's `LiveRun`. */
export interface LiveRunRow {
  readonly run_id: string;
  readonly cluster: string;
  readonly job_id: number;
  readonly restart_count: number | null;
  readonly user: string;
  readonly account: string;
  readonly partition: string;
  readonly name: string;
  readonly state: RunState;
  readonly submitted_at: string | null;
  readonly started_at: string | null;
  readonly nodes: string[];
  readonly nodes_started: string[];
  readonly nodes_finished: string[];
  readonly allocated_cpus: number;
  readonly allocated_memory_mib: number;
  readonly gpus: number;
  readonly gpu_vendor: string | null;
  readonly gpu_devices: string[];
  readonly cgroup_path: string | null;
  readonly last_event_at: string;
}

export interface LiveRunFilters {
  readonly cluster?: string;
  readonly node?: string;
}

const wire = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`);

/** Runs that are under way, by run id. Asked for a node, they have that node's GPUs and cgroup, where it told them. */
export async function listLiveRuns(
  db: Db,
  scope: RunScope,
  { cluster, node }: LiveRunFilters,
  { after, limit }: { after: string | null; limit: number },
): Promise<LiveRunRow[]> {
  const users = usersOf(scope);
  const { rows } = await sql<{ json: string }>`
    select row_to_json(w)::text as json from (
      select l.run_id, c.name as cluster, l.job_id, l.restart_count, u.text as "user", a.text as account, p.text as partition, r.name,
        l.state, ${wire("l.submitted_at")} as submitted_at, ${wire("l.started_at")} as started_at, l.nodes, l.nodes_started,
        l.nodes_finished, r.allocated_cpus, r.allocated_memory_mib, r.gpus, l.gpu_vendor,
        coalesce(l.node_devices -> ${node ?? ""}::text -> 'gpuDevices', to_jsonb(l.gpu_devices)) as gpu_devices,
        coalesce(l.node_devices -> ${node ?? ""}::text ->> 'cgroupPath', l.cgroup_path) as cgroup_path,
        ${wire("l.last_event_at")} as last_event_at
      from jobs.live_run as l
      join jobs.run as r on r.run_id = l.run_id
      join inventory.cluster as c on c.id = l.cluster_id
      join jobs.label as u on u.id = r.user_label
      join jobs.label as a on a.id = r.account_label
      join jobs.label as p on p.id = r.partition_label
      where (${cluster ?? null}::text is null or c.name = ${cluster ?? null}::text)
        and (${node ?? null}::text is null or (l.nodes @> array[${node ?? ""}::text] and not l.nodes_finished @> array[${node ?? ""}::text]))
        and (${users}::text[] is null or u.text = any (${users}::text[]))
        and (${after}::uuid is null or l.run_id > ${after}::uuid)
      order by l.run_id
      limit ${limit}
    ) as w`.execute(db);
  return rows.map(({ json }) => JSON.parse(json));
}
