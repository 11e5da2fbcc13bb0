import { hourOf } from "./packed-hour.ts";

/** An hour that ended so long ago is packed. */
const CLOSED_AFTER_MS = 60 * 60_000;
/** From so long after an hour on, whoever adds to it looks whether it is packed. The time between the two is for clocks that differ. */
const LATE_AFTER_MS = 15 * 60_000;

/** Samples from before this may be of hours that are packed already, or soon; times are milliseconds since 1970. */
export function lateBefore(now: number): number {
  return hourOf(now - LATE_AFTER_MS);
}

/** Hours that begin before this are closed. */
export function closedBefore(now: number): number {
  return hourOf(now - CLOSED_AFTER_MS);
}
