import type { Instants } from "./local-time.ts";
import { FieldFault } from "./reject.ts";

const DAY_SECONDS = 86_400;

export type ReadTime = number | null | Instants;

/** The times of a row as they were read, each of them one instant, none, or two that the clock showed alike. */
export interface ReadTimes {
  readonly submit: ReadTime;
  readonly eligible: ReadTime;
  readonly start: ReadTime;
  readonly end: ReadTime;
}

export interface RowTimes {
  readonly submit: number | null;
  readonly eligible: number | null;
  readonly start: number | null;
  readonly end: number | null;
}

/**
 * Refuses times that cannot be: in the future, or ending before they begin. `latest` is the last instant in epoch seconds
 * that a clock may show which goes ahead of ours; `columns` is what the source calls the three.
 *
 * @throws {FieldFault}
 */
export function checkOrder(
  { submit, start, end }: RowTimes,
  latest: number,
  columns: { readonly submit: string; readonly start: string; readonly end: string },
): void {
  if (submit !== null && submit > latest) throw new FieldFault("TIME_IN_FUTURE", columns.submit);
  if (start !== null && start > latest) throw new FieldFault("TIME_IN_FUTURE", columns.start);
  if (end === null) return;
  if (end > latest) throw new FieldFault("TIME_IN_FUTURE", columns.end);
  if (start !== null && start > end) throw new FieldFault("END_BEFORE_START", columns.end);
  if (submit !== null && submit > end) throw new FieldFault("END_BEFORE_SUBMIT", columns.end);
}

/** The last second that a time may name: clocks and zones may be a day ahead of ours. */
export function latestTime(now: Date): number {
  return Math.floor(now.getTime() / 1000) + DAY_SECONDS;
}

/**
 * The one set of instants that the row's own length allows: end - start = elapsed + suspended. Null lengths are not known
 * and allow everything that is in order.
 *
 * @throws {FieldFault} `TIME_AMBIGUOUS` where more than one set, or none, remains.
 */
export function settleTimes(times: ReadTimes, elapsed: number | null, suspended: number | null): RowTimes {
  const { submit, eligible, start, end } = times;
  if (isSettled(submit) && isSettled(eligible) && isSettled(start) && isSettled(end)) {
    return { submit, eligible, start, end };
  }
  const length = elapsed === null ? null : elapsed + (suspended ?? 0);
  const fitting = combinations(times).filter((candidate) => fits(candidate, length));
  const [only, another] = fitting;
  if (only === undefined || another !== undefined) throw new FieldFault("TIME_AMBIGUOUS", ambiguousColumn(times));
  return only;
}

function isSettled(time: ReadTime): time is number | null {
  return time === null || typeof time === "number";
}

function combinations(times: ReadTimes): RowTimes[] {
  return choices(times.submit).flatMap((submit) =>
    choices(times.start).flatMap((start) =>
      choices(times.end).flatMap((end) =>
        choices(times.eligible).map((eligible) => ({ submit, eligible, start, end })),
      ),
    ),
  );
}

function choices(time: ReadTime): readonly (number | null)[] {
  return isSettled(time) ? [time] : time;
}

function fits({ submit, eligible, start, end }: RowTimes, length: number | null): boolean {
  if (start !== null && end !== null && (start > end || (length !== null && end - start !== length))) return false;
  if (submit !== null && end !== null && submit > end) return false;
  // The second row of a resized job starts before its own submit time, so submit and start say nothing of each other.
  return eligible === null || ((end === null || eligible <= end) && (submit === null || eligible >= submit));
}

function ambiguousColumn(times: ReadTimes): string {
  if (!isSettled(times.submit)) return "Submit";
  if (!isSettled(times.start)) return "Start";
  return isSettled(times.end) ? "Eligible" : "End";
}
