import { sql } from "kysely";
import type pg from "pg";
import { clientOf, sendWithCommit, type Tx } from "../../platform/db.ts";
import type { ToldRun } from "./core/told-run.ts";
import { EVENTS_LOCK, STORING_LOCK } from "./run-locks.queries.ts";
import type { AccountedState, EventRunRow, ToldRunRow } from "./told-run-row.ts";

const PATIENCE = "300ms";

/**
 * Settings of the transaction. Nothing but the lock of events is waited for long: an ingest may hold the same rows for
 * minutes, and everybody else's events wait behind this transaction. And each run is looked up by its index: plans are kept for as
 * long as a connection lives, and one made while a table was nearly empty reads all of it for each event.
 */
const SETTINGS = { lock_timeout: PATIENCE, enable_seqscan: "off" };
const LOCK = `select pg_advisory_xact_lock(${EVENTS_LOCK}), not pg_try_advisory_xact_lock_shared(${STORING_LOCK}) as in_doubt, ${Object.entries(
  SETTINGS,
)
  .map(([name, value]) => `set_config('${name}', '${value}', true)`)
  .join(", ")}`;

/** Takes the lock of events, and waits for it if need be; also that of whoever stores runs, where nobody does. */
export async function lockEvents(tx: Tx): Promise<void> {
  await clientOf(tx).query({ name: "lock_events", text: LOCK });
}

/** A job of a cluster. */
export interface JobPlace {
  readonly clusterId: number;
  readonly jobId: number;
}

/** A run that events told of, as it stands. */
export interface KnownEventRun {
  readonly run_id: string;
  readonly key_id: string | null;
  readonly cluster_id: number;
  readonly job_id: number;
  readonly removed: boolean;
  readonly told: ToldRun;
  /** Epoch seconds. */
  readonly last_event_at: number;
  /** Null: accounting has not told of it yet. */
  readonly accounted: AccountedState | null;
}

/** A run that accounting told of and no event has. */
export interface KnownAccountedRun {
  readonly run_id: string;
  readonly cluster_id: number;
  readonly job_id: number;
  /** Epoch seconds. */
  readonly submitted_at: number;
  readonly accounted: AccountedState;
}

export interface KnownEvents {
  /** Whether accounting is being stored just now: what it has written of the same jobs cannot be seen yet. */
  readonly in_doubt: boolean;
  readonly event_runs: readonly KnownEventRun[];
  readonly accounted_runs: readonly KnownAccountedRun[];
  /** What was told before, word for word, and of which run. */
  readonly repeated: readonly { readonly digest: string; readonly run_id: string }[];
}

export interface WantedEvents {
  readonly places: readonly JobPlace[];
  readonly keyIds: readonly string[];
  readonly digests: readonly string[];
}

const ACCOUNTED = `json_build_object('state', r.state, 'raw_state', r.raw_state,
  'started_at', extract(epoch from r.started_at)::bigint, 'ended_at', extract(epoch from r.ended_at)::bigint) as accounted`;
const ACCOUNTED_RUN = `r.run_id, r.cluster_id, r.job_id, extract(epoch from r.submitted_at)::bigint as submitted_at, ${ACCOUNTED}`;

/**
 * Runs that Slurm names itself are found by their cluster and job, since their id is not that of their submit time. What is
 * looked up stands behind `offset 0`, which no plan can turn round: it is done for each event, and never the other way.
 */
