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
  readonly latest: LatestSample | null;
}

/** What a run's nodes sampled last, put together. */
interface LatestSample {
  readonly at: string;
  readonly cpu_percent: number | null;
  readonly memory_mib: number | null;
  readonly gpu_percent: number | null;
}

export interface LiveRunFilters {
  readonly cluster?: string;
  readonly node?: string;
  readonly user?: string;
  readonly partition?: string;
}

const wireText = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const wire = (column: string) => sql.raw(wireText(column));

/** What the nodes of a run sampled last. A node that has been silent for five minutes longer than another says nothing of now. */
const LATEST = sql.raw(`(
  select json_build_object('at', ${wireText("max(s.last_at)")}, 'cpu_percent', round(avg(s.last_cpu) / 100, 2)::float8,
    'memory_mib', sum(s.last_memory)::float8 / 100, 'gpu_percent', round(avg(s.last_gpu) / 100, 2)::float8)
  from (select n.*, max(n.last_at) over () as newest from samples.series as n where n.run_id = l.run_id) as s
  where s.last_at > s.newest - interval '5 minutes' having count(*) > 0)`);

interface LiveRunPage {
  readonly after: string | null;
  readonly limit: number;
}

/** Runs that are under way, by run id. Asked for a node, they have that node's GPUs and cgroup, where it told them. */
export async function listLiveRuns(
  db: Db,
  scope: RunScope,
  filters: LiveRunFilters,
  page: LiveRunPage,
): Promise<LiveRunRow[]> {
  return (await listLiveRunTexts(db, scope, filters, page)).map((json) => JSON.parse(json));
}

/** The same as the JSON of each. */
export async function listLiveRunTexts(
  db: Db,
  scope: RunScope,
  { cluster, node, user, partition }: LiveRunFilters,
  { after, limit }: LiveRunPage,
): Promise<string[]> {
  const users = usersOf(scope);
  const { rows } = await sql<{ json: string }>`
    select row_to_json(w)::text as json from (
      select l.run_id, c.name as cluster, l.job_id, l.restart_count, u.text as "user", a.text as account, p.text as partition, r.name,
        l.state, ${wire("l.submitted_at")} as submitted_at, ${wire("l.started_at")} as started_at, l.nodes, l.nodes_started,
        l.nodes_finished, r.allocated_cpus, r.allocated_memory_mib, r.gpus, l.gpu_vendor,
        coalesce(l.node_devices -> ${node ?? ""}::text -> 'gpuDevices', to_jsonb(l.gpu_devices)) as gpu_devices,
        coalesce(l.node_devices -> ${node ?? ""}::text ->> 'cgroupPath', l.cgroup_path) as cgroup_path,
        ${wire("l.last_event_at")} as last_event_at, ${LATEST} as latest
      from jobs.live_run as l
      join jobs.run as r on r.run_id = l.run_id
      join inventory.cluster as c on c.id = l.cluster_id
      join jobs.label as u on u.id = r.user_label
      join jobs.label as a on a.id = r.account_label
      join jobs.label as p on p.id = r.partition_label
      where (${cluster ?? null}::text is null or c.name = ${cluster ?? null}::text)
        and (${node ?? null}::text is null or (l.nodes @> array[${node ?? ""}::text] and not l.nodes_finished @> array[${node ?? ""}::text]))
        and (${user ?? null}::text is null or u.text = ${user ?? null}::text)
        and (${partition ?? null}::text is null or p.text = ${partition ?? null}::text)
        and (${users}::text[] is null or u.text = any (${users}::text[]))
        and (${after}::uuid is null or l.run_id > ${after}::uuid)
      order by l.run_id
      limit ${limit}
    ) as w`.execute(db);
  return rows.map(({ json }) => json);
}

/** Says something else each time an event, or somebody by hand, has changed a run; at times only some moments later. */
export async function lastRunChange(db: Db): Promise<string> {
  const { rows } = await sql<{ last: bigint | null }>`select max(v.sequence) as last from jobs.run_event as v`.execute(
    db,
  );
  return String(rows[0]?.last ?? 0);
}

/** The states of runs, as far as there are such runs. */
export async function findRunStates(db: Db, runIds: readonly string[]): Promise<ReadonlyMap<string, RunState>> {
  const { rows } = await sql<{ run_id: string; state: RunState }>`
    select r.run_id, case when r.batch_id is not null and r.ended_at is not null then r.state else coalesce(e.state, r.state) end as state
    from jobs.run as r left join jobs.event_run as e on e.run_id = r.run_id
    where r.run_id = any (${runIds}::uuid[])`.execute(db);
  return new Map(rows.map(({ run_id, state }) => [run_id, state]));
}
