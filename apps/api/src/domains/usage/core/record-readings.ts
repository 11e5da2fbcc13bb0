import type { Column } from "./sacct-columns.ts";
import { REAL_TIME_PATTERN } from "./slurm-time.ts";

/** The ways to read a text as one record: no way, more than one, or the fields of the only one. */
export type Reading = "none" | "many" | readonly string[];

/** More pieces than this are not looked through: no honest record has them. */
const MOST_PIECES = 20_000;
const MOST_ALIGNMENTS = 200;

/**
 * Reads records that a text broke, sacct escaping nothing: columns that people write may have swallowed delimiters and
 * newlines, and every other column must look like what it is.
 *
 * Two readings that differ in nothing a run is made of are one. A reading in which a text would hold a time of its own
 * between delimiters counts as several, since that text looks like a record: it may have been made to.
 */
export class RecordReadings {
  readonly #columns: readonly Column[];
  readonly #delimiter: string;
  readonly #head: number;

  constructor(columns: readonly Column[], delimiter: string) {
    this.#columns = columns;
    this.#delimiter = delimiter;
    const firstText = columns.findIndex((column) => column.pattern === null);
    this.#head = firstText < 0 ? columns.length : firstText;
  }

  /** Whether a record may begin with this line: what comes before the first text, or all but one field, looks right. */
  startsRecord(line: string): boolean {
    const pieces = line.split(this.#delimiter);
    if (this.#head === 0) return true;
    const checked = Math.min(this.#head, pieces.length === this.#columns.length ? this.#head : pieces.length - 1);
    if (checked > 0 && this.#wrongFields(pieces.slice(0, checked)) === 0) return true;
    return pieces.length === this.#columns.length && this.#wrongFields(pieces) <= 1;
  }

  /** The fields of a line that has exactly as many as there are columns. */
  exactFields(line: string): readonly string[] | undefined {
    const pieces = line.split(this.#delimiter);
    return pieces.length === this.#columns.length ? pieces : undefined;
  }

  read(text: string): Reading {
    const pieces = text.split(this.#delimiter);
    if (pieces.length < this.#columns.length) return "none";
    if (pieces.length > MOST_PIECES) return "many";
    const fits = this.#fits(pieces);
    if (!fits(0, 0)) return "none";
    const found: string[][] = [];
    const complete = this.#collect({ pieces, fits, found }, [], 0);
    const [only, ...others] = found;
    if (only === undefined || !complete) return "many";
    const key = this.#essence(only);
    return others.some((other) => this.#essence(other) !== key) || this.#holdsRecord(only) ? "many" : only;
  }

  /** Whether the text may be the beginning of a record that goes on: it ends within a text column. */
  isBeginning(text: string): boolean {
    const pieces = text.split(this.#delimiter);
    if (pieces.length > MOST_PIECES) return false;
    let reached = new Set([0]);
    for (const [index, piece] of pieces.entries()) {
      const last = index === pieces.length - 1;
      const next = new Set<number>();
      for (const column of reached) this.#step(next, { column, piece, last });
      if (last) return next.size > 0;
      reached = next;
    }
    return false;
  }

  #step(next: Set<number>, { column, piece, last }: { column: number; piece: string; last: boolean }): void {
    const pattern = this.#columns[column]?.pattern;
    if (pattern === undefined) return;
    if (pattern === null) next.add(column).add(column + 1);
    else if (!last && pattern.test(piece)) next.add(column + 1);
  }

  #wrongFields(pieces: readonly string[]): number {
    let wrong = 0;
    for (const [index, piece] of pieces.entries()) {
      const pattern = this.#columns[index]?.pattern ?? null;
      if (pattern !== null && !pattern.test(piece)) wrong += 1;
    }
    return wrong;
  }

  /** Whether the columns from `column` on can take the pieces from `piece` on, worked out from the end. */
  #fits(pieces: readonly string[]): (column: number, piece: number) => boolean {
    const surplus = pieces.length - this.#columns.length;
    const width = surplus + 1;
    const table = new Uint8Array((this.#columns.length + 1) * width);
    const fits = (column: number, piece: number) =>
      piece - column >= 0 && piece - column <= surplus && table[column * width + piece - column] === 1;
    table[this.#columns.length * width + surplus] = 1;
    for (let column = this.#columns.length - 1; column >= 0; column -= 1) {
      const pattern = this.#columns[column]?.pattern ?? null;
      const fit = (piece: number) =>
        pattern === null
          ? fits(column + 1, piece + 1) || fits(column, piece + 1)
          : fits(column + 1, piece + 1) && pattern.test(pieces[piece] ?? "");
      for (let piece = column + surplus; piece >= column; piece -= 1) {
        table[column * width + piece - column] = fit(piece) ? 1 : 0;
      }
    }
    return fits;
  }

  /** Adds the readings to `search.found`; false if there are too many to look at. */
  #collect(search: Search, fields: string[], piece: number): boolean {
    const column = fields.length;
    if (column === this.#columns.length) {
      search.found.push(fields);
      return search.found.length <= MOST_ALIGNMENTS;
    }
    const longest = this.#mayBeLonger(column) ? search.pieces.length - piece : 1;
    for (let length = 1; length <= longest; length += 1) {
      if (!search.fits(column + 1, piece + length)) continue;
      const value = search.pieces.slice(piece, piece + length).join(this.#delimiter);
      if (!this.#collect(search, [...fields, value], piece + length)) return false;
    }
    return true;
  }

  /** Of neighbouring texts that nobody reads only the last takes what is too much: how they share it changes nothing. */
  #mayBeLonger(column: number): boolean {
    const next = this.#columns[column + 1];
    const unread = !isRead(this.#columns[column]) && next?.pattern === null && !isRead(next);
    return this.#columns[column]?.pattern === null && !unread;
  }

  /** What a run is made of, out of a reading. */
  #essence(fields: readonly string[]): string {
    return JSON.stringify(fields.filter((_, index) => isRead(this.#columns[index])));
  }

  #holdsRecord(fields: readonly string[]): boolean {
    return fields.some((value, index) => {
      if (this.#columns[index]?.pattern !== null) return false;
      const parts = value.split(this.#delimiter).flatMap((part) => part.split("\n"));
      return parts.length > 1 && parts.some((part) => REAL_TIME_PATTERN.test(part));
    });
  }
}

interface Search {
  readonly pieces: readonly string[];
  readonly fits: (column: number, piece: number) => boolean;
  readonly found: string[][];
}

function isRead(column: Column | undefined): boolean {
  return column !== undefined && (column.supplies.length > 0 || column.name === "AveRSS");
}
