import type { LiveRun, Reading, Source } from "./live-run.ts";

/** Figures that are made up, for demonstrations: each wanders from the one before, within what it can be. */
export class SimulatedSource implements Source {
  readonly #random: () => number;
  readonly #last = new Map<string, number>();

  /** @param random from 0 to 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  async read(runs: readonly LiveRun[]): Promise<ReadonlyMap<LiveRun, Reading>> {
    const running = new Set(runs.map(({ runId }) => runId));
    for (const key of this.#last.keys()) if (!running.has(key.split(" ")[0] ?? "")) this.#last.delete(key);
    return new Map(runs.map((run) => [run, this.#made(run)]));
  }

  #made({ runId, gpuDevices }: LiveRun): Reading {
    const figure = (name: string, most: number) => this.#wander(`${runId} ${name}`, most);
    return {
      source: "simulated",
      cpuPercent: figure("cpu", 100),
      memoryMib: figure("memory", 8_192),
      gpus: gpuDevices.map((id) => ({
        id,
        vendor: "nvidia",
        utilizationPercent: figure(`${id} use`, 100),
        memoryMib: figure(`${id} memory`, 40_960),
        powerWatts: figure(`${id} power`, 400),
        temperatureCelsius: figure(`${id} temperature`, 90),
      })),
    };
  }

  /** Ten parts in a hundred up or down. */
  #wander(key: string, most: number): number {
    const before = this.#last.get(key) ?? most * (0.3 + 0.4 * this.#random());
    const next = Math.min(most, Math.max(0, before + (this.#random() - 0.5) * 0.2 * most));
    this.#last.set(key, next);
    return Math.round(next * 10) / 10;
  }
}
