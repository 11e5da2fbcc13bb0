import type { Logger } from "pino";
import { listenForRecords, type RecordListener } from "./record-listener.queries.ts";
import { type SealContext, sealBatch } from "./seal-records.ts";

const SOON_MS = 25;
const WAITING_MS = 100;
const POLL_MS = 1_000;

interface SealerContext extends SealContext {
  readonly log: Pick<Logger, "warn" | "info">;
}

/**
 * Keeps linking committed audit records into the chain until it is disposed of. Any number of processes may run one:
 * they take turns. It is woken by the records themselves and looks again each second; where the connection is lost it
 * makes another, so that a record waits for the database and for nothing else.
 */
export function startSealer(ctx: SealerContext): Sealer {
  return new Sealer(ctx);
}

/** A running sealer. Disposing of it waits for the pass that is under way. */
export class Sealer implements AsyncDisposable {
  readonly #ctx: SealerContext;
  readonly #running: Promise<void>;
  #listener: RecordListener | null = null;
  #stopped = false;
  #woken = false;
  #failing = false;
  #wake: () => void = () => {};

  constructor(ctx: SealerContext) {
    this.#ctx = ctx;
    this.#running = this.#run();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    this.#wakeUp();
    await this.#running;
  }

  async #run(): Promise<void> {
    let pause = SOON_MS;
    while (!this.#stopped) {
      pause = await this.#pass(pause);
      await this.#sleep(pause);
    }
    this.#listener?.close();
  }

  /** One pass; returns how many milliseconds to rest before the next, unless records come sooner. */
  async #pass(lastPause: number): Promise<number> {
    try {
      this.#listener ??= await listenForRecords(this.#ctx.db, {
        onRecord: () => this.#wakeUp(),
        onLost: () => this.#dropListener(),
      });
      const { sealed, left } = await sealBatch(this.#ctx);
      this.#report(null);
      if (left === "ready") return 0;
      // Under load there is always one more: what comes within the pause costs one pass and not one each.
      if (sealed > 0) return SOON_MS;
      return Math.min(Math.max(lastPause, SOON_MS) * 2, left === "waiting" ? WAITING_MS : POLL_MS);
    } catch (error) {
      this.#report(error);
      this.#dropListener();
      return POLL_MS;
    }
  }

  #dropListener(): void {
    this.#listener?.close();
    this.#listener = null;
  }

  /** Says once that it cannot seal, and once that it can again. */
  #report(error: unknown): void {
    if (error !== null && !this.#failing) this.#ctx.log.warn({ err: error }, "audit records cannot be sealed");
    if (error === null && this.#failing) this.#ctx.log.info("audit records are sealed again");
    this.#failing = error !== null;
  }

  #wakeUp(): void {
    this.#woken = true;
    this.#wake();
  }

  async #sleep(milliseconds: number): Promise<void> {
    if (!this.#woken && milliseconds > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#wake = () => {};
    this.#woken = false;
  }
}
