import { SamplesBusy } from "./core/errors.ts";
import type { PushedSample } from "./core/pushed-sample.ts";
import { SamplePlaces } from "./sample-places.ts";
import { type SamplesContext, type SampleVerdict, storeSamples } from "./store-samples.ts";

interface Call {
  readonly samples: readonly PushedSample[];
  readonly resolve: (verdicts: readonly SampleVerdict[]) => void;
  readonly reject: (error: unknown) => void;
}

/** What may wait to be written, in samples; a call beyond it is refused before it is taken on. */
export const MOST_WAITING = 50_000;
/** Small calls are gathered up to so many samples; a larger call is written by itself. */
const GROUP = 1_000;
/** Groups that are written at the same time: while one is being committed, the next is prepared. */
const AT_ONCE = 2;

/**
 * Writes samples of many calls together: those that come while others are being written wait for each other, are written
 * in one transaction, and are answered when it is committed. Nothing is put off: where nobody writes, a call goes at once.
 */
export class SampleWriter {
  readonly #ctx: SamplesContext & { readonly places: SamplePlaces };
  readonly #calls: Call[] = [];
  #waiting = 0;
  #writing = 0;

  constructor(ctx: SamplesContext) {
    this.#ctx = { db: ctx.db, now: ctx.now, config: ctx.config, places: new SamplePlaces(ctx.db) };
  }

  /** Samples that have been taken on and are not written yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /**
   * What became of each sample, in their order, once all of them are committed.
   *
   * @throws {SamplesBusy} where too many wait: none of these is taken on.
   */
  async write(samples: readonly PushedSample[]): Promise<readonly SampleVerdict[]> {
    if (samples.length === 0) return [];
    if (this.#waiting + samples.length > MOST_WAITING) throw new SamplesBusy("SAMPLES_BUSY");
    this.#waiting += samples.length;
    return await new Promise((resolve, reject) => {
      this.#calls.push({ samples, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#writing >= AT_ONCE || this.#calls.length === 0) return;
    this.#writing += 1;
    // Not before the calls that arrive in the same turn are there.
    setImmediate(() => {
      const group = this.#take(); // none, where another has taken them all
      void this.#writeGroup(group).finally(() => {
        this.#writing -= 1;
        for (const { samples } of group) this.#waiting -= samples.length;
        this.#next();
      });
    });
  }

  #take(): Call[] {
    let size = 0;
    let count = 0;
    for (const { samples } of this.#calls) {
      if (count > 0 && size + samples.length > GROUP) break;
      size += samples.length;
      count += 1;
    }
    return this.#calls.splice(0, count);
  }

  async #writeGroup(group: readonly Call[]): Promise<void> {
    if (group.length === 0) return;
    try {
      const verdicts = await storeSamples(
        this.#ctx,
        group.flatMap(({ samples }) => samples),
      );
      let from = 0;
      for (const { samples, resolve } of group) {
        resolve(verdicts.slice(from, from + samples.length));
        from += samples.length;
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
