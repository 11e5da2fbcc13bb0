import type { AppContext } from "../../platform/context.ts";
import { exposeGauge } from "../../platform/exposition.ts";
import { KeptFigures } from "../../platform/kept-figures.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { type LastDevice, type LastSample, readLastSamples } from "./last-samples.queries.ts";

/** Older samples say nothing of now. */
const OLDEST_SECONDS = 300;
/** No node has more GPUs; who tells of more does not get more series. */
const MOST_DEVICES = 16;
const PER_HUNDRED = 1 / 100;
const BYTES_PER_HUNDREDTH = 1_048_576 / 100;

const RUN_LABELS = ["cluster", "job_id", "run_id", "user", "account", "partition", "node"];
const OF_RUN: readonly (readonly [name: string, help: string, read: (sample: LastSample) => number | null])[] = [
  ["hpc_job_cpu_usage_percent", "CPU that a run uses of what it holds on a node.", (of) => times(of.cpu, PER_HUNDRED)],
  ["hpc_job_memory_usage_bytes", "Memory that a run uses on a node.", (of) => times(of.memory, BYTES_PER_HUNDREDTH)],
  ["hpc_job_gpu_usage_percent", "GPU that a run uses of what it holds on a node.", (of) => times(of.gpu, PER_HUNDRED)],
];

const DEVICE_LABELS = ["cluster", "job_id", "run_id", "node", "gpu_vendor", "gpu_id"];
const OF_DEVICE: readonly (readonly [name: string, help: string, read: (device: LastDevice) => number | null])[] = [
  ["hpc_job_gpu_device_utilization_percent", "Use of a GPU that a run holds.", ([, , use]) => times(use, PER_HUNDRED)],
  [
    "hpc_job_gpu_device_memory_used_bytes",
    "Memory in use of a GPU that a run holds.",
    ([, , , memory]) => times(memory, BYTES_PER_HUNDREDTH),
  ],
  [
    "hpc_job_gpu_device_power_watts",
    "Power of a GPU that a run holds.",
    ([, , , , watts]) => times(watts, PER_HUNDRED),
  ],
  [
    "hpc_job_gpu_device_temperature_celsius",
    "Temperature of a GPU that a run holds.",
    ([, , , , , degrees]) => times(degrees, PER_HUNDRED),
  ],
];

/** Shows what the oldest runs under way used last, on each of their nodes and GPUs. */
export function observeLastSamples(metrics: Metrics, { db, config, log }: AppContext): AsyncDisposable {
  const kept = new KeptFigures({
    read: async () => textOf(await readLastSamples(db, config.metricsMaxJobs, OLDEST_SECONDS)),
    onError: (err) => log.debug({ err }, "what runs use cannot be read"),
  });
  metrics.addKept(async () => await kept.current());
  return kept;
}

function textOf(samples: readonly LastSample[]): string {
  const ofRuns = OF_RUN.map(([name, help, read]) => {
    const series = samples.flatMap((sample) => {
      const { cluster, job_id: id, run_id: runId, user, account, partition, node } = sample;
      return figure([cluster, String(id), runId, user, account, partition, node], read(sample));
    });
    return exposeGauge({ name, help, labels: RUN_LABELS, series });
  });
  const devices = samples.flatMap(devicesOf);
  const ofDevices = OF_DEVICE.map(([name, help, read]) => {
    const series = devices.flatMap(({ labels, device }) => figure(labels, read(device)));
    return exposeGauge({ name, help, labels: DEVICE_LABELS, series });
  });
  return [...ofRuns, ...ofDevices].join("");
}

interface LabelledDevice {
  readonly labels: readonly string[];
  readonly device: LastDevice;
}

/** The GPUs of a sample, each name once: a scrape with one series twice is no scrape. */
function devicesOf({ cluster, job_id: id, run_id: runId, node, gpus }: LastSample): LabelledDevice[] {
  const named = new Map<string, LabelledDevice>();
  for (const device of (gpus ?? []).slice(0, MOST_DEVICES)) {
    const labels = [cluster, String(id), runId, node, device[1] ?? "", device[0]];
    named.set(JSON.stringify(labels), { labels, device });
  }
  return [...named.values()];
}

function figure(labels: readonly string[], value: number | null): (readonly [readonly string[], number])[] {
  return value === null ? [] : [[labels, value]];
}

function times(hundredths: number | null, factor: number): number | null {
  return hundredths === null ? null : hundredths * factor;
}
