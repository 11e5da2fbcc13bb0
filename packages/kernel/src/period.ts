import { Temporal } from "temporal-polyfill";

/** A half-open interval of time `[from, to)`, in UTC. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Whether `text` is a calendar month as Purser writes it: `2026-10`. */
export function isMonth(text: string): boolean {
  return MONTH.test(text);
}

/**
 * The calendar month `YYYY-MM` as it runs in `timeZone`: from its first instant there to that of the next month.
 * Nothing depends on the host's own zone.
 *
 * @throws {RangeError} if `month` is not `YYYY-MM` or the zone is unknown.
 */
export function billingMonth(month: string, timeZone: string): Period {
  if (!isMonth(month)) throw new RangeError(`not a month: ${month}`);
  const first = Temporal.PlainYearMonth.from(month);
  const start = (value: Temporal.PlainYearMonth) =>
    new Date(value.toPlainDate({ day: 1 }).toZonedDateTime(timeZone).epochMilliseconds);
  return { from: start(first), to: start(first.add({ months: 1 })) };
}

/** The billing month, `YYYY-MM`, that `instant` falls in when read on a calendar in `timeZone`. */
export function monthOf(instant: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toPlainYearMonth()
    .toString();
}

/** Whether `instant` lies in the half-open `period`. */
export function contains(period: Period, instant: Date): boolean {
  return instant >= period.from && instant < period.to;
}

/** The month `count` months before `month`, both `YYYY-MM`. */
export function monthsBefore(month: string, count: number): string {
  return Temporal.PlainYearMonth.from(month).subtract({ months: count }).toString();
}

/** The calendar day, `YYYY-MM-DD`, that `instant` falls on in `timeZone`. */
export function dayOf(instant: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/**
 * The calendar day `YYYY-MM-DD` as it runs in `timeZone`: 23 or 25 hours where the clock changes.
 *
 * @throws {RangeError} if `day` is not a date or the zone is unknown.
 */
export function calendarDay(day: string, timeZone: string): Period {
  const date = Temporal.PlainDate.from(day);
  const start = (value: Temporal.PlainDate) => new Date(value.toZonedDateTime(timeZone).epochMilliseconds);
  return { from: start(date), to: start(date.add({ days: 1 })) };
}
