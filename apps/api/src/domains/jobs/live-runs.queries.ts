import { type RawBuilder, sql } from "kysely";
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

/** Where a run stands in the list of those under way, the last started first. */
interface StartKey {
  /** Epoch seconds; 0: nobody said when. */
  readonly startedAt: number;
  readonly runId: string;
}

interface LiveRunPage<Key> {
  readonly after: Key | null;
  readonly limit: number;
}

const STARTED = sql.raw("coalesce(extract(epoch from l.started_at)::bigint, 0)");
type Fragment = RawBuilder<unknown>;

/** Runs that are under way, the last started first. Asked for a node, they have that node's GPUs and cgroup, where it told them. */
export async function listLiveRuns(
  db: Db,
  scope: RunScope,
  filters: LiveRunFilters,
  { after, limit }: LiveRunPage<StartKey>,
): Promise<LiveRunRow[]> {
  const [startedAt, runId] = [after?.startedAt ?? null, after?.runId ?? null];
  const where = sql`${matching(scope, filters)} and (${runId}::uuid is null or ${STARTED} < ${startedAt}::bigint
    or (${STARTED} = ${startedAt}::bigint and l.run_id > ${runId}::uuid))`;
  const texts = await readTexts(
    db,
    filters.node,
    sql`where ${where} order by ${STARTED} desc, l.run_id limit ${limit}`,
  );
  return texts.map((json) => JSON.parse(json));
}

/** How many there are of them. */
export async function countLiveRunsOf(db: Db, scope: RunScope, filters: LiveRunFilters): Promise<number> {
  const { rows } = await sql<{ runs: number }>`
    select count(*)::integer as runs ${LIVE_RUNS} where ${matching(scope, filters)}`.execute(db);
  return rows[0]?.runs ?? 0;
}

/** All runs under way as the JSON of each, by run id: so that none is passed over that changes meanwhile. */
export async function listLiveRunTexts(db: Db, { after, limit }: LiveRunPage<string>): Promise<string[]> {
  return await readTexts(
    db,
    undefined,
    sql`where (${after}::uuid is null or l.run_id > ${after}::uuid) order by l.run_id limit ${limit}`,
  );
}

const LIVE_RUNS = sql.raw(`
  from jobs.live_run as l
  join inventory.cluster as c on c.id = l.cluster_id
  join jobs.label as u on u.id = l.user_label
  join jobs.label as a on a.id = l.account_label
  join jobs.label as p on p.id = l.partition_label`);

function matching(scope: RunScope, { cluster, node, user, partition }: LiveRunFilters): Fragment {
  const users = usersOf(scope);
  return sql`(${cluster ?? null}::text is null or c.name = ${cluster ?? null}::text)
    and (${node ?? null}::text is null or (l.nodes @> array[${node ?? ""}::text] and not l.nodes_finished @> array[${node ?? ""}::text]))
    and (${user ?? null}::text is null or u.text = ${user ?? null}::text)
    and (${partition ?? null}::text is null or p.text = ${partition ?? null}::text)
    and (${users}::text[] is null or u.text = any (${users}::text[]))`;
}

async function readTexts(db: Db, node: string | undefined, which: Fragment): Promise<string[]> {
  const { rows } = await sql<{ json: string }>`
    select row_to_json(w)::text as json from (
      select l.run_id, c.name as cluster, l.job_id, l.restart_count, u.text as "user", a.text as account, p.text as partition, l.name,
        l.state, ${wire("l.submitted_at")} as submitted_at, ${wire("l.started_at")} as started_at, l.nodes, l.nodes_started,
        l.nodes_finished, l.allocated_cpus, l.allocated_memory_mib, l.gpus, l.gpu_vendor,
        coalesce(l.node_devices -> ${node ?? ""}::text -> 'gpuDevices', to_jsonb(l.gpu_devices)) as gpu_devices,
        coalesce(l.node_devices -> ${node ?? ""}::text ->> 'cgroupPath', l.cgroup_path) as cgroup_path,
        ${wire("l.last_event_at")} as last_event_at, ${LATEST} as latest
      ${LIVE_RUNS} ${which}
    ) as w`.execute(db);
  return rows.map(({ json }) => json);
}

/**
 * Says something else each time an event, or somebody by hand, has changed a run. The number of the last line of the history is
 * given before the line is committed, so while somebody writes lines it says something else each time it is asked.
 */
