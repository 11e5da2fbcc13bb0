import { copyField } from "../../platform/copy.ts";
import type { Run } from "./core/run.ts";

/**
 * The columns of `jobs.run` in the order of `encodeRun`, first the five that refer to other tables; what follows them is
 * `batch_id` and `content_hash`.
 */
export const RUN_COLUMNS = [
  "cluster_id",
  "user_label",
  "account_label",
  "partition_label",
  "qos_label",
  "sluid",
  "job_id",
  "display_id",
  "array_job_id",
  "array_task_id",
  "het_job_id",
  "het_offset",
  "name",
  "reason",
  "nodes",
  "node_count",
  "submitted_at",
  "eligible_at",
  "started_at",
  "ended_at",
  "elapsed_seconds",
  "suspended_seconds",
  "time_limit_seconds",
  "requested_cpus",
  "allocated_cpus",
  "requested_memory_mib",
  "allocated_memory_mib",
  "gpus",
  "gpu_types",
  "requested_tres",
  "allocated_tres",
  "state",
  "raw_state",
  "exit_code",
  "exit_signal",
  "used_cpu_milliseconds",
  "max_rss_kib",
  "used_memory_kib_seconds",
  "energy_joules",
] as const;

/** The ids under which the database keeps the texts of a run that repeat. */
export interface RunReferences {
  readonly clusterId: number;
  readonly userLabel: number;
  readonly accountLabel: number;
  readonly partitionLabel: number;
  readonly qosLabel: number;
}

/** A run as one piece of a line in COPY's text format, in the order of `RUN_COLUMNS`: equal runs give equal text. */
export function encodeRun(run: Run, ids: RunReferences): string {
  return withReferences(encodeBody(run), ids);
}

/** The line of a run whose body was encoded before the ids of its names were known. */
export function withReferences(body: string, ids: RunReferences): string {
  const { clusterId, userLabel, accountLabel, partitionLabel, qosLabel } = ids;
  return `${clusterId}\t${userLabel}\t${accountLabel}\t${partitionLabel}\t${qosLabel}\t${body}`;
}

/** Everything of a run but its names: no look-up is needed for it. */
export function encodeBody(run: Run): string {
  const identity = `${copyField(run.sluid)}\t${run.jobId}\t${copyField(run.displayId)}\t${copyField(run.arrayJobId)}\t${copyField(run.arrayTaskId)}\t${copyField(run.hetJobId)}\t${copyField(run.hetOffset)}`;
  const names = `${copyField(run.name)}\t${copyField(run.reason)}\t${copyField(run.nodes)}\t${run.nodeCount}`;
  const times = `${copyTime(run.submittedAt)}\t${copyTime(run.eligibleAt)}\t${copyTime(run.startedAt)}\t${copyTime(run.endedAt)}\t${run.elapsedSeconds}\t${run.suspendedSeconds}\t${copyField(run.timeLimitSeconds)}`;
  const resources = `${run.requestedCpus}\t${run.allocatedCpus}\t${run.requestedMemoryMib}\t${run.allocatedMemoryMib}\t${run.gpus}\t${gpuTypes(run)}\t${copyField(run.requestedTres)}\t${copyField(run.allocatedTres)}`;
  const outcome = `${run.state}\t${copyField(run.rawState)}\t${copyField(run.exitCode)}\t${copyField(run.exitSignal)}\t${copyField(run.usedCpuMilliseconds)}\t${copyField(run.maxRssKib)}\t${copyField(run.usedMemoryKibSeconds)}\t${copyField(run.energyJoules)}`;
  return `${identity}\t${names}\t${times}\t${resources}\t${outcome}`;
}

function gpuTypes(run: Run): string {
  for (const _ in run.gpuTypes) {
    const sorted = Object.entries(run.gpuTypes).sort(([a], [b]) => (a < b ? -1 : 1));
    return copyField(JSON.stringify(Object.fromEntries(sorted)));
  }
  return "\\N";
}

const DAY_SECONDS = 86_400;
const days = new Map<number, string>();
const two = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));

/** Epoch seconds as the text of a timestamptz in UTC; dates are remembered, because they repeat in every line. */
function copyTime(seconds: number | null): string {
  if (seconds === null) return "\\N";
  const day = Math.floor(seconds / DAY_SECONDS);
  const rest = seconds - day * DAY_SECONDS;
  let date = days.get(day);
  if (date === undefined) {
    if (days.size > 10_000) days.clear();
    date = new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, 10);
    days.set(day, date);
  }
  return `${date} ${two[Math.floor(rest / 3600)]}:${two[Math.floor(rest / 60) % 60]}:${two[rest % 60]}+00`;
}
