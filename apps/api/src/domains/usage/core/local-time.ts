import { Temporal } from "temporal-polyfill";

/** The instants, in epoch seconds, that one reading of a clock may mean: none in a gap, two in an hour that comes twice. */
export type Instants = readonly number[];

const MIXED = Number.NaN;

/**
 * Turns local times of one zone into instants. The offset of a day is looked up once and remembered, and in the few days
 * on which a zone changes its offset that of each hour; only the hour of the change itself is worked out each time.
 */
export class LocalTime {
  readonly #timeZone: string;
  /** The instant at which a local hour begins, by its number; NaN where the hour has no single offset. */
  readonly #hours = new Map<number, number>();
  /** The same of days, by `YYYYMMDD`; NaN where the offset changes in the course of the day. */
  readonly #days = new Map<number, number>();

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
    const day = Math.floor(hour / 100);
    let dayStart = this.#days.get(day);
    if (dayStart === undefined) {
      dayStart = this.#dayStart(day);
      if (this.#days.size > 10_000) this.#days.clear();
      this.#days.set(day, dayStart);
    }
    if (!Number.isNaN(dayStart) && hour % 100 <= 23) return dayStart + (hour % 100) * 3600;
    const [start, anotherStart] = this.#candidates(hour, 0, 0);
    const [last, anotherLast] = this.#candidates(hour, 59, 59);
    const single = anotherStart === undefined && anotherLast === undefined;
    return start !== undefined && last === start + 3599 && single ? start : MIXED;
  }

  #dayStart(day: number): number {
    const [start, anotherStart] = this.#candidates(day * 100, 0, 0);
    const [last, anotherLast] = this.#candidates(day * 100 + 23, 59, 59);
    const single = anotherStart === undefined && anotherLast === undefined;
    if (start === undefined || last !== start + 86_399 || !single) return MIXED;
    const next = Temporal.Instant.fromEpochMilliseconds((start - 1) * 1000)
      .toZonedDateTimeISO(this.#timeZone)
      .getTimeZoneTransition("next");
    return next === null || next.epochMilliseconds > last * 1000 ? start : MIXED;
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
