import { isObject, type JsonObject } from "./json-values.ts";
import { FieldFault } from "./reject.ts";
import { rfc3339Seconds } from "./slurm-time.ts";

/** A whole number from 0 to `most`, by default to what JSON's numbers hold exactly; null for null and for nothing. */
export function countOrNull(value: unknown, field: string, most = Number.MAX_SAFE_INTEGER): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "number" || value < 0) throw new FieldFault("NUMBER_INVALID", field);
  if (value > most) throw new FieldFault("NUMBER_TOO_LARGE", field);
  if (!Number.isInteger(value)) throw new FieldFault("NUMBER_INVALID", field);
  return value;
}

/** As `countOrNull`, where null itself says nothing that could be kept. */
export function countOr(otherwise: number, value: unknown, field: string): number {
  if (value === null) throw new FieldFault("NUMBER_INVALID", field);
  return countOrNull(value, field) ?? otherwise;
}

/** A text of at most `longest` bytes; null for null, for nothing and for an empty one. */
export function wordsOrNull(value: unknown, field: string, longest: number): string | null {
  return value === null ? null : words(value, field, longest) || null;
}

/** A text of at most `longest` bytes; empty where there is none. */
export function words(value: unknown, field: string, longest: number): string {
  if (value === undefined) return "";
  if (typeof value !== "string") throw new FieldFault("VALUE_INVALID", field);
  if (Buffer.byteLength(value) > longest) throw new FieldFault("TEXT_TOO_LONG", field);
  return value;
}

/** Epoch seconds of a time of RFC 3339; null for null and for nothing. */
export function timeOrNull(value: unknown, field: string): number | null {
  if (value === undefined || value === null) return null;
  const seconds = typeof value === "string" ? rfc3339Seconds(value) : undefined;
  if (seconds === undefined) throw new FieldFault("TIME_INVALID", field);
  return seconds;
}

/** The members of an object that has no others than these; `place` is what stands before their names. */
export function membersOf(value: unknown, known: ReadonlySet<string>, place: string): JsonObject {
  if (!isObject(value)) throw new FieldFault("VALUE_INVALID", place.slice(0, -1) || null);
  const stranger = Object.keys(value).find((key) => !known.has(key));
  if (stranger !== undefined) throw new FieldFault("FIELD_UNKNOWN", nameable(`${place}${stranger}`));
  return value;
}

/** What a caller made up is named only where it looks like a name. */
function nameable(field: string): string | null {
  return /^[\w.:/+-]{1,100}$/.test(field) ? field : null;
}
