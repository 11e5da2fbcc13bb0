import { hourOf } from "./packed-hour.ts";

const HOUR_MS = 3_600_000;
/** An hour that ended so long ago is packed. */
const CLOSED_AFTER_MS = 60 * 60_000;
/** From so long after an hour on, whoever adds to it looks whether it is packed. The time between the two is for clocks that differ. */
const LATE_AFTER_MS = 15 * 60_000;

/** Whether the hour of a sample may be packed already, or be packed soon; times are milliseconds since 1970. */
export function isLate(at: number, now: number): boolean {
  return hourOf(at) + HOUR_MS + LATE_AFTER_MS <= now;
}

/** Hours that begin before this are closed. */
export function closedBefore(now: number): number {
  return hourOf(now - CLOSED_AFTER_MS);
}
