import type { NodeState } from "./node-state.ts";

/** How many GPUs of each type; those without a type are in no count. */
export type GpuTypes = Readonly<Record<string, number>>;

/** One node as Slurm sees it now. Names are those of the table's columns and of the contract. */
export interface NodePicture {
  readonly name: string;
  readonly state: NodeState;
  /** What Slurm says: the base state and its flags. */
  readonly raw_states: readonly string[];
  /** Why it is drained or down; often empty. */
  readonly reason: string;
  readonly partitions: readonly string[];
  readonly features: readonly string[];
  readonly cpus: number;
  /** Null: this version of Slurm does not say. */
  readonly allocated_cpus: number | null;
  /** The load of the operating system, in hundredths of a CPU; null where it is not known. */
  readonly load_hundredths: number | null;
  readonly memory_mib: number;
  readonly allocated_memory_mib: number | null;
  readonly free_memory_mib: number | null;
  /** All of them, with a type or without. */
  readonly gpus: number;
  readonly allocated_gpus: number;
  readonly gpu_types: GpuTypes;
  readonly allocated_gpu_types: GpuTypes;
  readonly slurm_version: string;
  /** In epoch seconds; null where it is not known. */
  readonly booted_at: number | null;
}

export const PARTITION_STATES = ["up", "down", "drain", "inactive", "unknown"] as const;
export type PartitionState = (typeof PARTITION_STATES)[number];

export interface PartitionPicture {
  readonly name: string;
  readonly state: PartitionState;
  /** Whether jobs go there that name none; null: this version of Slurm does not say. */
  readonly is_default: boolean | null;
  /** As Slurm writes it: `c[1-3]`. */
  readonly nodes: string;
  readonly node_count: number;
  readonly cpus: number;
  /** Null: no limit, or it is not known. */
  readonly time_limit_seconds: number | null;
  readonly default_time_seconds: number | null;
  readonly nodes_per_job: number | null;
  readonly priority_tier: number | null;
}

/** A job that waits. An array that has not been split yet is one. */
export interface QueuedJobPicture {
  readonly job_id: number;
  /** As sacct writes it: `162_[0-99%2]`. */
  readonly display_id: string;
  /** How many tasks of an array wait in it; 1 for every other job; null where Slurm cuts their list off. */
  readonly tasks: number | null;
  readonly name: string;
  readonly user: string;
  readonly account: string;
  /** Those it may begin in. */
  readonly partitions: readonly string[];
  readonly qos: string;
  readonly raw_states: readonly string[];
  /** Why it waits, in Slurm's word: `Resources`. */
  readonly reason: string;
  /** What else Slurm says about it; often empty. */
  readonly reason_text: string;
  /** In epoch seconds, like the two below. */
  readonly submitted_at: number;
  readonly eligible_at: number | null;
  /** When Slurm expects it to begin: no promise. */
  readonly expected_start_at: number | null;
  readonly priority: number;
  readonly cpus: number;
  readonly node_count: number;
  readonly memory_mib: number | null;
  readonly gpus: number;
  readonly gpu_types: GpuTypes;
  readonly time_limit_seconds: number | null;
}

/** A cluster as it is at one moment. */
export interface ClusterPicture {
  /** As Slurm writes it: `24.11.5`; null where it does not say. */
  readonly slurmVersion: string | null;
  /** `v0.0.42`. */
  readonly apiVersion: string;
  readonly nodes: readonly NodePicture[];
  readonly partitions: readonly PartitionPicture[];
  readonly queuedJobs: readonly QueuedJobPicture[];
  /** Records that could not be read, and jobs beyond what a picture takes. */
  readonly leftOut: number;
}
