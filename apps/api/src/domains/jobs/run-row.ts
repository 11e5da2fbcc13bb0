import type { Run } from "./core/run.ts";
import type { RunState } from "./core/run-state.ts";
import type { RunReferences } from "./run-line.ts";

type Optional<T> = T | null;

/** A row of `jobs.run` with its names joined on, as the driver gives it. */
export interface RunRow {
  readonly cluster: string;
  readonly user: string;
  readonly account: string;
  readonly partition: string;
  readonly qos: string;
  readonly cluster_id: number;
  readonly user_label: number;
  readonly account_label: number;
  readonly partition_label: number;
  readonly qos_label: number;
  readonly sluid: Optional<string>;
  readonly job_id: bigint;
  readonly display_id: string;
  readonly array_job_id: Optional<bigint>;
  readonly array_task_id: Optional<bigint>;
  readonly het_job_id: Optional<bigint>;
  readonly het_offset: Optional<bigint>;
  readonly name: string;
  readonly reason: Optional<string>;
  readonly nodes: Optional<string>;
  readonly node_count: bigint;
  readonly submitted_at: Date;
  readonly eligible_at: Optional<Date>;
  readonly started_at: Optional<Date>;
  readonly ended_at: Optional<Date>;
  readonly elapsed_seconds: bigint;
  readonly suspended_seconds: bigint;
  readonly time_limit_seconds: Optional<bigint>;
  readonly requested_cpus: bigint;
  readonly allocated_cpus: bigint;
  readonly requested_memory_mib: bigint;
  readonly allocated_memory_mib: bigint;
  readonly gpus: bigint;
  readonly gpu_types: unknown;
  readonly requested_tres: string;
  readonly allocated_tres: string;
  readonly state: string;
  readonly raw_state: string;
  readonly exit_code: Optional<number>;
  readonly exit_signal: Optional<number>;
  readonly used_cpu_milliseconds: Optional<bigint>;
  readonly max_rss_kib: Optional<bigint>;
  readonly used_memory_kib_seconds: Optional<bigint>;
  readonly energy_joules: Optional<bigint>;
}

/** The row as a run. Whole numbers other than energy are below 2^53, because nothing else was let in. */
export function toRun(row: RunRow): Run {
  return {
    cluster: row.cluster,
    sluid: row.sluid,
    jobId: Number(row.job_id),
    displayId: row.display_id,
    arrayJobId: wholeOrNull(row.array_job_id),
    arrayTaskId: wholeOrNull(row.array_task_id),
    hetJobId: wholeOrNull(row.het_job_id),
    hetOffset: wholeOrNull(row.het_offset),
    name: row.name,
    user: row.user,
    account: row.account,
    partition: row.partition,
    qos: row.qos,
    reason: row.reason,
    nodes: row.nodes,
    nodeCount: Number(row.node_count),
    submittedAt: epochSeconds(row.submitted_at),
    eligibleAt: row.eligible_at && epochSeconds(row.eligible_at),
    startedAt: row.started_at && epochSeconds(row.started_at),
    endedAt: row.ended_at && epochSeconds(row.ended_at),
    elapsedSeconds: Number(row.elapsed_seconds),
    suspendedSeconds: Number(row.suspended_seconds),
    timeLimitSeconds: wholeOrNull(row.time_limit_seconds),
    requestedCpus: Number(row.requested_cpus),
    allocatedCpus: Number(row.allocated_cpus),
    requestedMemoryMib: Number(row.requested_memory_mib),
    allocatedMemoryMib: Number(row.allocated_memory_mib),
    gpus: Number(row.gpus),
    gpuTypes: (row.gpu_types ?? {}) as Record<string, number>, // what encodeRun wrote
    requestedTres: row.requested_tres,
    allocatedTres: row.allocated_tres,
    state: row.state as RunState, // a check constraint holds it to these
    rawState: row.raw_state,
    exitCode: row.exit_code,
    exitSignal: row.exit_signal,
    usedCpuMilliseconds: wholeOrNull(row.used_cpu_milliseconds),
    maxRssKib: wholeOrNull(row.max_rss_kib),
    usedMemoryKibSeconds: wholeOrNull(row.used_memory_kib_seconds),
    energyJoules: row.energy_joules,
  };
}

/** The ids of the row's repeating texts. */
export function toReferences(row: RunRow): RunReferences {
  return {
    clusterId: row.cluster_id,
    userLabel: row.user_label,
    accountLabel: row.account_label,
    partitionLabel: row.partition_label,
    qosLabel: row.qos_label,
  };
}

function wholeOrNull(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}

function epochSeconds(time: Date): number {
  return time.getTime() / 1000;
}
