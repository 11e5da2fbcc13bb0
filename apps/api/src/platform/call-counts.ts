import type pg from "pg";
import { BoundedMap } from "./bounded-map.ts";

/** A count as it stands after one more call. */
export interface Count {
  /** How many calls there were in this window, this one included. */
  readonly calls: number;
  readonly remainingMilliseconds: number;
}

export interface CallCountsOptions {
  readonly pool: pg.Pool;
  /** Told when the database cannot be asked; counting goes on with what this process knows. */
  readonly onError: (error: Error) => void;
}

const WINDOW_SECONDS = 60;
const WRITE_MILLISECONDS = 1_000;
/** What a replica may count by itself before it asks how far the others are, as a part of the limit. */
const UNASKED_PART = 20;
/** How long a call waits for that; then it goes by what this process knows. */
const PATIENCE_MILLISECONDS = 1_000;
const DEAF_MILLISECONDS = 5_000;
const MAX_KEYS = 50_000;
const FORGET_MILLISECONDS = 60_000;

/** The database's clock says when a window ends, so that replicas whose clocks differ agree. */
const ADD = `
  insert into platform.call_count as c (key, window_started_at, calls)
  select key, to_timestamp(floor(extract(epoch from now()) / ${WINDOW_SECONDS}) * ${WINDOW_SECONDS}), calls
  from unnest($1::text[], $2::bigint[]) as n (key, calls) order by key
  on conflict (key) do update set window_started_at = excluded.window_started_at,
    calls = excluded.calls + case when c.window_started_at = excluded.window_started_at then c.calls else 0 end
  returning key, calls::float8 as calls,
    (extract(epoch from window_started_at - clock_timestamp()) + ${WINDOW_SECONDS})::float8 * 1000 as remaining`;
const FORGET = "delete from platform.call_count where window_started_at < now() - interval '10 minutes'";

/** The counter of one key in one window. */
interface Counter {
  /** What all replicas had when the database was last asked, our own calls up to then included. */
  shared: number;
  /** Our calls that are being written. */
  writing: number;
  /** Our calls since. */
  pending: number;
  endsAt: number;
}

/** What a write has found for each key: all calls of all replicas, and how many of them were ours. */
type Written = ReadonlyMap<string, { readonly all: number; readonly ours: number }>;

/**
 * Counts calls by key over windows of a minute, shared by all replicas. A replica counts a twentieth of the limit by
 * itself and writes once a second; from there on a call waits until the database has said how far the others are. So n
 * replicas together let through at most n twentieths too much, and most calls cost no statement of their own.
 */
export class CallCounts implements AsyncDisposable {
  readonly #pool: pg.Pool;
  readonly #onError: (error: Error) => void;
  readonly #counters = new BoundedMap<string, Counter>(MAX_KEYS);
  #dirty = new Set<string>();
  #current: Promise<Written> = Promise.resolve(new Map());
  #next: Promise<Written> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #deafUntil = 0;
  #forgetAt = performance.now() + FORGET_MILLISECONDS;

  constructor({ pool, onError }: CallCountsOptions) {
    this.#pool = pool;
    this.#onError = onError;
  }

  /** Counts one call. Past the limit nothing is counted or written any more: whoever floods costs next to nothing. */
  count(key: string, limit: number): Count | Promise<Count> {
    const now = performance.now();
    const counter = this.#counterOf(key, now);
    const remainingMilliseconds = counter.endsAt - now;
    if (counter.shared > limit) return { calls: counter.shared + 1, remainingMilliseconds };
    counter.pending += 1;
    this.#dirty.add(key);
    const own = counter.writing + counter.pending;
    if (own * UNASKED_PART > limit && now >= this.#deafUntil) return this.#ask(key, counter);
    this.#writeSoon();
    return { calls: counter.shared + own, remainingMilliseconds };
  }

  /** Writes what is left and stops. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writeNext();
  }

  async #ask(key: string, counter: Counter): Promise<Count> {
    const place = counter.pending;
    const known = counter.shared + counter.writing + place;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<Written>((resolve) => {
      timer = setTimeout(() => resolve(new Map()), PATIENCE_MILLISECONDS);
    });
    const written = (await Promise.race([this.#writeNext(), patience])).get(key);
    clearTimeout(timer);
    const remainingMilliseconds = Math.max(0, counter.endsAt - performance.now());
    return { calls: written === undefined ? known : written.all - written.ours + place, remainingMilliseconds };
  }

  #counterOf(key: string, now: number): Counter {
    const found = this.#counters.get(key);
    if (found !== undefined && found.endsAt > now) return found;
    // What was not written of a window that is over does not matter any more.
    const counter = { shared: 0, writing: 0, pending: 0, endsAt: now + WINDOW_SECONDS * 1000 };
    this.#counters.set(key, counter);
    return counter;
  }

  #writeSoon(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#writeNext();
    }, WRITE_MILLISECONDS);
    this.#timer.unref();
  }

  /** The write after the one that is on its way: everybody who asks meanwhile shares it. */
  #writeNext(): Promise<Written> {
    this.#next ??= this.#current.then(async () => {
      this.#next = undefined;
      this.#current = this.#write();
      return await this.#current;
    });
    return this.#next;
  }

  async #write(): Promise<Written> {
    const batch = new Map<string, { counter: Counter; ours: number }>();
    for (const key of this.#dirty) {
      const counter = this.#counters.get(key);
      if (counter === undefined || counter.pending === 0) continue;
      batch.set(key, { counter, ours: counter.pending });
      counter.writing = counter.pending;
      counter.pending = 0;
    }
    this.#dirty = new Set();
    if (batch.size === 0) return new Map();
    try {
      return await this.#store(batch);
    } catch (error) {
      this.#deafUntil = performance.now() + DEAF_MILLISECONDS;
      for (const { counter, ours } of batch.values()) counter.shared += ours;
      this.#onError(error instanceof Error ? error : new Error(String(error)));
      return new Map();
    } finally {
      for (const { counter } of batch.values()) counter.writing = 0;
    }
  }

  async #store(batch: ReadonlyMap<string, { counter: Counter; ours: number }>): Promise<Written> {
    const values = [[...batch.keys()], Array.from(batch.values(), ({ ours }) => ours)];
    const { rows } = await this.#pool.query<{ key: string; calls: number; remaining: number }>({
      name: "count-calls",
      text: ADD,
      values,
    });
    const now = performance.now();
    const written = new Map<string, { all: number; ours: number }>();
    for (const { key, calls, remaining } of rows) {
      const entry = batch.get(key);
      if (entry === undefined) continue;
      entry.counter.shared = calls;
      entry.counter.endsAt = now + remaining;
      written.set(key, { all: calls, ours: entry.ours });
    }
    if (now >= this.#forgetAt) {
      this.#forgetAt = now + FORGET_MILLISECONDS;
      await this.#pool.query(FORGET);
    }
    return written;
  }
}
