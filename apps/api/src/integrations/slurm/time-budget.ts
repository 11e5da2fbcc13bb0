import { SourceError } from "../../domains/usage/core/source-error.ts";

/**
 * How long a source may be waited for, over one answer. What the taker of the answer does in between does not count: a
 * busy database is no reason to ask Slurm for less. Runs on the monotonic clock.
 */
export class TimeBudget {
  #remainingMs: number;
  readonly #signal: AbortSignal;

  constructor(milliseconds: number, signal: AbortSignal) {
    this.#remainingMs = milliseconds;
    this.#signal = signal;
  }

  /**
   * Waits for `work`; who calls stops the work itself where that fails.
   *
   * @throws {SourceError} `SOURCE_TIMED_OUT`, or the reason of the signal.
   */
  async spend<T>(work: Promise<T>): Promise<T> {
    const from = performance.now();
    let stop = () => {};
    const stopped = new Promise<never>((_, reject) => {
      const timer = setTimeout(() => reject(new SourceError("SOURCE_TIMED_OUT")), Math.max(0, this.#remainingMs));
      const onAbort = () => reject(this.#signal.reason);
      if (this.#signal.aborted) onAbort();
      this.#signal.addEventListener("abort", onAbort, { once: true });
      stop = () => {
        clearTimeout(timer);
        this.#signal.removeEventListener("abort", onAbort);
      };
    });
    try {
      return await Promise.race([work, stopped]);
    } finally {
      stop();
      this.#remainingMs -= performance.now() - from;
    }
  }

  /** The same pieces, waited for within the budget, and no more than `maxBytes` of them. */
  async *limit(pieces: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer, void> {
    const iterator = pieces[Symbol.asyncIterator]();
    let bytes = 0;
    for (;;) {
      const next = await this.spend(iterator.next());
      if (next.done === true) return;
      bytes += next.value.length;
      if (bytes > maxBytes) throw new SourceError("SOURCE_ANSWER_TOO_LARGE");
      yield next.value;
    }
  }
}
