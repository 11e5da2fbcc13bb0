import { arrayTasks } from "./array-tasks.ts";
import { stateOf } from "./job-states.ts";
import { type JsonObject, memberOf, textOf, whole32Of, wholeOf } from "./json-values.ts";
import { FieldFault } from "./reject.ts";
import type { RowTimes } from "./row-times.ts";
import { LONGEST_LABEL, LONGEST_LIST, LONGEST_NAME } from "./run-texts.ts";
import { energyJoules, tresText } from "./tres-counts.ts";

/** What is read of a job of the newest version of Slurm's accounting JSON, checked. Times are epoch seconds. */
export interface JobRecord {
  readonly cluster: string;
  readonly sluid: string;
  readonly jobId: number;
  readonly array: ArrayPlace | null;
  readonly het: { readonly jobId: number; readonly offset: number | null } | null;
  readonly name: string;
  readonly user: string;
  readonly account: string;
  readonly partition: string;
  readonly qos: string;
  readonly reason: string;
  readonly nodes: string;
  readonly allocatedNodes: number | null;
  readonly times: RowTimes;
  readonly elapsedSeconds: number | null;
  readonly suspendedSeconds: number | null;
  readonly limitMinutes: number | null;
  readonly requiredCpus: number | null;
  /** MiB for each CPU, or for each node. */
  readonly memoryPerCpu: number | null;
  readonly memoryPerNode: number | null;
  readonly allocatedTres: string;
  readonly requestedTres: string;
  readonly energyJoules: bigint | null;
  readonly state: string;
  readonly exit: readonly [code: number | null, signal: number | null];
  /** CPU time that the job itself is said to have used; its steps say it where it does not. */
  readonly cpuMicroseconds: number | null;
}

/** One task of an array, or what is left of it in one record, as `sacct` shows it: `1,9,11`. */
export type ArrayPlace =
  | { readonly jobId: number; readonly taskId: number }
  | { readonly jobId: number; readonly tasks: string };

const HIGHEST_EXIT = 0x7fffffff;

/** @throws {FieldFault} that names the place in the record. */
export function readJobRecord(job: JsonObject): JobRecord {
  const label = (value: unknown, field: string) => textOf(value, field, LONGEST_LABEL);
  const ownOrAssociated = (field: "user" | "account" | "cluster") =>
    label(job[field], field) || label(memberOf(job, "association", field), `association.${field}`);
  return {
    cluster: ownOrAssociated("cluster"),
    sluid: label(job.sluid, "sluid"),
    jobId: jobIdOf(job.job_id, "job_id"),
    array: arrayPlace(job.array),
    het: hetPlace(job.het),
    name: textOf(job.name, "name", LONGEST_NAME),
    user: ownOrAssociated("user"),
    account: ownOrAssociated("account"),
    partition: label(job.partition, "partition"),
    qos: label(job.qos, "qos"),
    reason: label(memberOf(job, "state", "reason"), "state.reason"),
    nodes: textOf(job.nodes, "nodes", LONGEST_LIST),
    allocatedNodes: whole32Of(job.allocation_nodes, "allocation_nodes"),
    times: timesOf(job.time),
    elapsedSeconds: whole32Of(memberOf(job, "time", "elapsed"), "time.elapsed"),
    suspendedSeconds: whole32Of(memberOf(job, "time", "suspended"), "time.suspended"),
    limitMinutes: whole32Of(memberOf(job, "time", "limit"), "time.limit"),
    requiredCpus: whole32Of(memberOf(job, "required", "CPUs"), "required.CPUs"),
    memoryPerCpu: wholeOf(memberOf(job, "required", "memory_per_cpu"), "required.memory_per_cpu"),
    memoryPerNode: wholeOf(memberOf(job, "required", "memory_per_node"), "required.memory_per_node"),
    allocatedTres: tresText(memberOf(job, "tres", "allocated"), "tres.allocated"),
    requestedTres: tresText(memberOf(job, "tres", "requested"), "tres.requested"),
    energyJoules: energyJoules(memberOf(job, "tres", "allocated"), "tres.allocated"),
    state: stateOf(memberOf(job, "state", "current"), "state.current"),
    exit: exitOf(job.exit_code),
    cpuMicroseconds: cpuMicroseconds(job.time, "time.total"),
  };
}

/** Null where there is no time, which Slurm writes as 0. */
export function timeOf(value: unknown, field: string): number | null {
  return whole32Of(value, field) || null;
}

/** CPU time in microseconds; null where there is none. */
export function cpuMicroseconds(time: unknown, field: string): number | null {
  const seconds = wholeOf(memberOf(time, "total", "seconds"), field);
  const micro = wholeOf(memberOf(time, "total", "microseconds"), field);
  if (seconds === null && micro === null) return null;
  const total = (seconds ?? 0) * 1_000_000 + (micro ?? 0);
  if (!Number.isSafeInteger(total)) throw new FieldFault("NUMBER_TOO_LARGE", field);
  return total;
}

function timesOf(time: unknown): RowTimes {
  return {
    submit: timeOf(memberOf(time, "submission"), "time.submission"),
    eligible: timeOf(memberOf(time, "eligible"), "time.eligible"),
    start: timeOf(memberOf(time, "start"), "time.start"),
    end: timeOf(memberOf(time, "end"), "time.end"),
  };
}

function jobIdOf(value: unknown, field: string): number {
  const id = whole32Of(value, field);
  if (id === null || id === 0 || id > 0xffffffff) throw new FieldFault("JOB_ID_INVALID", field);
  return id;
}

function arrayPlace(array: unknown): ArrayPlace | null {
  const jobId = whole32Of(memberOf(array, "job_id"), "array.job_id");
  if (jobId === null || jobId === 0) return null;
  const id = jobIdOf(jobId, "array.job_id");
  const tasks = textOf(memberOf(array, "task"), "array.task", LONGEST_LIST * 16);
  if (tasks !== "") {
    const most = whole32Of(memberOf(array, "limits", "max", "running", "tasks"), "array.limits");
    return { jobId: id, tasks: arrayTasks(tasks, most ?? 0) };
  }
  const taskId = whole32Of(memberOf(array, "task_id"), "array.task_id");
  return taskId === null ? null : { jobId: id, taskId };
}

function hetPlace(het: unknown): JobRecord["het"] {
  const jobId = whole32Of(memberOf(het, "job_id"), "het.job_id");
  if (jobId === null || jobId === 0) return null;
  return { jobId: jobIdOf(jobId, "het.job_id"), offset: whole32Of(memberOf(het, "job_offset"), "het.job_offset") };
}

/** A program that was killed has no code of its own, which Slurm shows as 0; one that ended by itself had no signal. */
function exitOf(exit: unknown): JobRecord["exit"] {
  const code = exitPart(memberOf(exit, "return_code"), "exit_code.return_code");
  const signal = exitPart(memberOf(exit, "signal", "id"), "exit_code.signal.id");
  if (code === null) return signal !== null && signal > 0 ? [0, signal] : [null, signal];
  return [code, signal ?? 0];
}

function exitPart(value: unknown, field: string): number | null {
  const part = whole32Of(value, field);
  if (part !== null && part > HIGHEST_EXIT) throw new FieldFault("NUMBER_TOO_LARGE", field);
  return part;
}
