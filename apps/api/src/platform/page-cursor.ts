import { HttpError } from "./http-errors.ts";

/** How many records a page holds where the caller does not say. */
export const DEFAULT_LIMIT = 50;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The key of a list's last record as the opaque text that the next page is asked for with. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/**
 * The key in a cursor; undefined for the first page.
 *
 * @throws {HttpError} `CURSOR_INVALID` where it is not a text of ours with as many parts.
 */
export function decodeCursor(cursor: string | undefined, parts: number): (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  const key = parseKey(cursor);
  const whole = key?.length === parts && key.every((part) => typeof part === "string" || typeof part === "number");
  if (key === undefined || !whole) throw new HttpError("CURSOR_INVALID", "malformed");
  return key;
}

/**
 * A part of a key that has to be a UUID: what else a forged cursor holds is no text of ours.
 *
 * @throws {HttpError} `CURSOR_INVALID`
 */
export function uuidPart(part: string | number | undefined): string {
  if (typeof part === "string" && UUID.test(part)) return part;
  throw new HttpError("CURSOR_INVALID", "malformed");
}

/**
 * A part of a key that has to be a whole number from 0 to `highest`.
 *
 * @throws {HttpError} `CURSOR_INVALID`
 */
export function wholePart(part: string | number | undefined, highest: number): number {
  if (typeof part === "number" && Number.isInteger(part) && part >= 0 && part <= highest) return part;
  throw new HttpError("CURSOR_INVALID", "malformed");
}

function parseKey(cursor: string): (string | number)[] | undefined {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(key) ? key : undefined;
  } catch {
    return undefined;
  }
}
