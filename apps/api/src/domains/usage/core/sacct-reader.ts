import type { Run } from "../../jobs/core/run.ts";
import type { AccountingReader } from "./accounting-reader.ts";
import { ClusterZones } from "./cluster-zones.ts";
import { IngestError } from "./errors.ts";
import { decodeUtf8, ownCopy } from "./memo.ts";
import { RecordAssembler } from "./record-assembler.ts";
import { RecordReadings } from "./record-readings.ts";
import { FieldFault } from "./reject.ts";
import { type Row, RowParser } from "./row-parser.ts";
import { type ParsedBatch, RunCollector } from "./run-collector.ts";
import { parseHeader, presentFields, type SacctHeader } from "./sacct-header.ts";

export type { ParsedBatch } from "./run-collector.ts";

export interface SacctReaderOptions {
  /** The cluster of rows that do not name one. */
  readonly cluster: string | null;
  /** The IANA zone that local times are in: one for the whole text, or that of each cluster in it. */
  readonly timeZone: string | ((cluster: string) => string);
  readonly now: Date;
  readonly maxRecordBytes?: number;
}

const MAX_RECORD_BYTES = 1_048_576;

/** What is set up once the header is known. */
interface Body {
  readonly header: SacctHeader;
  readonly headerText: string;
  readonly parser: RowParser;
  readonly readings: RecordReadings;
  readonly assembler: RecordAssembler;
  readonly present: ReadonlySet<keyof Run>;
  /** The fields of the line in hand, and an empty one at the end for absent columns. */
  readonly fields: string[];
}

/**
 * Reads the text of `sacct --parsable2` or `--parsable` in pieces of any size: what comes out does not depend on how the
 * text was cut. Memory is bounded by `maxRecordBytes`, whatever the length of the text.
 *
 * A line that is one whole record goes straight through; the assembler gets the others, and the line before them.
 *
 * @throws {IngestError} from any call, if the file as a whole cannot be read: nothing of it may be kept then.
 */
export class SacctReader implements AccountingReader {
  readonly format = "text";
  readonly apiVersion = null;
  readonly warnings = [];
  readonly #options: SacctReaderOptions;
  readonly #maxRecordBytes: number;
  readonly #zones: ClusterZones;
  readonly #collector = new RunCollector();
  #body: Body | null = null;
  /** The line that has no end yet. */
  #rest = "";
  #overlong = false;
  #lineNumber = 0;
  #linesTaken = 0;
  /** The latest whole record, which the next line may yet turn out to belong to. */
  #pending: { number: number; text: string; row: Row } | null = null;
  #careful = false;

  constructor(options: SacctReaderOptions) {
    this.#options = options;
    this.#maxRecordBytes = options.maxRecordBytes ?? MAX_RECORD_BYTES;
    this.#zones = new ClusterZones(options.timeZone);
  }

  get header(): SacctHeader | null {
    return this.#body?.header ?? null;
  }

  /** The first line as it came; null before it has been read. */
  get headerText(): string | null {
    return this.#body?.headerText ?? null;
  }

  /** The fields of a run that the file's columns can supply; none before the header has been read. */
  get presentFields(): ReadonlySet<keyof Run> {
    return this.#body?.present ?? new Set();
  }

  /** The zones in which times have been read so far, in the order of their names. */
  get timeZones(): string[] {
    return this.#zones.names;
  }

