import type { Instants, LocalTime } from "./local-time.ts";
import { FieldFault } from "./reject.ts";

const NO_TIME: ReadonlySet<string> = new Set(["", "Unknown", "None", "0", "N/A"]);
const WITH_OFFSET = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(Z|[+-]\d\d:?\d\d)$/;
const EPOCH = /^\d{1,11}$/;
const LOCAL_LENGTH = "2026-11-21T03:05:23".length;

/** What a time looks like in sacct text, whichever way `SLURM_TIME_FORMAT` has it printed. */
export const TIME_PATTERN = /^(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:?\d\d)?|\d{9,11}|Unknown|None|N\/A|0|)$/;

/** A time that says something: what no free text has by chance between two delimiters. */
export const REAL_TIME_PATTERN = /^(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:?\d\d)?|\d{10})$/;

/**
 * A time in epoch seconds; null where Slurm says that there is none; the list of instants it may mean where the zone's
 * clock showed it twice.
 *
 * @throws {FieldFault} `TIME_INVALID` for anything else, and for a time that the zone's clock never showed.
 */
export function parseTime(text: string, column: string, zone: LocalTime): number | null | Instants {
  if (text.length === LOCAL_LENGTH) {
    const quick = localInstant(text, zone);
    if (!Number.isNaN(quick)) return quick;
  }
  if (NO_TIME.has(text)) return null;
  const instants = EPOCH.test(text) ? [Number(text)] : zonedInstants(text, zone);
  const [first, second] = instants;
  if (first === undefined) throw new FieldFault("TIME_INVALID", column);
  return second === undefined ? first : instants;
}

const RFC3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:)(\d\d)(?:\.0{1,9})?(Z|[+-]\d\d:\d\d)$/i;

/** A time of RFC 3339 in epoch seconds; undefined for anything else, for one before 1970, and for part of a second. */
export function rfc3339Seconds(text: string): number | undefined {
  const match = RFC3339.exec(text);
  const [, upToSeconds = "", seconds = "61", offset = ""] = match ?? [];
  if (Number(seconds) > 60) return undefined;
  const [instant] = offsetInstant(upToSeconds.toUpperCase(), Number(seconds), offset.toUpperCase());
  return instant !== undefined && instant >= 0 ? instant : undefined;
}

/** The instant of a local time that has exactly one; NaN for everything else. */
function localInstant(text: string, zone: LocalTime): number {
  if (text.charCodeAt(10) !== 84 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return Number.NaN;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN;
  const day = (twoDigits(text, 0) * 100 + twoDigits(text, 2)) * 10_000 + twoDigits(text, 5) * 100 + twoDigits(text, 8);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (!(minute <= 59 && second <= 60)) return Number.NaN;
  const hour = day * 100 + twoDigits(text, 11);
  return Number.isNaN(hour) ? Number.NaN : zone.instant(hour, minute, second);
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function zonedInstants(text: string, zone: LocalTime): Instants {
  const match = WITH_OFFSET.exec(text);
  const local = match?.[1] ?? text;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(local)) return [];
  const minute = Number(local.slice(14, 16));
  const second = Number(local.slice(17));
  if (minute > 59 || second > 60) return [];
  if (match === null) return zone.instants(Number(local.slice(0, 13).replace(/[-T]/g, "")), minute, second);
  return offsetInstant(local.slice(0, 17), second, match[2] ?? "Z");
}

function offsetInstant(upToSeconds: string, second: number, offset: string): Instants {
  const zone = offset === "Z" || offset.includes(":") ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
  const milliseconds = Date.parse(`${upToSeconds}00${zone}`);
  if (Number.isNaN(milliseconds)) return [];
  // Date.parse takes 30 February for 2 March: a day that does not come back the same does not exist.
  const asUtc = Date.parse(`${upToSeconds}00Z`);
  const sameDay = new Date(asUtc).toISOString().slice(0, 16) === upToSeconds.slice(0, 16);
  return sameDay ? [milliseconds / 1000 + second] : [];
}
