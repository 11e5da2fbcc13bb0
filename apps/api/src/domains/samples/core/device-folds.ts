import { type FoldOptions, MetricFold, type MetricItem, statsOf } from "./metric-fold.ts";
import type { Sample } from "./sample.ts";

/** One GPU over time. */
export interface FoldedDevice {
  readonly nodeLabel: number;
  readonly id: string;
  readonly vendor: string | null;
  /** Stats of utilisation, memory, power and temperature. */
  readonly points: readonly MetricItem[];
}

/** So many GPUs are told of; more are counted up to a bound, so that memory has one. */
const MOST_TOLD = 32;
const MOST_COUNTED = 256;
const MOST_POINTS = 1_000;

interface Tracked extends Omit<FoldedDevice, "points"> {
  readonly fold: MetricFold;
}

/** Brings the samples of each GPU down to a number of points. */
export class DeviceFolds {
  readonly #options: FoldOptions;
  readonly #tracked = new Map<string, Tracked>();

  constructor({ points, from, to }: FoldOptions) {
    this.#options = { points: Math.min(points, MOST_POINTS), from, to };
  }

  add(nodeLabel: number, { at, gpus }: Sample): void {
    for (const { id, vendor, utilization, memory, power, temperature } of gpus ?? []) {
      const stats = [statsOf(utilization), statsOf(memory), statsOf(power), statsOf(temperature)];
      this.#track({ nodeLabel, id, vendor })?.fold.add({ at, nodeLabel, samples: 1, stats });
    }
  }

  /** The first GPUs by node and id, and how many more there are. */
  result(): { readonly devices: readonly FoldedDevice[]; readonly leftOut: number } {
    const keys = [...this.#tracked.keys()].sort();
    const devices = keys.slice(0, MOST_TOLD).flatMap((key) => {
      const tracked = this.#tracked.get(key);
      if (tracked === undefined) return [];
      const { fold, ...device } = tracked;
      return [{ ...device, points: fold.result().points }];
    });
    return { devices, leftOut: keys.length - devices.length };
  }

  #track(device: Omit<Tracked, "fold">): Tracked | undefined {
    const key = JSON.stringify([device.nodeLabel, device.id, device.vendor]);
    const known = this.#tracked.get(key);
    if (known !== undefined || this.#tracked.size >= MOST_COUNTED) return known;
    const tracked = { ...device, fold: new MetricFold(this.#options) };
    this.#tracked.set(key, tracked);
    return tracked;
  }
}
