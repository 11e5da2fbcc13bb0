import {
  type NodePicture,
  PARTITION_STATES,
  type PartitionPicture,
  type QueuedJobPicture,
} from "../../domains/inventory/core/cluster-picture.ts";
import { nodeState } from "../../domains/inventory/core/node-state.ts";
import { parseTres } from "../../domains/jobs/core/tres.ts";
import { type JsonObject, listOf, memberOf, textOf, whole32Of, wholeOf } from "../../domains/usage/core/json-values.ts";
import { FieldFault } from "../../domains/usage/core/reject.ts";
import { countAsked, countGres, type GpuCount } from "./gres-count.ts";

const LONGEST_NAME = 255;
const LONGEST_TEXT = 1_024;
const LONGEST_LIST = 4_096;
/** A limit of 2^31 minutes is none. */
const MOST_MINUTES = 2 ** 31;

/**
 * One node of v0.0.45.
 *
 * @throws {FieldFault} where it has no name, or a value is not what Slurm's documents say.
 */
export function readNode(node: JsonObject): NodePicture {
  const raw_states = words(node.state, "state");
  const tres = textOf(node.tres, "tres", LONGEST_LIST);
  const has = gpusOf(node.gres, tres);
  const used = gpusOf(node.gres_used, textOf(node.tres_used, "tres_used", LONGEST_LIST));
  return {
    name: nameOf(node.name, "name"),
    state: nodeState(raw_states),
    raw_states,
    reason: said(node.reason),
    partitions: words(node.partitions, "partitions"),
    features: words(node.active_features, "active_features"),
    cpus: whole32Of(node.cpus, "cpus") ?? 0,
    allocated_cpus: whole32Of(node.alloc_cpus, "alloc_cpus"),
    load_hundredths: whole32Of(node.cpu_load, "cpu_load"),
    memory_mib: wholeOf(node.real_memory, "real_memory") ?? 0,
    allocated_memory_mib: wholeOf(node.alloc_memory, "alloc_memory"),
    free_memory_mib: wholeOf(node.free_mem, "free_mem"),
    gpus: has.gpus,
    allocated_gpus: used.gpus,
    gpu_types: has.gpuTypes,
    allocated_gpu_types: used.gpuTypes,
    slurm_version: said(node.version),
    booted_at: timeOf(node.boot_time, "boot_time"),
  };
}

/** One partition of v0.0.45. @throws {FieldFault} as `readNode`. */
export function readPartition(partition: JsonObject): PartitionPicture {
  const { flags } = partition;
  const minutes = (path: readonly string[]) => secondsOf(memberOf(partition, ...path), path.join("."));
  const [state = ""] = words(memberOf(partition, "partition", "state"), "partition.state");
  return {
    name: nameOf(partition.name, "name"),
    state: PARTITION_STATES.find((known) => known === state.toLowerCase()) ?? "unknown",
    is_default: flags === undefined ? null : words(flags, "flags").includes("DEFAULT"),
    nodes: said(memberOf(partition, "nodes", "configured")),
    node_count: whole32Of(memberOf(partition, "nodes", "total"), "nodes.total") ?? 0,
    cpus: whole32Of(memberOf(partition, "cpus", "total"), "cpus.total") ?? 0,
    time_limit_seconds: minutes(["maximums", "time"]),
    default_time_seconds: minutes(["defaults", "time"]),
    nodes_per_job: whole32Of(memberOf(partition, "maximums", "nodes"), "maximums.nodes"),
    priority_tier: whole32Of(memberOf(partition, "priority", "tier"), "priority.tier"),
  };
}

