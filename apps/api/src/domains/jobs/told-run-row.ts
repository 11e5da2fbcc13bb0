import { invariant } from "@purser/kernel/invariant";
import type { RunFacts } from "./core/job-event.ts";
import { progressOf, type ToldOutcome, type ToldRun } from "./core/told-run.ts";
import { memoryText } from "./core/tres-text.ts";

export interface ToldIdentity {
  readonly runId: string;
  /** The id that the run's key gives; null: nobody has told its submit time. */
  readonly keyId: string | null;
  readonly cluster: string;
  readonly clusterId: number;
  readonly jobId: number;
}

/** A run as events told it, with what is made of that. */
export interface ToldView extends ToldIdentity {
  readonly told: ToldRun;
  readonly outcome: ToldOutcome;
  /** Its nodes as Slurm writes them; null: nobody has told any. */
  readonly nodeList: string | null;
}

/** What accounting says of a run. Times are epoch seconds. */
export interface AccountedState {
  readonly state: string;
  readonly raw_state: string;
  readonly started_at: number | null;
  readonly ended_at: number | null;
}

function fact<Name extends keyof RunFacts>(told: ToldRun, name: Name): RunFacts[Name] {
  return (told.facts[name]?.[0] ?? null) as RunFacts[Name]; // what `withFacts` put there
}

/** The names of a run that are kept as labels; what nobody told is empty. */
export function labelsOf(told: ToldRun): { user: string; account: string; partition: string; qos: string } {
  return {
    user: fact(told, "user") ?? "",
    account: fact(told, "account") ?? "",
    partition: fact(told, "partition") ?? "",
    qos: "",
  };
}

/** A run as events told it, as the columns of `jobs.run`; times in epoch seconds. What was asked for is what was given. */
export function toldRunRow(
  { runId, clusterId, jobId, told, outcome, nodeList }: ToldView,
  labels: ReadonlyMap<string, number>,
) {
  const labelOf = (text: string) => {
    const id = labels.get(text);
    invariant(id !== undefined, "the names of a run have been looked up");
    return id;
  };
  const { startedAt, endedAt, state, rawState, exitCode, exitSignal } = outcome;
  const { user, account, partition, qos } = labelsOf(told);
  const [cpus, memoryMib, gpus] = [fact(told, "cpus") ?? 0, fact(told, "memoryMib") ?? 0, fact(told, "gpus") ?? 0];
  const [arrayJobId, arrayTaskId] = [fact(told, "arrayJobId"), fact(told, "arrayTaskId")];
  // One literal, here and below: objects that are spread into others cost more than the rest of an event.
  return {
    run_id: runId,
    cluster_id: clusterId,
    job_id: jobId,
    array_job_id: arrayJobId,
    array_task_id: arrayTaskId,
    display_id: arrayJobId !== null && arrayTaskId !== null ? `${arrayJobId}_${arrayTaskId}` : String(jobId),
    name: fact(told, "name") ?? "",
    user_label: labelOf(user),
    account_label: labelOf(account),
    partition_label: labelOf(partition),
    qos_label: labelOf(qos),
    nodes: nodeList,
    node_count: told.nodes.length,
    submitted_at: told.submittedAt ?? firstMoment(told),
    started_at: startedAt,
    ended_at: endedAt,
    elapsed_seconds: startedAt === null || endedAt === null ? 0 : endedAt - startedAt,
    cpus,
    memory_mib: memoryMib,
    gpus,
    tres: tresText({ cpus, memoryMib, gpus, nodes: told.nodes.length }),
    state,
    raw_state: rawState,
    exit_code: exitCode,
    exit_signal: exitSignal,
  };
}

export type ToldRunRow = ReturnType<typeof toldRunRow>;

/** What events told of a run as the columns of `jobs.event_run`; times in epoch seconds. */
export function eventRunRow(run: ToldView & { readonly isInDoubt: boolean; readonly lastEventAt: number }) {
  const { runId, keyId, clusterId, jobId, told, outcome, isInDoubt, lastEventAt } = run;
  const { startedAt, endedAt, state, rawState, exitCode, exitSignal } = outcome;
  const device = told.devices[""] ?? Object.values(told.devices)[0];
  return {
    run_id: runId,
    key_id: keyId,
    cluster_id: clusterId,
    job_id: jobId,
    restart_count: told.restartCount,
    under_way: progressOf(told) === "under_way",
    state,
    raw_state: rawState,
    submitted_at: told.submittedAt,
    started_at: startedAt,
    ended_at: endedAt,
    exit_code: exitCode,
    exit_signal: exitSignal,
    nodes: told.nodes,
    nodes_started: Object.keys(told.starts),
    nodes_finished: Object.keys(told.ends),
    gpu_vendor: fact(told, "gpuVendor"),
    gpu_devices: device?.gpuDevices ?? [],
    cgroup_path: device?.cgroupPath ?? null,
    told,
    last_event_at: lastEventAt,
    in_doubt: isInDoubt,
  };
}

export type EventRunRow = ReturnType<typeof eventRunRow>;

/** A run for its history: as accounting says, where it has spoken, else as events do. */
export function snapshotOf(
  { runId, cluster, jobId, told, outcome, nodeList }: ToldView,
  accounted: AccountedState | null,
) {
  const { user, account, partition } = labelsOf(told);
  return {
    run_id: runId,
    cluster,
    job_id: jobId,
    restart_count: told.restartCount,
    accounted: accounted !== null,
    state: accounted?.state ?? outcome.state,
    raw_state: accounted?.raw_state ?? outcome.rawState,
    submitted_at: wireTime(told.submittedAt),
    started_at: wireTime(accounted === null ? outcome.startedAt : accounted.started_at),
    ended_at: wireTime(accounted === null ? outcome.endedAt : accounted.ended_at),
    exit_code: outcome.exitCode,
    exit_signal: outcome.exitSignal,
    user,
    account,
    partition,
    name: fact(told, "name") ?? "",
    nodes: nodeList,
    nodes_finished: "" in told.ends ? told.nodes.length : Object.keys(told.ends).length,
    allocated_cpus: fact(told, "cpus"),
    allocated_memory_mib: fact(told, "memoryMib"),
    gpus: fact(told, "gpus"),
    gpu_vendor: fact(told, "gpuVendor"),
  };
}

/** Epoch seconds as the contract writes times. */
export function wireTime(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** The first moment that anybody told of: a run was submitted no later. */
function firstMoment({ starts, ends }: ToldRun): number {
  return Math.min(...Object.values(starts), ...Object.values(ends).map(({ at }) => at));
}

interface Granted {
  readonly cpus: number;
  readonly memoryMib: number;
  readonly gpus: number;
  readonly nodes: number;
}

function tresText({ cpus, memoryMib, gpus, nodes }: Granted): string {
  const parts = [
    cpus > 0 ? `cpu=${cpus}` : "",
    gpus > 0 ? `gres/gpu=${gpus}` : "",
    memoryMib > 0 ? `mem=${memoryText(memoryMib)}` : "",
    nodes > 0 ? `node=${nodes}` : "",
  ];
  return parts.filter((part) => part !== "").join(",");
}