  push(chunk: Buffer): ParsedBatch {
    if (chunk.includes(0)) throw new IngestError("INGEST_BINARY");
    const text = chunk.toString("latin1");
    let start = 0;
    let end = text.indexOf("\n");
    if (end < 0) {
      // A record that is too long already is kept as far as it is; putting it together again for each piece takes for ever.
      if (!this.#overlong) this.#keepRest(this.#rest + text, 0);
      return this.#collector.take(this.#linesSinceTaken());
    }
    if (this.#rest !== "") {
      // Only the line that began in the piece before is put together: joining the whole piece to it would copy it.
      const first = this.#rest + text.slice(0, end);
      this.#line(first, 0, first.length);
      start = end + 1;
      end = text.indexOf("\n", start);
    }
    for (; end >= 0; end = text.indexOf("\n", start)) {
      this.#line(text, start, end);
      start = end + 1;
    }
    this.#keepRest(text, start);
    return this.#collector.take(this.#linesSinceTaken());
  }

  end(): ParsedBatch {
    if (this.#rest.trim() !== "" || this.#overlong) {
      if (this.#body === null) this.#readHeader(this.#rest);
      throw new IngestError("INGEST_TRUNCATED", { line: this.#lineNumber + 1 });
    }
    if (this.#body === null) throw new IngestError("INGEST_EMPTY");
    const complete = this.#body.assembler.end();
    if (!complete) throw new IngestError("INGEST_TRUNCATED", { line: this.#lineNumber });
    this.#flushPending();
    return this.#collector.takeLast(this.#linesSinceTaken());
  }

  #keepRest(text: string, start: number): void {
    const length = text.length - start;
    if (length <= this.#maxRecordBytes) {
      this.#rest = ownCopy(text.slice(start));
      return;
    }
    if (this.#body === null) throw new IngestError("INGEST_HEADER_MISSING");
    this.#overlong = true;
    this.#rest = ownCopy(text.slice(start, start + this.#maxRecordBytes));
  }

  #line(text: string, start: number, lineEnd: number): void {
    this.#lineNumber += 1;
    if (this.#body === null) this.#firstLine(text.slice(start, lineEnd));
    else if (this.#overlong || lineEnd - start > this.#maxRecordBytes) {
      this.#tooLong(this.#body, text.slice(start, lineEnd));
    } else {
      const endsCrLf = this.#body.header.crlf && lineEnd > start && text.charCodeAt(lineEnd - 1) === 13;
      this.#record(this.#body, text, { start, end: endsCrLf ? lineEnd - 1 : lineEnd });
    }
  }

  #record(body: Body, text: string, { start, end }: { start: number; end: number }): void {
    const row = this.#careful ? null : this.#wholeRow(body, text, { start, end });
    if (row === null) {
      this.#carefully(body, text.slice(start, end));
      return;
    }
    this.#flushPending();
    this.#pending = { number: this.#lineNumber, text: text.slice(start, end), row };
  }

  /** The row of a line that is exactly one record; null if it must be looked at more closely. */
  #wholeRow(body: Body, text: string, { start, end }: { start: number; end: number }): Row | null {
    const { fields, header } = body;
    const { delimiter } = header;
    const last = header.columns.length - 1;
    let from = start;
    for (let column = 0; column < last; column += 1) {
      const to = text.indexOf(delimiter, from);
      if (to < 0 || to >= end) return null;
      fields[column] = text.slice(from, to);
      from = to + delimiter.length;
    }
    const surplus = text.slice(from, end);
    if (surplus.includes(delimiter)) return null;
    fields[last] = surplus;
    if (header.columns[last]?.name === "" && surplus !== "") return null;
    return parsedOrNull(body.parser, fields);
  }

  #carefully({ assembler, readings, parser }: Body, text: string): void {
    if (this.#pending !== null) {
      assembler.push(this.#pending);
      this.#pending = null;
    }
    this.#careful = true;
    assembler.push({ number: this.#lineNumber, text });
    if (!assembler.isQuiet) return;
    const fields = readings.startsRecord(text) ? readings.exactFields(text) : undefined;
    const row = fields === undefined ? null : parsedOrNull(parser, [...fields, ""]);
    if (row === null) return;
    const line = assembler.takeLine();
    if (line !== undefined) this.#pending = { ...line, row };
    this.#careful = false;
  }

  #tooLong({ assembler }: Body, text: string): void {
    this.#flushPending();
    this.#overlong = false;
    assembler.pushTooLong({ number: this.#lineNumber, text: text.slice(0, this.#maxRecordBytes) });
  }

  #flushPending(): void {
    if (this.#pending === null) return;
    this.#collector.row(this.#pending, this.#pending.row);
    this.#pending = null;
  }

  /** Blank lines before the header are passed over. */
  #firstLine(line: string): void {
    if (line.trim() !== "") this.#readHeader(line);
  }

  #readHeader(line: string): void {
    const header = parseHeader(line, this.#options.cluster);
    const { columns, delimiter } = header;
    const { cluster, now } = this.#options;
    const parser = new RowParser(columns, { cluster, zoneOf: (name) => this.#zones.of(name), now });
    const readings = new RecordReadings(columns, delimiter);
    const assembler = new RecordAssembler({
      readings,
      parse: (fields) => parser.parse(fields),
      sink: this.#collector,
      maxRecordBytes: this.#maxRecordBytes,
    });
    const fields = new Array<string>(columns.length + 1).fill("");
    this.#linesTaken = this.#lineNumber;
    this.#body = {
      header,
      headerText: decodeUtf8(line),
      parser,
      readings,
      assembler,
      present: presentFields(columns),
      fields,
    };
  }

  #linesSinceTaken(): number {
    if (this.#body === null) return 0;
    const count = this.#lineNumber - this.#linesTaken;
    this.#linesTaken = this.#lineNumber;
    return count;
  }
}

function parsedOrNull(parser: RowParser, fields: readonly string[]): Row | null {
  try {
    return parser.parse(fields);
  } catch (error) {
    if (error instanceof FieldFault) return null;
    throw error;
  }
}
