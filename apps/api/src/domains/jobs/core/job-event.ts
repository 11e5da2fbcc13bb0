import { hash } from "node:crypto";

/** What events tell of a run beside its times and its end. Null: this event does not tell it. */
export interface RunFacts {
  readonly user: string | null;
  readonly account: string | null;
  readonly partition: string | null;
  readonly name: string | null;
  readonly cpus: number | null;
  readonly memoryMib: number | null;
  readonly gpus: number | null;
  readonly gpuVendor: string | null;
  readonly arrayJobId: number | null;
  readonly arrayTaskId: number | null;
}

interface EventBase {
  readonly cluster: string;
  readonly jobId: number;
  /** Epoch seconds, as whoever tells it has them. */
  readonly at: number;
  /** The node that speaks; empty: it speaks for all nodes. */
  readonly node: string;
  /** All nodes of the run, sorted, as far as they are told. */
  readonly nodes: readonly string[];
  readonly submittedAt: number | null;
  readonly restartCount: number | null;
  readonly facts: RunFacts;
}

export interface StartedEvent extends EventBase {
  readonly kind: "started";
  /** GPUs and the cgroup of the run on the node that speaks. */
  readonly device: NodeDevice;
}

export interface FinishedEvent extends EventBase {
  readonly kind: "finished";
  /** What Slurm said; null: the script was not told. */
  readonly finalState: string | null;
  readonly exitCode: number | null;
  readonly signal: number | null;
}

export type JobEvent = StartedEvent | FinishedEvent;

/** What a run has of a node. */
export interface NodeDevice {
  readonly gpuDevices: readonly string[];
  readonly cgroupPath: string | null;
}

export const NO_FACTS: RunFacts = {
  ...{ user: null, account: null, partition: null, name: null, cpus: null, memoryMib: null, gpus: null },
  ...{ gpuVendor: null, arrayJobId: null, arrayTaskId: null },
};

/** Equal where two events say the same word for word: MD5 as a uuid. It guards against repetition, not against forgery. */
export function eventDigest(event: JobEvent): string {
  const { kind, cluster, jobId, at, node, nodes, submittedAt, restartCount, facts } = event;
  const own = event.kind === "started" ? [event.device] : [event.finalState, event.exitCode, event.signal];
  const text = JSON.stringify([kind, cluster, jobId, at, node, nodes, submittedAt, restartCount, facts, own]);
  return asUuid(hash("md5", text));
}

function asUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
