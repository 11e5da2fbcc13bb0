import type { LiveRun, Reading, Source } from "./live-run.ts";
import type { Log } from "./log.ts";
import type { PurserApi, RejectedSample } from "./purser-api.ts";
import type { Spool } from "./spool.ts";

interface Parts {
  readonly api: PurserApi;
  readonly source: Source;
  readonly spool: Spool;
  readonly log: Log;
  readonly now: () => Date;
  readonly cluster: string;
  readonly node: string;
  /** For how long one round may send what waits. */
  readonly sendMs: number;
}

const BATCH = 1_000;

/** Looks at the running jobs of a node round by round. What is read goes through the spool, so that order holds. */
export class Collector {
  readonly #parts: Parts;
  /** Where Purser is away, those that it told of last. */
  #runs: readonly LiveRun[] = [];
  /** Which call does not succeed, and why. */
  readonly #failing = new Map<"runs" | "samples", string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async round(): Promise<void> {
    const { source, spool } = this.#parts;
    await this.#learnRuns();
    const readings = await source.read(this.#runs);
    const samples = [...readings].filter(saysSomething).map(([run, reading]) => this.#sample(run, reading));
    for (let from = 0; from < samples.length; from += BATCH) {
      await spool.add(JSON.stringify({ samples: samples.slice(from, from + BATCH) }));
    }
    await this.#send();
  }

  async #learnRuns(): Promise<void> {
    const answer = await this.#parts.api.listRuns();
    if (answer.kind !== "given") return this.#noteFailing("runs", answer.why);
    this.#runs = answer.value;
    this.#noteWorking("runs");
  }

  /** Oldest first, and nothing overtakes what could not be sent. */
  async #send(): Promise<void> {
    const { api, spool, log } = this.#parts;
    const until = performance.now() + this.#parts.sendMs;
    await spool.flush();
    while (performance.now() < until) {
      const body = await spool.oldest();
      if (body === null) return;
      const answer = await api.sendSamples(body);
      if (answer.kind === "later") return this.#noteFailing("samples", answer.why);
      this.#noteWorking("samples");
      if (answer.kind === "refused") {
        log("error", "Purser refuses a batch: it is set aside", { why: answer.why });
        await spool.setAside();
        continue;
      }
      if (answer.value.length > 0) log("warn", "Purser did not take some samples", countedByCode(answer.value));
      await spool.drop();
    }
  }

  #sample(run: LiveRun, reading: Reading): unknown {
    const used = reading.gpus.flatMap(({ utilizationPercent }) => utilizationPercent ?? []);
    return {
      run_id: run.runId,
      cluster: this.#parts.cluster,
      job_id: run.jobId,
      node: this.#parts.node,
      timestamp: this.#parts.now().toISOString(),
      cpu_percent: rounded(reading.cpuPercent),
      memory_mib: rounded(reading.memoryMib),
      gpu_percent: used.length === 0 ? undefined : rounded(used.reduce((sum, each) => sum + each, 0) / used.length),
      gpus:
        reading.gpus.length === 0
          ? undefined
          : reading.gpus.map((gpu) => ({
              id: gpu.id,
              vendor: gpu.vendor,
              utilization_percent: rounded(gpu.utilizationPercent),
              memory_mib: rounded(gpu.memoryMib),
              power_watts: rounded(gpu.powerWatts),
              temperature_celsius: rounded(gpu.temperatureCelsius),
            })),
      source: reading.source,
    };
  }

  /** Says it once, not in every round. */
  #noteFailing(call: "runs" | "samples", why: string): void {
    if (this.#failing.get(call) !== why) this.#parts.log("warn", "Purser cannot be asked now", { call, why });
    this.#failing.set(call, why);
  }

  #noteWorking(call: "runs" | "samples"): void {
    if (this.#failing.delete(call)) this.#parts.log("info", "Purser answers again", { call });
  }
}

const saysSomething = ([, { cpuPercent, memoryMib, gpus }]: [LiveRun, Reading]) =>
  cpuPercent !== null || memoryMib !== null || gpus.length > 0;

/** Left out where it is not known; otherwise to hundredths, beyond which it is noise. */
const rounded = (figure: number | null) => (figure === null ? undefined : Math.round(figure * 100) / 100);

function countedByCode(rejected: readonly RejectedSample[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of rejected) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
