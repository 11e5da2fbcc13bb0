import { once } from "node:events";
import { finished } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { clientOf, type Tx } from "./db.ts";

/**
 * Sends rows in COPY's text format to a table, in the transaction. `chunks` hold whole lines as `copyLine` makes them.
 * Back-pressure is obeyed, so memory does not grow with the number of chunks. Returns the number of rows.
 */
export async function copyInto(
  tx: Tx,
  statement: string,
  chunks: Iterable<Buffer> | AsyncIterable<Buffer>,
): Promise<number> {
  const stream = clientOf(tx).query(copyFrom(statement));
  const done = finished(stream);
  // An error of the stream is thrown by `done`; it must not be unhandled while a chunk is being made.
  done.catch(() => {});
  for await (const chunk of chunks) {
    if (stream.destroyed) break;
    if (!stream.write(chunk)) await Promise.race([once(stream, "drain"), done]);
  }
  stream.end();
  await done;
  return stream.rowCount ?? 0;
}

/** Large enough that a call more for each is nothing, small enough that nobody waits for one. */
const CHUNK_CHARACTERS = 64 * 1024;

/** Whole lines, as `copyLine` makes them, in pieces for `copyInto`. They are asked for one by one as they are needed. */
export function* inChunks(lines: Iterable<string>): Generator<Buffer> {
  let chunk = "";
  for (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(chunk);
    chunk = "";
  }
  if (chunk !== "") yield Buffer.from(chunk);
}

const SPECIAL = /[\\\t\n\r\b\f\v]/;
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\b": "\\b",
  "\f": "\\f",
  "\v": "\\v",
};

/** One value in COPY's text format: null is `\N`, and what would end a field or a line is escaped. */
export function copyField(value: string | number | bigint | null): string {
  if (value === null) return "\\N";
  if (typeof value !== "string") return String(value);
  return SPECIAL.test(value)
    ? value.replace(/[\\\t\n\r\b\f\v]/g, (character) => ESCAPES[character] ?? character)
    : value;
}

/** One row in COPY's text format, its newline included. */
export function copyLine(values: readonly (string | number | bigint | null)[]): string {
  return `${values.map(copyField).join("\t")}\n`;
}
