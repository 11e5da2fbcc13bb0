import type { Device, Sample } from "./sample.ts";

/** What samples of one run on one node come to. Sums are of hundredths and exact; null: no sample says it. */
export interface SeriesSum {
  readonly runId: string;
  readonly nodeLabel: number;
  firstAt: number;
  lastAt: number;
  sampleCount: number;
  cpuCount: number;
  cpuSum: number;
  cpuMax: number | null;
  memoryCount: number;
  memorySum: number;
  memoryMax: number | null;
  gpuCount: number;
  gpuSum: number;
  gpuMax: number | null;
  lastCpu: number | null;
  lastMemory: number | null;
  lastGpu: number | null;
  lastGpus: readonly Device[] | null;
}

interface OwnedSample {
  readonly runId: string;
  readonly nodeLabel: number;
  readonly sample: Sample;
}

/** The sums of samples by run and node. In one pass and in place: ten thousand samples come at a time. */
export function sumSeries(rows: readonly OwnedSample[]): Readonly<SeriesSum>[] {
  const sums: SeriesSum[] = [];
  const byRun = new Map<string, Map<number, SeriesSum>>();
  for (const row of rows) {
    const { runId, nodeLabel, sample } = row;
    let byNode = byRun.get(runId);
    if (byNode === undefined) {
      byNode = new Map();
      byRun.set(runId, byNode);
    }
    let sum = byNode.get(nodeLabel);
    if (sum === undefined) {
      sum = emptySum(row);
      byNode.set(nodeLabel, sum);
      sums.push(sum);
    }
    addTo(sum, sample);
  }
  return sums;
}

/** Written out, and with numbers where numbers will be: objects that change their form cost ten times as much. */
function emptySum({ runId, nodeLabel, sample: { at } }: OwnedSample): SeriesSum {
  return {
    runId,
    nodeLabel,
    firstAt: at,
    lastAt: 0,
    sampleCount: 0,
    cpuCount: 0,
    cpuSum: 0,
    cpuMax: null,
    memoryCount: 0,
    memorySum: 0,
    memoryMax: null,
    gpuCount: 0,
    gpuSum: 0,
    gpuMax: null,
    lastCpu: null,
    lastMemory: null,
    lastGpu: null,
    lastGpus: null,
  };
}

function addTo(sum: SeriesSum, { at, cpu, memory, gpu, gpus }: Sample): void {
  sum.sampleCount += 1;
  if (at < sum.firstAt) sum.firstAt = at;
  if (at > sum.lastAt) {
    sum.lastAt = at;
    sum.lastCpu = cpu;
    sum.lastMemory = memory;
    sum.lastGpu = gpu;
    sum.lastGpus = gpus;
  }
  if (cpu !== null) {
    sum.cpuCount += 1;
    sum.cpuSum += cpu;
    sum.cpuMax = greater(sum.cpuMax, cpu);
  }
  if (memory !== null) {
    sum.memoryCount += 1;
    sum.memorySum += memory;
    sum.memoryMax = greater(sum.memoryMax, memory);
  }
  if (gpu !== null) {
    sum.gpuCount += 1;
    sum.gpuSum += gpu;
    sum.gpuMax = greater(sum.gpuMax, gpu);
  }
}

function greater(known: number | null, value: number): number {
  return known === null || value > known ? value : known;
}
