import { HttpError } from "./http-errors.ts";

/** How many records a page holds where the caller does not say. */
export const DEFAULT_LIMIT = 50;

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

function parseKey(cursor: string): (string | number)[] | undefined {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(key) ? key : undefined;
  } catch {
    return undefined;
  }
}
