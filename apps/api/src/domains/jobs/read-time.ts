import { refusedValue } from "../../platform/http-errors.ts";
import { JobError } from "./core/errors.ts";

/** The end of the year 9999, in epoch seconds: the last time that RFC 3339 can write. */
export const LATEST_SECOND = 253_402_300_799;

/**
 * A time of a filter or a body in epoch seconds, with their fraction. PostgreSQL does not read every time that RFC 3339 allows, such as year 0; a
 * leap second is the end of its minute.
 *
 * @throws {HttpError} `VALIDATION_FAILED` where there is no such time.
 */
export function readSeconds(field: string, time: string, place: "querystring" | "body"): number {
  const leap = /^(.{17})60/.exec(time);
  const milliseconds = Date.parse(leap === null ? time : `${leap[1]}59${time.slice(19)}`);
  const seconds = milliseconds / 1000 + (leap === null ? 0 : 1);
  if (Number.isNaN(seconds)) throw refusedValue({ field, issue: "is not a time", in: place });
  return seconds;
}

/** 2000-01-01: Slurm is younger than that. */
const EARLIEST = 946_684_800;
/** A clock may be wrong by so much before what it says is refused. */
const AHEAD_SECONDS = 86_400;

/**
 * The moment of an event in whole epoch seconds.
 *
 * @throws {JobError} `JOB_TIME_INVALID` where it lies before Slurm was made, or more than a day ahead.
 */
export function readMoment(field: string, time: string, now: Date): number {
  const seconds = Math.floor(readSeconds(field, time, "body"));
  if (seconds < EARLIEST || seconds > now.getTime() / 1000 + AHEAD_SECONDS) {
    throw new JobError("JOB_TIME_INVALID", {}, { details: [{ field, issue: "is too early or too late" }] });
  }
  return seconds;
}