/** States in which a job holds nothing and may begin later; every flag of these stands beside `PENDING` from 40 on. */
const WAITING = ["PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "SPECIAL_EXIT", "RESV_DEL_HOLD"];

/** Whether a job waits. While its nodes are made ready for it, it holds them. */
export function isQueued(job: JsonObject): boolean {
  const states = words(job.job_state, "job_state");
  return states.some((word) => WAITING.includes(word)) && !states.includes("CONFIGURING");
}

/** One waiting job of v0.0.45. @throws {FieldFault} as `readNode`. */
export function readQueuedJob(job: JsonObject): QueuedJobPicture {
  const jobId = whole32Of(job.job_id, "job_id");
  const submitted = timeOf(job.submit_time, "submit_time");
  if (jobId === null || jobId === 0) throw new FieldFault("JOB_ID_INVALID", "job_id");
  if (submitted === null) throw new FieldFault("SUBMIT_MISSING", "submit_time");
  const taskList = textOf(job.array_task_string, "array_task_string", LONGEST_LIST);
  const asked = askedOf(job);
  return {
    job_id: jobId,
    display_id: displayId(job, jobId, taskList),
    tasks: countTasks(taskList),
    name: said(job.name),
    user: said(job.user_name),
    account: said(job.account),
    partitions: said(job.partition)
      .split(",")
      .filter((name) => name !== ""),
    qos: said(job.qos),
    raw_states: words(job.job_state, "job_state"),
    reason: said(job.state_reason),
    reason_text: said(job.state_description),
    submitted_at: submitted,
    eligible_at: timeOf(job.eligible_time, "eligible_time"),
    expected_start_at: timeOf(job.start_time, "start_time"),
    priority: whole32Of(job.priority, "priority") ?? 0,
    ...asked,
    time_limit_seconds: secondsOf(job.time_limit, "time_limit"),
  };
}

type Asked = Pick<QueuedJobPicture, "cpus" | "node_count" | "memory_mib" | "gpus" | "gpu_types">;

/** What it asks for, by its TRES; where accounting does not know of GPUs, by what was asked for each node or as a whole. */
function askedOf(job: JsonObject): Asked {
  const tres = parseTres(textOf(job.tres_req_str, "tres_req_str", LONGEST_LIST));
  const known = typeof tres === "string" ? null : tres;
  const nodeCount = whole32Of(job.node_count, "node_count") ?? known?.nodes ?? 0;
  const byText = (value: unknown, times: number) => countAsked(said(value), times);
  const gpus: GpuCount[] = [
    known ?? { gpus: 0, gpuTypes: {} },
    byText(job.tres_per_job, 1),
    byText(job.tres_per_node, Math.max(1, nodeCount)),
    byText(job.tres_per_task, Math.max(1, whole32Of(job.tasks, "tasks") ?? 1)),
  ];
  const found = gpus.find((count) => count.gpus > 0);
  return {
    cpus: whole32Of(job.cpus, "cpus") ?? known?.cpus ?? 0,
    node_count: nodeCount,
    memory_mib: known === null || known.memoryMib === 0 ? null : known.memoryMib,
    gpus: found?.gpus ?? 0,
    gpu_types: found?.gpuTypes ?? {},
  };
}

function displayId(job: JsonObject, jobId: number, taskList: string): string {
  const number = (field: string) => whole32Of(job[field], field) ?? 0;
  const array = number("array_job_id");
  const het = number("het_job_id");
  const task = whole32Of(job.array_task_id, "array_task_id");
  if (array > 0 && taskList !== "") return `${array}_[${taskList}]`;
  if (array > 0 && task !== null) return `${array}_${task}`;
  return het > 0 ? `${het}+${number("het_job_offset")}` : String(jobId);
}

const RANGE = /^(\d{1,10})(?:-(\d{1,10})(?::(\d{1,10}))?)?$/;

/** The tasks in a list such as `1,9,11-15:2%4`; null for one that is cut off, and what is no list. */
export function countTasks(taskList: string): number | null {
  if (taskList === "") return 1;
  let tasks = 0;
  for (const range of taskList.replace(/%\d+$/, "").split(",")) {
    const match = RANGE.exec(range);
    if (match === null) return null;
    const [, first = "0", last = first, step = "1"] = match;
    tasks += Math.floor((Number(last) - Number(first)) / Math.max(1, Number(step))) + 1;
  }
  return tasks;
}

/** GPUs by what the node is configured with; by its TRES where that names none. */
function gpusOf(gres: unknown, tres: string): GpuCount {
  const counted = countGres(said(gres));
  if (counted.gpus > 0) return counted;
  const known = parseTres(tres);
  return typeof known === "string" ? counted : { gpus: known.gpus, gpuTypes: known.gpuTypes };
}

function nameOf(value: unknown, field: string): string {
  const name = textOf(value, field, LONGEST_NAME);
  if (name === "") throw new FieldFault("VALUE_MISSING", field);
  return name;
}

/** What somebody wrote, as far as it can be stored and shown: anything at all, and of any length. */
function said(value: unknown): string {
  if (typeof value !== "string") return "";
  return value
    .slice(0, LONGEST_TEXT)
    .replaceAll(/[\p{Cc}\p{Surrogate}]+/gu, " ")
    .trim();
}

function words(value: unknown, field: string): readonly string[] {
  return listOf(value, field).map((word) => textOf(word, field, LONGEST_NAME));
}

/** Epoch seconds; null where Slurm writes 0. */
function timeOf(value: unknown, field: string): number | null {
  const time = wholeOf(value, field);
  return time === null || time === 0 || time >= 0xfffffffe ? null : time;
}

function secondsOf(minutes: unknown, field: string): number | null {
  const limit = whole32Of(minutes, field);
  return limit === null || limit >= MOST_MINUTES ? null : limit * 60;
}
