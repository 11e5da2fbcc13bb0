import type { Run } from "../../jobs/core/run.ts";
import type { AccountingReader, SourceFormat, SourceWarning } from "./accounting-reader.ts";
import { IngestError } from "./errors.ts";
import { JsonReader, type JsonReaderOptions } from "./json-reader.ts";
import type { ParsedBatch } from "./run-collector.ts";
import { SacctReader, type SacctReaderOptions } from "./sacct-reader.ts";

const NOTHING: ParsedBatch = { runs: [], straySteps: [], rejects: [], linesRead: 0, stepsMerged: 0 };
/** Of UTF-8, as it is read byte by byte. */
const BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
/** No source begins with more of nothing. */
const LONGEST_BLANK = 65_536;

/** Reads whatever a source sends: JSON if its first character is `{`, which no header of sacct begins with, else text. */
export class SourceReader implements AccountingReader {
  readonly #options: SacctReaderOptions & JsonReaderOptions;
  #reader: AccountingReader | null = null;
  /** What has come so far, as long as it does not say yet what it is. */
  #head: Buffer = Buffer.alloc(0);

  constructor(options: SacctReaderOptions & JsonReaderOptions) {
    this.#options = options;
  }

  get presentFields(): ReadonlySet<keyof Run> {
    return this.#reader?.presentFields ?? new Set();
  }

  get timeZones(): readonly string[] {
    return this.#reader?.timeZones ?? [];
  }

  get format(): SourceFormat {
    return this.#reader?.format ?? "text";
  }

  get apiVersion(): string | null {
    return this.#reader?.apiVersion ?? null;
  }

  get warnings(): readonly SourceWarning[] {
    return this.#reader?.warnings ?? [];
  }

  get headerText(): string | null {
    return this.#reader?.headerText ?? null;
  }

  push(chunk: Buffer): ParsedBatch {
    if (this.#reader !== null) return this.#reader.push(chunk);
    this.#head = Buffer.concat([this.#head, chunk]);
    const isUndecided = BYTE_ORDER_MARK.startsWith(this.#beginning()) && this.#head.length < LONGEST_BLANK;
    return isUndecided ? NOTHING : this.#decide();
  }

  end(): ParsedBatch {
    if (this.#reader === null) {
      if (this.#beginning() === "") throw new IngestError("INGEST_EMPTY");
      // Nothing but a part of a byte order mark: no header, so nothing can come of it.
      this.#decide();
    }
    return this.#reader?.end() ?? NOTHING;
  }

  #beginning(): string {
    return this.#head.toString("latin1").trimStart();
  }

  #decide(): ParsedBatch {
    const whole = this.#beginning();
    const beginning = whole.startsWith(BYTE_ORDER_MARK) ? whole.slice(BYTE_ORDER_MARK.length).trimStart() : whole;
    const isJson = beginning.startsWith("{");
    this.#reader = isJson ? new JsonReader(this.#options) : new SacctReader(this.#options);
    // A byte order mark is no part of JSON; the text reader knows what to do with one, and counts blank lines.
    const head = isJson ? Buffer.from(beginning, "latin1") : this.#head;
    this.#head = Buffer.alloc(0);
    return this.#reader.push(head);
  }
}
