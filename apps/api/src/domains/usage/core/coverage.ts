import { calendarDay, dayOf } from "@purser/kernel/period";

/** A half-open stretch of time in epoch seconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * `read`: it has runs, and all of it was read. `quiet`: all of it was read, and there were none. `partial`: it has runs, but
 * not all of it is known to have been read. `gap`: it has none, and not all of it was read. `open`: it is not over.
 * `outside`: it lies before the cluster's first run or after its service and has no runs, or it has not begun.
 */
export type DayState = "read" | "quiet" | "partial" | "gap" | "open" | "outside";

/** What is known of a cluster, to say of its days what they are. */
export interface Known {
  readonly timeZone: string;
  /** The first day with runs; null: there are none. */
  readonly firstDay: string | null;
  /** The last day of its service; null: it is in service. */
  readonly lastDay: string | null;
  /** What has been read: apart from each other, in order. */
  readonly spans: readonly Span[];
  readonly now: Date;
}

/** What a day `YYYY-MM-DD` of a cluster is, with so many runs. */
export function dayState(known: Known, day: string, runs: number): DayState {
  const { timeZone, spans, now } = known;
  const { from, to } = calendarDay(day, timeZone);
  if (from > now || isOutOfService(known, day, runs)) return "outside";
  if (to > now) return "open";
  const isRead = covers(spans, { from: from.getTime() / 1000, to: to.getTime() / 1000 });
  if (runs > 0) return isRead ? "read" : "partial";
  return isRead ? "quiet" : "gap";
}

function isOutOfService({ firstDay, lastDay }: Known, day: string, runs: number): boolean {
  if (firstDay === null || day < firstDay) return true;
  return lastDay !== null && day > lastDay && runs === 0;
}

/**
 * Until when there is something to read, in epoch seconds: now, or the end of the last day of a cluster that was retired.
 */
export function serviceEnd({ timeZone, lastDay, now }: Pick<Known, "timeZone" | "lastDay" | "now">): number {
  const end = lastDay === null ? now : calendarDay(lastDay, timeZone).to;
  return Math.min(end.getTime(), now.getTime()) / 1000;
}

function covers(spans: readonly Span[], { from, to }: Span): boolean {
  return spans.some((span) => span.from <= from && to <= span.to);
}

/** Days in a row, both within. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** The gaps among days without runs (given in order), days in a row as one. */
export function gapsAmong(known: Known, daysWithoutRuns: readonly string[]): { days: number; stretches: Stretch[] } {
  const gaps = daysWithoutRuns.filter((day) => dayState(known, day, 0) === "gap");
  const stretches: Stretch[] = [];
  for (const day of gaps) {
    const last = stretches.at(-1);
    if (last !== undefined && dayAfter(last.to) === day) stretches[stretches.length - 1] = { from: last.from, to: day };
    else stretches.push({ from: day, to: day });
  }
  return { days: gaps.length, stretches };
}

/** The days from one to another, which is not within. */
export function daysBetween(from: string, until: string): string[] {
  const days: string[] = [];
  for (let day = from; day < until; day = dayAfter(day)) days.push(day);
  return days;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** When the runs of a text ended and were submitted, in epoch seconds. */
export interface Extent {
  readonly firstEnd: number;
  readonly lastSubmit: number;
}

/**
 * What a text was read of, where it does not say so itself: whole days from that of its first end to that of its last
 * submission, but no later than it was read (`at`). Accounting that is asked for from A to B gives no run that ended
 * before A or was submitted after B, while runs that were under way at B may have ended days later: so this claims no day
 * that was not asked for. Null: no run of it has ended.
 */
export function spanOfText({ firstEnd, lastSubmit }: Extent, timeZone: string, at: Date): Span | null {
  if (!Number.isFinite(firstEnd)) return null;
  const first = calendarDay(dayOf(new Date(firstEnd * 1000), timeZone), timeZone);
  const last = calendarDay(dayOf(new Date(Math.max(lastSubmit, firstEnd) * 1000), timeZone), timeZone);
  const [from, to] = [first.from.getTime(), Math.min(last.to.getTime(), at.getTime())];
  return from < to ? { from: from / 1000, to: to / 1000 } : null;
}
