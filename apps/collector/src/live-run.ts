import type { Gpu } from "./gpus.ts";

/** A run that is under way on this node, as Purser tells it. */
export interface LiveRun {
  readonly runId: string;
  readonly jobId: number;
  /** Over all its nodes. */
  readonly cpus: number;
  readonly nodes: number;
  /** The devices it holds on this node, by number. */
  readonly gpuDevices: readonly string[];
  readonly cgroupPath: string | null;
}

/** What a run used when it was looked at. null: it is not known. */
export interface Reading {
  readonly source: "cgroup-v2" | "cgroup-v1" | "simulated";
  /** Of the CPUs that are its own on this node, 0 to 100. */
  readonly cpuPercent: number | null;
  readonly memoryMib: number | null;
  readonly gpus: readonly Gpu[];
}

/** Where figures come from: from the machine, or made up. Runs of which nothing can be said are left out. */
export interface Source {
  read(runs: readonly LiveRun[]): Promise<ReadonlyMap<LiveRun, Reading>>;
}
