import { setTimeout as sleep } from "node:timers/promises";
import { repeat } from "./repeat.ts";

export interface KeptOptions {
  /** Reads the figures; what it gives is shown until the next reading. */
  readonly read: () => Promise<string>;
  /** Whether something has happened since the last reading that must be seen before the next one is due; cheap. */
  readonly hasChanged?: () => Promise<boolean>;
  readonly onError: (error: unknown) => void;
}

const LOOK_MS = 1_000;
const READ_EVERY_MS = 5_000;
/** Figures of before are no figures: without a reading for so long there are none. */
const GONE_AFTER_MS = 30_000;
/** Nobody collects: nothing is read. */
const IDLE_AFTER_MS = 10 * 60_000;
/** A scrape waits this long for the first reading. */
const PATIENCE_MS = 1_000;
const NOTHING = Buffer.alloc(0);

/**
 * Figures that a scrape takes from memory. They are read again each five seconds, and within a second of a change, by the
 * process that shows them, however often it is asked; so all replicas say the same. While nobody asks nothing is read.
 */
export class KeptFigures implements AsyncDisposable {
  readonly #options: KeptOptions;
  #text: Buffer | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #reading: AsyncDisposable | null = null;
  #first: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: KeptOptions) {
    this.#options = options;
  }

  /** The figures as they were read last, encoded once for all scrapes; empty where they cannot be read. */
  async current(): Promise<Buffer> {
    this.#askedAt = performance.now();
    this.#begin();
    if (this.#text === null) {
      const timer = new AbortController();
      const late = sleep(PATIENCE_MS, undefined, { signal: timer.signal, ref: false }).catch(() => {});
      await Promise.race([this.#first, late]);
      timer.abort();
    }
    return this.#text ?? NOTHING;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#end();
  }

  #begin(): void {
    if (this.#reading !== null || this.#isClosed) return;
    let begun: () => void = () => {};
    this.#first = new Promise((resolve) => {
      begun = resolve;
    });
    const look = async () => await this.#look().finally(begun);
    this.#reading = repeat(look, { milliseconds: LOOK_MS, onError: (error) => this.#fail(error) });
  }

  async #end(): Promise<void> {
    const reading = this.#reading;
    this.#reading = null;
    this.#text = null;
    this.#readAt = Number.NEGATIVE_INFINITY;
    await reading?.[Symbol.asyncDispose]();
  }

  async #look(): Promise<void> {
    const now = performance.now();
    if (now - this.#askedAt > IDLE_AFTER_MS) {
      // Not waited for: it waits for this look.
      void this.#end();
      return;
    }
    const isDue = now - this.#readAt >= READ_EVERY_MS || ((await this.#options.hasChanged?.()) ?? false);
    if (!isDue) return;
    const text = Buffer.from(await this.#options.read());
    if (this.#reading === null) return;
    this.#text = text;
    this.#readAt = now;
  }

  #fail(error: unknown): void {
    if (performance.now() - this.#readAt > GONE_AFTER_MS) this.#text = null;
    this.#options.onError(error);
  }
}
