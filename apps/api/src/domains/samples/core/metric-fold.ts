/** What values come to; all of them in hundredths, so that sums are exact. */
export interface Stats {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** One sample, or what several come to. */
export interface MetricItem {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The node of a single sample; null: of several. */
  readonly nodeLabel: number | null;
  readonly samples: number;
  /** One for each figure; null: no sample says it. */
  readonly stats: readonly (Stats | null)[];
}

export interface FoldOptions {
  /** How many points there may be. */
  readonly points: number;
  /** The time that is looked at, half open, in milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

const SECOND_MS = 1_000;

/** How long a bucket is so that no more than `points` cover the time: whole seconds. */
export function bucketLength({ points, from, to }: FoldOptions): number {
  return Math.max(1, Math.ceil((to - from) / points / SECOND_MS)) * SECOND_MS;
}

/**
 * Brings items down to a number of points: all of them one by one where they are no more, else buckets of one length.
 * It makes no difference in which order they come, and memory does not grow with their number.
 */
export class MetricFold {
  readonly #options: FoldOptions;
  #single: MetricItem[] | null = [];
  readonly #buckets = new Map<number, MetricItem>();
  #samples = 0;

  constructor(options: FoldOptions) {
    this.#options = options;
  }

  get samples(): number {
    return this.#samples;
  }

  add(item: MetricItem): void {
    this.#samples += item.samples;
    if (this.#single === null) {
      this.#addToBucket(item);
      return;
    }
    this.#single.push(item);
    if (this.#single.length <= this.#options.points) return;
    for (const each of this.#single) this.#addToBucket(each);
    this.#single = null;
  }

  /** The points in order of time, and how long their buckets are; null: each is an item by itself. */
  result(): { readonly bucketMs: number | null; readonly points: readonly MetricItem[] } {
    const bucketMs = this.#single === null ? bucketLength(this.#options) : null;
    const points = this.#single ?? [...this.#buckets.values()];
    return { bucketMs, points: points.sort((a, b) => a.at - b.at || (a.nodeLabel ?? 0) - (b.nodeLabel ?? 0)) };
  }

  #addToBucket(item: MetricItem): void {
    const length = bucketLength(this.#options);
    const at = item.at - ((item.at - this.#options.from) % length);
    const known = this.#buckets.get(at);
    const samples = (known?.samples ?? 0) + item.samples;
    const stats = item.stats.map((each, index) => mergeStats(known?.stats[index] ?? null, each));
    this.#buckets.set(at, { at, nodeLabel: null, samples, stats });
  }
}

/** A single value as what values come to. */
export function statsOf(value: number | null): Stats | null {
  return value === null ? null : { count: 1, sum: value, min: value, max: value };
}

/** What both come to. */
export function mergeStats(a: Stats | null, b: Stats | null): Stats | null {
  if (a === null || b === null) return a ?? b;
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}
