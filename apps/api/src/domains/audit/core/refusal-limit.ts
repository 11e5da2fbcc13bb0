const WINDOW_MS = 10 * 60_000;
const MINUTE_MS = 60_000;
const MOST_A_MINUTE = 60;
/** As many kinds of refusal as a process remembers; the oldest is forgotten first. */
const MOST_KINDS = 10_000;

interface Kind {
  readonly admittedAt: number;
  repeated: number;
}

/** Lets one refusal of a kind through in ten minutes, and sixty of all kinds in a minute; times are milliseconds. */
export class RefusalLimit {
  readonly #kinds = new Map<string, Kind>();
  #minuteFrom = Number.NEGATIVE_INFINITY;
  #inMinute = 0;

  /** How many of this kind were held back since the last one that was let through; null: so is this one. */
  admit(kind: string, now: number): number | null {
    const known = this.#kinds.get(kind);
    const early = known !== undefined && now - known.admittedAt < WINDOW_MS;
    if (early || !this.#hasRoom(now)) {
      if (known !== undefined) known.repeated += 1;
      return null;
    }
    this.#inMinute += 1;
    this.#kinds.delete(kind); // so that it becomes the youngest
    this.#kinds.set(kind, { admittedAt: now, repeated: 0 });
    const [oldest] = this.#kinds.keys();
    if (this.#kinds.size > MOST_KINDS && oldest !== undefined) this.#kinds.delete(oldest);
    return known?.repeated ?? 0;
  }

  #hasRoom(now: number): boolean {
    if (now - this.#minuteFrom >= MINUTE_MS) {
      this.#minuteFrom = now;
      this.#inMinute = 0;
    }
    return this.#inMinute < MOST_A_MINUTE;
  }
}
