import type { Device, Sample } from "./sample.ts";

/** What samples of one run on one node come to. Sums are of hundredths and exact; null: no sample says it. */
export interface SeriesSum {
  readonly runId: string;
  readonly nodeLabel: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly sampleCount: number;
  readonly cpuCount: number;
  readonly cpuSum: number;
  readonly cpuMax: number | null;
  readonly memoryCount: number;
  readonly memorySum: number;
  readonly memoryMax: number | null;
  readonly gpuCount: number;
  readonly gpuSum: number;
  readonly gpuMax: number | null;
  readonly lastCpu: number | null;
  readonly lastMemory: number | null;
  readonly lastGpu: number | null;
  readonly lastGpus: readonly Device[] | null;
}

interface OwnedSample {
  readonly runId: string;
  readonly nodeLabel: number;
  readonly sample: Sample;
}

/** The sums of samples by run and node. */
export function sumSeries(rows: readonly OwnedSample[]): SeriesSum[] {
  const groups = new Map<string, OwnedSample[]>();
  for (const row of rows) {
    const key = `${row.runId} ${row.nodeLabel}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].map(sumOf);
}

function sumOf(rows: readonly OwnedSample[]): SeriesSum {
  const samples = rows.map(({ sample }) => sample);
  const last = samples.reduce((latest, each) => (each.at > latest.at ? each : latest));
  const [cpu, memory, gpu] = [figureOf(samples, "cpu"), figureOf(samples, "memory"), figureOf(samples, "gpu")];
  return {
    ...{ runId: rows[0]?.runId ?? "", nodeLabel: rows[0]?.nodeLabel ?? 0 },
    firstAt: samples.reduce((first, { at }) => Math.min(first, at), last.at),
    lastAt: last.at,
    sampleCount: samples.length,
    ...{ cpuCount: cpu.count, cpuSum: cpu.sum, cpuMax: cpu.max },
    ...{ memoryCount: memory.count, memorySum: memory.sum, memoryMax: memory.max },
    ...{ gpuCount: gpu.count, gpuSum: gpu.sum, gpuMax: gpu.max },
    ...{ lastCpu: last.cpu, lastMemory: last.memory, lastGpu: last.gpu, lastGpus: last.gpus },
  };
}

function figureOf(samples: readonly Sample[], figure: "cpu" | "memory" | "gpu") {
  let [count, sum, max]: [number, number, number | null] = [0, 0, null];
  for (const sample of samples) {
    const value = sample[figure];
    if (value === null) continue;
    count += 1;
    sum += value;
    if (max === null || value > max) max = value;
  }
  return { count, sum, max };
}
