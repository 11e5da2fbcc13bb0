import type {
  ClusterPicture,
  NodePicture,
  PartitionPicture,
  QueuedJobPicture,
} from "../domains/inventory/core/cluster-picture.ts";
import type { LiveAnswer, LiveSource } from "../domains/inventory/core/live-source.ts";

/** A node of 8 CPUs that nobody uses. */
export function examplePicturedNode(changes: Partial<NodePicture> = {}): NodePicture {
  return {
    ...{ name: "c1", state: "idle", raw_states: ["IDLE"], reason: "", partitions: ["cpu"], features: [], cpus: 8 },
    ...{ allocated_cpus: 0, load_hundredths: 42, memory_mib: 16_000, allocated_memory_mib: 0, free_memory_mib: 9_000 },
    ...{
      gpus: 0,
      allocated_gpus: 0,
      gpu_types: {},
      allocated_gpu_types: {},
      slurm_version: "24.11.5",
      booted_at: null,
    },
    ...changes,
  };
}

/** A job of four CPUs that waits for resources. */
export function exampleQueuedJob(changes: Partial<QueuedJobPicture> = {}): QueuedJobPicture {
  return {
    ...{ job_id: 7, display_id: "7", tasks: 1, name: "sim", user: "alice", account: "astro", partitions: ["cpu"] },
    ...{ qos: "normal", raw_states: ["PENDING"], reason: "Resources", reason_text: "", submitted_at: 1_780_000_000 },
    ...{ eligible_at: 1_780_000_000, expected_start_at: null, priority: 100, cpus: 4, node_count: 1, memory_mib: 512 },
    ...{ gpus: 0, gpu_types: {}, time_limit_seconds: 3_600, ...changes },
  };
}

export function examplePartition(changes: Partial<PartitionPicture> = {}): PartitionPicture {
  return {
    ...{
      name: "cpu",
      state: "up",
      is_default: true,
      nodes: "c[1-2]",
      node_count: 2,
      cpus: 16,
      time_limit_seconds: 86_400,
    },
    ...{ default_time_seconds: null, nodes_per_job: null, priority_tier: 1, ...changes },
  };
}

export function examplePicture(changes: Partial<ClusterPicture> = {}): ClusterPicture {
  return {
    ...{ slurmVersion: "24.11.5", apiVersion: "v0.0.42", leftOut: 0 },
    ...{
      nodes: [examplePicturedNode()],
      partitions: [examplePartition()],
      queuedJobs: [exampleQueuedJob()],
      ...changes,
    },
  };
}

/** A cluster that looks as it is told to. */
export class ScriptedLook implements LiveSource {
  answer: LiveAnswer = { picture: examplePicture() };
  looks = 0;
  /** Called when it is looked at, before it answers. */
  onLook: (signal: AbortSignal) => Promise<void> = async () => {};

  async look(signal: AbortSignal): Promise<LiveAnswer> {
    this.looks += 1;
    await this.onLook(signal);
    return this.answer;
  }
}
