import { repeat } from "../../platform/repeat.ts";
import type { RunState } from "./core/run-state.ts";
import { LiveChannel, type LiveLine, type LiveReading, type LiveView } from "./live-channel.ts";
import type { LiveRunRow } from "./live-runs.queries.ts";

export interface LiveFeedOptions {
  /** Says something else when a run has changed; cheap. */
  readonly lastChange: () => Promise<string>;
  /** Those after a run in the order of ids, at most `limit`, each as JSON. */
  readonly runs: (page: { after: string | null; limit: number }) => Promise<readonly string[]>;
  readonly states: (runIds: readonly string[]) => Promise<ReadonlyMap<string, RunState>>;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
  readonly lookMilliseconds?: number;
}

const LOOK_MS = 1_000;
/** Samples change nothing that one look would see: they are read this often. */
const READ_EVERY_MS = 5_000;
const STALE_AFTER_MS = 30_000;
const PAGE = 5_000;

/**
 * What the runs under way do, for all who follow them in this process. The database is asked by one reader, however many
 * follow, and not at all while nobody does. Who follow the same share what is told.
 */
export class LiveFeed implements AsyncDisposable {
  readonly #options: LiveFeedOptions;
  readonly #channels = new Map<string, LiveChannel>();
  #reader: AsyncDisposable | null = null;
  /** Which reader it is: one that was sent away tells nothing of what it was still reading. */
  #reign = 0;
  #last: LiveReading | null = null;
  #lastChange = "";
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(options: LiveFeedOptions) {
    this.#options = options;
  }

  /** Has `deliver` told of the whole picture at once, or as soon as it is read, and then of what changes, as JSON. Returns what ends it. */
  follow(view: LiveView, deliver: (news: string) => void): () => void {
    const key = JSON.stringify(view);
    const channel = this.#channels.get(key) ?? new LiveChannel(view);
    this.#channels.set(key, channel);
    this.#begin();
    const leave = channel.join(deliver, this.#last);
    return () => {
      leave();
      if (channel.isEmpty && this.#channels.get(key) === channel) this.#channels.delete(key);
      if (this.#channels.size === 0) void this[Symbol.asyncDispose]();
    };
  }

  /** Whether what is told is so old that it is better to tell nothing. */
  get isStale(): boolean {
    return this.#reader !== null && performance.now() - this.#readAt > STALE_AFTER_MS;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const reader = this.#reader;
    this.#reader = null;
    this.#reign += 1;
    this.#last = null;
    await reader?.[Symbol.asyncDispose]();
  }

  #begin(): void {
    if (this.#reader !== null) return;
    this.#readAt = performance.now();
    const { lookMilliseconds = LOOK_MS, onError } = this.#options;
    this.#reader = repeat(async () => await this.#look(), { milliseconds: lookMilliseconds, onError });
  }

  async #look(): Promise<void> {
    const reign = this.#reign;
    // Before the runs: what happens meanwhile is seen by the next look.
    const change = await this.#options.lastChange();
    const now = performance.now();
    const isDue = this.#last === null || change !== this.#lastChange || now - this.#readAt >= READ_EVERY_MS;
    if (!isDue) return;
    const reading = await this.#read(this.#last?.lines ?? new Map());
    if (reign !== this.#reign) return;
    this.#last = reading;
    this.#lastChange = change;
    this.#readAt = now;
    for (const channel of this.#channels.values()) channel.tell(reading);
  }

  async #read(before: ReadonlyMap<string, LiveLine>): Promise<LiveReading> {
    const at = this.#options.now().toISOString();
    const lines = new Map<string, LiveLine>();
    for (let after: string | null = null; ; ) {
      const texts = await this.#options.runs({ after, limit: PAGE });
      for (const text of texts) {
        const run: LiveRunRow = JSON.parse(text);
        const known = before.get(run.run_id);
        lines.set(run.run_id, known?.text === text ? known : { text, run });
        after = run.run_id;
      }
      if (texts.length < PAGE) break;
    }
    const gone = [...before.keys()].filter((runId) => !lines.has(runId));
    const states = gone.length === 0 ? new Map<string, RunState>() : await this.#options.states(gone);
    return { at, lines, stateOf: (runId) => lines.get(runId)?.run.state ?? states.get(runId) };
  }
}
