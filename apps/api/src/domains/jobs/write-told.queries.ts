import { binaryRows } from "../../platform/binary-rows.ts";
import { clientOf, sendWithCommit, type Tx } from "../../platform/db.ts";
import { accountedMeanwhile } from "./events.queries.ts";
import type { EventRunRow, ToldRunRow } from "./told-run-row.ts";

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

const RUN = `run_id uuid, cluster_id integer, job_id bigint, display_id text, array_job_id bigint, array_task_id bigint,
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

const EVENT_RUN = `run_id uuid, key_id uuid, cluster_id integer, job_id bigint, restart_count bigint, under_way boolean, state text,
  raw_state text, submitted_at bigint, started_at bigint, ended_at bigint, exit_code integer, exit_signal integer, nodes text[],
  nodes_started text[], nodes_finished text[], gpu_vendor text, gpu_devices text[], cgroup_path text, told jsonb, last_event_at bigint,
  in_doubt boolean`;

const HISTORY = `run_id uuid, digest uuid, group_id uuid, kind text, outcome text, recorded_at double precision,
  occurred_at double precision, actor_name text, changed_by text, source text, correlation_id text, told json, snapshot json`;

const ADDED = binaryRows<ToldRunRow>(RUN, 1);
const CHANGED = binaryRows<ToldRunRow>(RUN, ADDED.next);
const EVENT_RUNS = binaryRows<EventRunRow>(EVENT_RUN, CHANGED.next);
const REMEMBERED = binaryRows<HistoryRow>(HISTORY, EVENT_RUNS.next);

const WRITE = `
  with added as (
    insert into jobs.run (run_id, cluster_id, job_id, suspended_seconds, ${RUN_SETS.map(([column]) => column).join(", ")})
    select t.run_id, t.cluster_id, t.job_id, 0, ${RUN_SETS.map(([, value]) => value).join(", ")}
    from ${ADDED.table}
    returning 1
  ), changed as (
    update jobs.run as r set ${RUN_SETS.map(([column, value]) => `${column} = ${value}`).join(", ")}
    from ${CHANGED.table}
    where r.run_id = t.run_id and r.run_id = any ($${ADDED.next}::uuid[]) and r.batch_id is null
    returning 1
  ), kept as (
    insert into jobs.event_run as e (run_id, key_id, cluster_id, job_id, restart_count, under_way, state, raw_state, submitted_at,
      started_at, ended_at, exit_code, exit_signal, nodes, nodes_started, nodes_finished, gpu_vendor, gpu_devices, cgroup_path, told,
      last_event_at, in_doubt)
    select t.run_id, t.key_id, t.cluster_id, t.job_id, t.restart_count, t.under_way, t.state, t.raw_state,
      to_timestamp(t.submitted_at), to_timestamp(t.started_at), to_timestamp(t.ended_at), t.exit_code, t.exit_signal,
      t.nodes, t.nodes_started, t.nodes_finished, t.gpu_vendor, t.gpu_devices, t.cgroup_path, t.told, to_timestamp(t.last_event_at),
      t.in_doubt
    from ${EVENT_RUNS.table}
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
    from ${REMEMBERED.table}
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
    ...ADDED.values(added),
    ...CHANGED.values(changed), // the ids among them once more, so that they are looked up, and not the whole table
    ...EVENT_RUNS.values(eventRuns),
    ...REMEMBERED.values(history),
  ];
  const statement = { name: "write_told", text: WRITE, values };
  if (changed.length === 0) {
    sendWithCommit(tx, statement);
    return;
  }
  const { rows } = await clientOf(tx).query<{ changed: number }>(statement);
  if (rows[0]?.changed !== changed.length) throw accountedMeanwhile();
}