const KNOWN = `
  select json_build_object(
    'event_runs', (select coalesce(json_agg(w), '[]') from (
      select e.run_id, e.key_id, e.cluster_id, e.job_id, e.removed, e.told, extract(epoch from e.last_event_at)::bigint as last_event_at,
        (select a.accounted from (select ${ACCOUNTED}) as a where r.batch_id is not null) as accounted
      from unnest($1::integer[], $2::bigint[]) as p (cluster_id, job_id)
      cross join lateral (select e.* from jobs.event_run as e where e.cluster_id = p.cluster_id and e.job_id = p.job_id offset 0) as e
      left join lateral (select r.* from jobs.run as r where r.run_id = e.run_id offset 0) as r on true) as w),
    'accounted_runs', (select coalesce(json_agg(w), '[]') from (
      select ${ACCOUNTED_RUN} from unnest($3::uuid[]) as k (run_id)
      cross join lateral (select r.* from jobs.run as r where r.run_id = k.run_id offset 0) as r
      where not exists (select from jobs.event_run as e where e.run_id = r.run_id offset 0)
      union all
      select ${ACCOUNTED_RUN} from unnest($1::integer[], $2::bigint[]) as p (cluster_id, job_id)
      cross join lateral (select r.* from jobs.run as r
        where r.cluster_id = p.cluster_id and r.job_id = p.job_id and r.sluid is not null offset 0) as r
      where not exists (select from jobs.event_run as e where e.run_id = r.run_id offset 0)) as w),
    'repeated', (select coalesce(json_agg(w), '[]') from (
      select v.digest, v.run_id from unnest($4::uuid[]) as d (digest)
      cross join lateral (select v.digest, v.run_id from jobs.run_event as v where v.digest = d.digest offset 0) as v) as w)
  )::text as json`;

const ONE = `
  select json_build_object('run_id', r.run_id, 'cluster', c.name, 'cluster_id', r.cluster_id, 'job_id', r.job_id, 'key_id', e.key_id,
    'told', e.told, 'last_event_at', extract(epoch from e.last_event_at)::bigint,
    'accounted', (select a.accounted from (select ${ACCOUNTED}) as a where r.batch_id is not null))::text as json
  from jobs.run as r join inventory.cluster as c on c.id = r.cluster_id left join jobs.event_run as e on e.run_id = r.run_id
  where r.run_id = $1`;

/** One run, with what events told of it where any did. */
export type OneRun = Omit<KnownEventRun, "told" | "removed"> & {
  readonly cluster: string;
  readonly told: ToldRun | null;
};

export async function findOneRun(tx: Tx, runId: string): Promise<OneRun | undefined> {
  const { rows } = await clientOf(tx).query<{ json: string }>({ name: "one_run", text: ONE, values: [runId] });
  return rows[0] === undefined ? undefined : JSON.parse(rows[0].json);
}

/** Takes a run away that accounting has not told of; what events told of it stays, so that they do not bring it back. */
export async function removeRun(tx: Tx, runId: string): Promise<void> {
  await sql`update jobs.event_run as e set removed = true, under_way = false where e.run_id = ${runId}::uuid`.execute(
    tx,
  );
  const { rows } = await sql<{ gone: boolean }>`select jobs.remove_run(${runId}::uuid) as gone`.execute(tx);
  if (rows[0]?.gone !== true) throw accountedMeanwhile();
}

/** The code of a serialisation failure: it is one, and is answered like one. */
function accountedMeanwhile(): Error {
  return Object.assign(new Error("accounting told of a run while it was changed"), { code: "40001" });
}

/**
 * What a transaction opens with that takes the lock of events and reads what is known of the runs that a group of events may
 * speak of: two statements, so that the second sees what whoever held the lock before has committed.
 */
export function openingOfEvents({ places, keyIds, digests }: WantedEvents): pg.QueryConfig[] {
  const values = [places.map(({ clusterId }) => clusterId), places.map(({ jobId }) => jobId), keyIds, digests];
  return [
    { name: "lock_events", text: LOCK },
    { name: "known_events", text: KNOWN, values },
  ];
}

/** What was answered to that opening. */
export function openedEvents([locked, known]: readonly pg.QueryResult[]): KnownEvents {
  return { ...JSON.parse(known?.rows[0]?.json ?? "null"), in_doubt: locked?.rows[0]?.in_doubt ?? true };
}

/**
 * Brings up to date by what runs are found by their jobs: it is made of new rows only now and then, and those that an ingest is
 * just writing would all be read each time. Each page is read for it once.
 */
export async function summarizeRuns(tx: Tx): Promise<void> {
  await sql`select jobs.summarize_runs()`.execute(tx);
}

const ACCOUNTED_RUNS = `
  select coalesce(json_agg(w), '[]')::text as json from (
    select ${ACCOUNTED_RUN}
    from unnest((select $1::integer[]), (select $2::bigint[]), (select $3::bigint[])) as s (cluster_id, first, last)
    join jobs.run as r on r.cluster_id + 0 = s.cluster_id and r.job_id between s.first and s.last and r.batch_id is not null
    left join jobs.event_run as e on e.run_id = r.run_id
    where e.run_id is null and r.job_id = any ($4::bigint[])
  ) as w`;