export async function lastRunChange(db: Db): Promise<string> {
  const { rows } = await db.pool.query<{ change: string }>({
    name: "last_run_change",
    text: `select (select s.last_value::text from jobs.run_event_sequence_seq as s) || case when exists (
        select from pg_catalog.pg_locks as l where l.locktype = 'relation' and l.relation = 'jobs.run_event'::regclass
          and l.mode = 'RowExclusiveLock' and l.database = (select d.oid from pg_catalog.pg_database as d where d.datname = current_database()))
      then clock_timestamp()::text else '' end as change`,
  });
  return rows[0]?.change ?? "";
}

/** The states of runs, as far as there are such runs. */
export async function findRunStates(db: Db, runIds: readonly string[]): Promise<ReadonlyMap<string, RunState>> {
  const { rows } = await sql<{ run_id: string; state: RunState }>`
    select r.run_id, case when r.batch_id is not null and r.ended_at is not null then r.state else coalesce(e.state, r.state) end as state
    from jobs.run as r left join jobs.event_run as e on e.run_id = r.run_id
    where r.run_id = any (${runIds}::uuid[])`.execute(db);
  return new Map(rows.map(({ run_id, state }) => [run_id, state]));
}

/** A run that is under way on a node, as the contract's `NodeRun`: nothing of whose it is. */
export interface NodeRunRow {
  readonly run_id: string;
  readonly job_id: number;
  readonly nodes: string[];
  readonly allocated_cpus: number;
  readonly gpu_devices: string[];
  readonly cgroup_path: string | null;
}

/**
 * Runs under way on one node, by run id, with that node's GPUs and cgroup, where it told them. Each node asks for them every
 * half minute: of the runs elsewhere none is looked up, as `jobs.live_run` would.
 */
export async function listNodeRuns(
  db: Db,
  { cluster, node }: { readonly cluster: string; readonly node: string },
  { after, limit }: LiveRunPage<string>,
): Promise<NodeRunRow[]> {
  const { rows } = await db.pool.query<{ run: NodeRunRow }>({
    name: "list_node_runs",
    text: `select row_to_json(w) as run from (
      select e.run_id, e.job_id, e.nodes, r.allocated_cpus,
        coalesce(e.told -> 'devices' -> $2::text -> 'gpuDevices', to_jsonb(e.gpu_devices)) as gpu_devices,
        coalesce(e.told -> 'devices' -> $2::text ->> 'cgroupPath', e.cgroup_path) as cgroup_path
      from (
        select e.* from jobs.event_run as e
        where e.cluster_id = (select c.id from inventory.cluster as c where c.name = $1) and e.under_way
          and e.nodes @> array[$2::text] and not e.nodes_finished @> array[$2::text] and ($3::uuid is null or e.run_id > $3::uuid)
        offset 0) as e
      cross join lateral (select r.* from jobs.run as r where r.run_id = e.run_id offset 0) as r
      where r.batch_id is null or r.ended_at is null
      order by e.run_id limit $4) as w`,
    values: [cluster, node, after, limit],
  });
  return rows.map(({ run }) => run);
}

/** How many jobs run and wait on a cluster, as the contract's `JobCount`. */
export interface JobCountRow {
  readonly cluster: string;
  readonly running: number;
  readonly waiting: number | null;
  readonly queue_read_at: string | null;
}

/** How many jobs run and wait on each cluster that has any or is looked at, by name. */
export async function countJobs(db: Db, scope: RunScope): Promise<JobCountRow[]> {
  const { rows } = await db.pool.query<{ count: JobCountRow }>({
    name: "count_jobs",
    text: `select row_to_json(w) as count from (
      select c.name as cluster, coalesce(l.runs, 0)::integer as running,
        case when v.read_at is not null then coalesce(q.jobs, 0)::integer end as waiting, ${wireText("v.read_at")} as queue_read_at
      from inventory.cluster as c
      left join inventory.live_view as v on v.cluster_id = c.id
      left join (
        select l.cluster_id, count(*) as runs from jobs.live_run as l
        where $1::text[] is null or exists (
          select from jobs.label as u where u.id = l.user_label and u.text = any ($1))
        group by l.cluster_id) as l on l.cluster_id = c.id
      left join (
        select q.cluster_id, count(*) as jobs from inventory.queued_job as q
        where $1::text[] is null or q."user" = any ($1) group by q.cluster_id) as q on q.cluster_id = c.id
      where l.runs > 0 or v.read_at is not null
      order by c.name) as w`,
    values: [usersOf(scope)],
  });
  return rows.map(({ count }) => count);
}
