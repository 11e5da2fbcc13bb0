import { Temporal } from "temporal-polyfill";

/** The instants, in epoch seconds, that one reading of a clock may mean: none in a gap, two in an hour that comes twice. */
export type Instants = readonly number[];

const MIXED = Number.NaN;

/**
 * Turns local times of one zone into instants. The offset of an hour is looked up once and remembered; only the few hours
 * in which a zone changes its offset are worked out each time.
 */
export class LocalTime {
  readonly #timeZone: string;
  /** The instant at which a local hour begins, by its number; NaN where the hour has no single offset. */
  readonly #hours = new Map<number, number>();

  /** @throws {RangeError} if the zone is not known. */
  constructor(timeZone: string) {
    this.#timeZone = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  }

  /** The instants of `YYYY-MM-DDTHH:MM:SS`; `hour` is the number `YYYYMMDDHH`, and `second` may be a leap second's 60. */
  instants(hour: number, minute: number, second: number): Instants {
    let start = this.#hours.get(hour);
    if (start === undefined) {
      start = this.#hourStart(hour);
      if (this.#hours.size > 100_000) this.#hours.clear();
      this.#hours.set(hour, start);
    }
    return Number.isNaN(start) ? this.#candidates(hour, minute, second) : [start + minute * 60 + second];
  }

  /** As `instants` where there is exactly one, without making a list; NaN otherwise. */
  instant(hour: number, minute: number, second: number): number {
    const start = this.#hours.get(hour);
    if (start !== undefined) return start + minute * 60 + second;
    const [first, another] = this.instants(hour, minute, second);
    return first === undefined || another !== undefined ? Number.NaN : first;
  }

  #hourStart(hour: number): number {
    const [start, anotherStart] = this.#candidates(hour, 0, 0);
    const [last, anotherLast] = this.#candidates(hour, 59, 59);
    const single = anotherStart === undefined && anotherLast === undefined;
    return start !== undefined && last === start + 3599 && single ? start : MIXED;
  }

  #candidates(hour: number, minute: number, second: number): Instants {
    const local = plainDateTime(hour, minute);
    if (local === undefined) return [];
    const readings = (["earlier", "later"] as const).map((disambiguation) =>
      local.toZonedDateTime(this.#timeZone, { disambiguation }),
    );
    const exact = readings.filter((reading) => reading.toPlainDateTime().equals(local));
    return [...new Set(exact.map((reading) => reading.epochMilliseconds / 1000 + second))];
  }
}

function plainDateTime(hour: number, minute: number): Temporal.PlainDateTime | undefined {
  const date = Math.floor(hour / 100);
  const fields = {
    year: Math.floor(date / 10_000),
    month: Math.floor(date / 100) % 100,
    day: date % 100,
    hour: hour % 100,
    minute,
  };
  try {
    return Temporal.PlainDateTime.from(fields, { overflow: "reject" });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
