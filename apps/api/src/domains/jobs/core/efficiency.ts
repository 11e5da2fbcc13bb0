/** What a run was given and, as far as somebody measured it, what it did with that. */
export interface RunUse {
  /** How long it has had it, until its end or until now. */
  readonly heldSeconds: number;
  /** Of that; CPUs are given back meanwhile. */
  readonly suspendedSeconds: number;
  readonly cpus: number;
  readonly memoryMib: number;
  readonly gpus: number;
  readonly nodeCount: number;
  /** Of accounting; null where it says nothing of it. */
  readonly usedCpuMilliseconds: number | null;
  /** Of accounting: the peak of one task. */
  readonly maxRssKib: number | null;
  /** What was sampled, node by node. */
  readonly nodes: readonly SampledNode[];
}

/** What the samples of one node come to; null where they say nothing of it. */
export interface SampledNode {
  /** Empty: they speak for the whole run. */
  readonly node: string;
  readonly cpuPercentSum: number;
  readonly cpuCount: number;
  readonly memoryMibMax: number | null;
  readonly gpuPercentSum: number;
  readonly gpuCount: number;
}

export type UseSource = "samples" | "accounting";

/** One thing that a run was given, in hours of it. */
export interface Efficiency {
  readonly source: UseSource;
  /** Used, of what was given; of memory its high-water mark. More than 100 where more was used than given. */
  readonly percent: number;
  readonly givenHours: number;
  readonly unusedHours: number;
}

export interface RunEfficiency {
  /** In CPU-hours. */
  readonly cpu: Efficiency | null;
  /** In GiB-hours; what lay above the high-water mark could have been somebody else's all the time. */
  readonly memory: (Efficiency & { readonly highWaterMib: number }) | null;
  /** In GPU-hours. */
  readonly gpu: Efficiency | null;
  /** How many of the run's nodes were sampled; what the others did is taken to be like it. */
  readonly sampledNodes: number;
}

const SECONDS = 3_600;
const MIB = 1_024;

/**
 * How well a run used what it was given. Samples say it where there are any; else accounting does, which knows nothing of
 * GPUs. Null for what the run was not given, or nobody measured. Means over nodes weigh each sample alike.
 */
export function runEfficiency(use: RunUse): RunEfficiency {
  const hours = use.heldSeconds / SECONDS;
  const cpuHours = (use.cpus * Math.max(0, use.heldSeconds - use.suspendedSeconds)) / SECONDS;
  const sampledNodes = countNodes(use);
  const memory = memoryUse(use, sampledNodes);
  const gpuHours = use.gpus * hours;
  return {
    cpu: of(cpuHours, cpuUse(use, cpuHours)),
    memory: memory && join(of((use.memoryMib / MIB) * hours, memory), { highWaterMib: memory.highWaterMib }),
    gpu: of(gpuHours, mean(use.nodes, "gpuPercentSum", "gpuCount")),
    sampledNodes,
  };
}

interface Share {
  readonly source: UseSource;
  readonly percent: number;
}

function of(givenHours: number, share: Share | null): Efficiency | null {
  if (share === null || givenHours <= 0) return null;
  const { source, percent } = share;
  return { source, percent, givenHours, unusedHours: Math.max(0, givenHours * (1 - percent / 100)) };
}

function join<A, B>(efficiency: A | null, more: B): (A & B) | null {
  return efficiency === null ? null : { ...efficiency, ...more };
}

function cpuUse({ nodes, usedCpuMilliseconds: used }: RunUse, givenHours: number): Share | null {
  const sampled = mean(nodes, "cpuPercentSum", "cpuCount");
  if (sampled !== null || used === null || givenHours <= 0) return sampled;
  return { source: "accounting", percent: (used / 1_000 / SECONDS / givenHours) * 100 };
}

function mean(
  nodes: readonly SampledNode[],
  sum: "cpuPercentSum" | "gpuPercentSum",
  count: "cpuCount" | "gpuCount",
): Share | null {
  const samples = total(nodes.map((node) => node[count]));
  return samples === 0 ? null : { source: "samples", percent: total(nodes.map((node) => node[sum])) / samples };
}

/** The peaks of the nodes together; where only some were sampled, as much again for each of the others. */
function memoryUse(use: RunUse, sampledNodes: number): (Share & { readonly highWaterMib: number }) | null {
  if (use.memoryMib <= 0) return null;
  const peaks = use.nodes.flatMap(({ memoryMibMax }) => (memoryMibMax === null ? [] : [memoryMibMax]));
  if (peaks.length > 0) {
    const highWaterMib = total(peaks) * Math.max(1, use.nodeCount / Math.max(1, sampledNodes));
    return { source: "samples", percent: (highWaterMib / use.memoryMib) * 100, highWaterMib };
  }
  if (use.maxRssKib === null) return null;
  const highWaterMib = use.maxRssKib / 1_024;
  return { source: "accounting", percent: (highWaterMib / use.memoryMib) * 100, highWaterMib };
}

function countNodes({ nodes, nodeCount }: RunUse): number {
  if (nodes.some(({ node }) => node === "")) return nodeCount;
  return Math.min(nodes.length, nodeCount);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