/** Job ids that lie no further apart than this are looked for at once. */
const NEAR = 1_000;

/**
 * The runs of these jobs that accounting told of and no event has. They are found by the summary of the table by job ids,
 * a stretch of ids at a time; `+ 0` keeps the plan from reading all runs of a cluster instead.
 */
export async function findAccountedRuns(tx: Tx, places: readonly JobPlace[]): Promise<KnownAccountedRun[]> {
  if (places.length === 0) return [];
  const stretches: { clusterId: number; from: number; to: number }[] = [];
  const sorted = [...places].sort((a, b) => a.clusterId - b.clusterId || a.jobId - b.jobId);
  for (const { clusterId, jobId } of sorted) {
    const last = stretches.at(-1);
    if (last !== undefined && last.clusterId === clusterId && jobId - last.to <= NEAR) last.to = jobId;
    else stretches.push({ clusterId, from: jobId, to: jobId });
  }
  const values = [
    ...[stretches.map(({ clusterId }) => clusterId), stretches.map(({ from }) => from), stretches.map(({ to }) => to)],
    places.map(({ jobId }) => jobId),
  ];
  const { rows } = await clientOf(tx).query<{ json: string }>({ name: "accounted_runs", text: ACCOUNTED_RUNS, values });
  return JSON.parse(rows[0]?.json ?? "[]");
}

/** One line of the history, as it is written. */
export interface HistoryRow {
  readonly run_id: string;
  readonly digest: string;
  readonly group_id: string;
  readonly kind: "started" | "finished" | "created" | "changed" | "removed" | "accounted";
  readonly outcome: "created" | "updated" | "frozen";
  /** Epoch seconds, with their fraction. */
  readonly recorded_at: number;
  readonly occurred_at: number;
  readonly actor_name: string;
  readonly changed_by: string;
  readonly source: string;
  readonly correlation_id: string;
  readonly told: object;
  readonly snapshot: object | null;
}

export interface ToldWrites {
  /** Runs that were not there. */
  readonly added: readonly ToldRunRow[];
  /** Runs that accounting has not told of yet. */
  readonly changed: readonly ToldRunRow[];
  readonly eventRuns: readonly EventRunRow[];
  readonly history: readonly HistoryRow[];
}

const RUN_TYPES = `run_id uuid, cluster_id integer, job_id bigint, display_id text, array_job_id bigint, array_task_id bigint,
  name text, user_label integer, account_label integer, partition_label integer, qos_label integer, nodes text, node_count bigint,
  submitted_at bigint, started_at bigint, ended_at bigint, elapsed_seconds bigint, cpus bigint, memory_mib bigint, gpus bigint,
  tres text, state text, raw_state text, exit_code integer, exit_signal integer`;

const RUN_VALUES: readonly (readonly [column: string, value: string])[] = [
  ...[
    "display_id",
    "array_job_id",
    "array_task_id",
    "name",
    "user_label",
    "account_label",
    "partition_label",
    "qos_label",
  ],
  ...["nodes", "node_count", "elapsed_seconds", "gpus", "state", "raw_state", "exit_code", "exit_signal"],
].map((column) => [column, `t.${column}`] as const);
const RUN_SETS: readonly (readonly [column: string, value: string])[] = [
  ...RUN_VALUES,
  ...["submitted_at", "started_at", "ended_at"].map((column) => [column, `to_timestamp(t.${column})`] as const),
  ["requested_cpus", "t.cpus"],
  ["allocated_cpus", "t.cpus"],
  ["requested_memory_mib", "t.memory_mib"],
  ["allocated_memory_mib", "t.memory_mib"],
  ["requested_tres", "t.tres"],
  ["allocated_tres", "t.tres"],
];

