import { FieldFault } from "./reject.ts";

/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at the end of the path; undefined where there is no such path. */
export function memberOf(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) found = isObject(found) ? found[key] : undefined;
  return found;
}

/** The elements of a list; none where there is no list. */
export function listOf(value: unknown, field: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new FieldFault("VALUE_INVALID", field);
  return value;
}

/** Slurm has NO_VAL64 and INFINITE64 there, and every smaller count of 64 bits is a count. */
const UNKNOWN_FROM = 2 ** 63;
/** Slurm's NO_VAL and INFINITE of 32 bits. */
const UNKNOWN_32: ReadonlySet<number> = new Set([0xfffffffe, 0xffffffff]);

/**
 * A whole number, as Slurm's versions write it: bare, or as `{set, infinite, number}`. Null where Slurm does not know:
 * null, not set, infinite, below zero (-2 is its NO_VAL with a sign) or from 2^63 on.
 *
 * @throws {FieldFault} for anything else, and for what is too large to be exact.
 */
export function wholeOf(value: unknown, field: string): number | null {
  const bare = isObject(value) ? flaggedNumber(value) : value;
  if (bare === undefined || bare === null) return null;
  if (typeof bare !== "number") throw new FieldFault("NUMBER_INVALID", field);
  if (bare < 0 || bare >= UNKNOWN_FROM) return null;
  if (bare > Number.MAX_SAFE_INTEGER) throw new FieldFault("NUMBER_TOO_LARGE", field);
  if (!Number.isInteger(bare)) throw new FieldFault("NUMBER_INVALID", field);
  return bare;
}

/** A whole number that Slurm keeps in 32 bits, with the two values there that stand for none. */
export function whole32Of(value: unknown, field: string): number | null {
  const whole = wholeOf(value, field);
  return whole !== null && UNKNOWN_32.has(whole) ? null : whole;
}

function flaggedNumber(value: JsonObject): unknown {
  return value.set === false || value.infinite === true ? null : value.number;
}

/** A text; empty where there is none. `longest` is in bytes. */
export function textOf(value: unknown, field: string, longest: number): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string" || value.includes("\0")) throw new FieldFault("VALUE_INVALID", field);
  if (value.length * 3 > longest && Buffer.byteLength(value) > longest) throw new FieldFault("TEXT_TOO_LONG", field);
  return value;
}