const WRITE = `
  with added as (
    insert into jobs.run (run_id, cluster_id, job_id, suspended_seconds, ${RUN_SETS.map(([column]) => column).join(", ")})
    select t.run_id, t.cluster_id, t.job_id, 0, ${RUN_SETS.map(([, value]) => value).join(", ")}
    from json_to_recordset($1::json) as t (${RUN_TYPES})
    returning 1
  ), changed as (
    update jobs.run as r set ${RUN_SETS.map(([column, value]) => `${column} = ${value}`).join(", ")}
    from json_to_recordset($2::json) as t (${RUN_TYPES})
    where r.run_id = t.run_id and r.run_id = any ($5::uuid[]) and r.batch_id is null
    returning 1
  ), kept as (
    insert into jobs.event_run as e (run_id, key_id, cluster_id, job_id, restart_count, under_way, state, raw_state, submitted_at,
      started_at, ended_at, exit_code, exit_signal, nodes, nodes_started, nodes_finished, gpu_vendor, gpu_devices, cgroup_path, told,
      last_event_at, in_doubt)
    select t.run_id, t.key_id, t.cluster_id, t.job_id, t.restart_count, t.under_way, t.state, t.raw_state,
      to_timestamp(t.submitted_at), to_timestamp(t.started_at), to_timestamp(t.ended_at), t.exit_code, t.exit_signal,
      t.nodes, t.nodes_started, t.nodes_finished, t.gpu_vendor, t.gpu_devices, t.cgroup_path, t.told, to_timestamp(t.last_event_at),
      t.in_doubt
    from json_to_recordset($3::json) as t (run_id uuid, key_id uuid, cluster_id integer, job_id bigint, restart_count bigint,
      under_way boolean, state text, raw_state text, submitted_at bigint, started_at bigint, ended_at bigint, exit_code integer,
      exit_signal integer, nodes text[], nodes_started text[], nodes_finished text[], gpu_vendor text, gpu_devices text[],
      cgroup_path text, told jsonb, last_event_at bigint, in_doubt boolean)
    on conflict (run_id) do update set key_id = coalesce(e.key_id, excluded.key_id), restart_count = excluded.restart_count,
      under_way = excluded.under_way, state = excluded.state, raw_state = excluded.raw_state, submitted_at = excluded.submitted_at,
      started_at = excluded.started_at, ended_at = excluded.ended_at, exit_code = excluded.exit_code,
      exit_signal = excluded.exit_signal, nodes = excluded.nodes, nodes_started = excluded.nodes_started,
      nodes_finished = excluded.nodes_finished, gpu_vendor = excluded.gpu_vendor, gpu_devices = excluded.gpu_devices,
      cgroup_path = excluded.cgroup_path, told = excluded.told, last_event_at = excluded.last_event_at
    returning 1
  ), remembered as (
    insert into jobs.run_event (run_id, digest, group_id, kind, outcome, recorded_at, occurred_at, actor_name, changed_by, source,
      correlation_id, told, snapshot)
    select t.run_id, t.digest, t.group_id, t.kind, t.outcome, to_timestamp(t.recorded_at), to_timestamp(t.occurred_at),
      t.actor_name, t.changed_by, t.source, t.correlation_id, t.told, t.snapshot
    from json_to_recordset($4::json) as t (run_id uuid, digest uuid, group_id uuid, kind text, outcome text,
      recorded_at double precision, occurred_at double precision, actor_name text, changed_by text, source text, correlation_id text,
      told json, snapshot json)
    returning 1
  )
  select (select count(*) from changed)::integer as changed`;

/**
 * Writes what a group of events made of its runs, and their history, in one statement. Where accounting has told of one of
 * the changed runs meanwhile, the transaction is to be done again. Where none is changed, nobody waits for its answer, and it goes
 * with the commit.
 */
export async function writeTold(tx: Tx, { added, changed, eventRuns, history }: ToldWrites): Promise<void> {
  const values = [
    ...[added, changed, eventRuns, history].map((each) => JSON.stringify(each)),
    changed.map(({ run_id: runId }) => runId), // so that they are looked up, and not the whole table
  ];
  const statement = { name: "write_told", text: WRITE, values };
  if (changed.length === 0) {
    sendWithCommit(tx, statement);
    return;
  }
  const { rows } = await clientOf(tx).query<{ changed: number }>(statement);
  if (rows[0]?.changed !== changed.length) throw accountedMeanwhile();
}
