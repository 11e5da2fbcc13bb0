import { IngestError } from "./errors.ts";

/** Who gets the pieces of a document. */
export interface FrameSink {
  /** The text of one element of the list, as it stood. */
  element(text: Buffer): void;
  /** An element that was not kept whole: what there is of its beginning. */
  unkept(beginning: Buffer, why: "RECORD_TOO_LONG" | "RECORD_TOO_DEEP"): void;
}

export interface FrameLimits {
  readonly maxElementBytes: number;
  readonly maxDepth: number;
}

/** What stands around the list: Slurm's own is below a kilobyte, and errors and warnings add little. */
const MOST_ENVELOPE_BYTES = 1_048_576;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const MARKS = new Uint8Array(256);
for (const mark of [COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT]) MARKS[mark] = 1;

/** The list that is taken apart, where it opens. A quote that is escaped is inside a text and begins no key. */
const LIST_OPENS = /(?<!\\)"jobs"\s*:\s*$/;
/** Enough of what stands before a list to know its key. */
const KEY_BYTES = 64;

/**
 * Cuts a JSON document `{"jobs": [...], ...}` into the elements of its list and what stands around it, piece by piece and
 * without holding more than one element. It looks at quotes and brackets alone: whether an element is JSON is found out
 * by whoever parses it.
 */
export class JsonFramer {
  readonly #sink: FrameSink;
  readonly #limits: FrameLimits;
  #envelope: Buffer[] = [];
  #envelopeBytes = 0;
  #envelopeEnd = "";
  /** The pieces of the element in hand. */
  #element: Buffer[] = [];
  #elementBytes = 0;
  #fault: "RECORD_TOO_LONG" | "RECORD_TOO_DEEP" | null = null;
  #inList = false;
  #afterComma = false;
  #hasList = false;
  #depth = 0;
  #inText = false;
  #escaped = false;

  constructor(sink: FrameSink, limits: FrameLimits) {
    this.#sink = sink;
    this.#limits = limits;
  }

  /** Everything but the list's elements, so far; whole as soon as the document has ended. */
  get envelope(): string {
    return Buffer.concat(this.#envelope).toString("utf8");
  }

  get hasList(): boolean {
    return this.#hasList;
  }

  /** Whether the document has been opened and not closed again. */
  get isOpen(): boolean {
    return this.#depth > 0 || this.#inText;
  }

  /** @throws {IngestError} `INGEST_JSON_INVALID` for what can be no such document. */
  push(chunk: Buffer): void {
    let from = 0;
    for (let at = this.#nextMark(chunk, 0); at < chunk.length; at = this.#nextMark(chunk, at + 1)) {
      from = this.#mark(chunk, from, at);
    }
    this.#keep(chunk.subarray(from));
  }

  /** The next bracket or comma outside of texts, or the end of the chunk. */
  #nextMark(chunk: Buffer, start: number): number {
    let at = start;
    while (at < chunk.length) {
      if (this.#inText) at = this.#endOfText(chunk, at);
      else {
        const byte = chunk[at] ?? 0;
        if (MARKS[byte] === 1) return at;
        if (byte === QUOTE) this.#inText = true;
        at += 1;
      }
    }
    return at;
  }

  #endOfText(chunk: Buffer, start: number): number {
    for (let at = start; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) {
        this.#inText = false;
        return at + 1;
      }
    }
    return chunk.length;
  }

  /** Heeds the mark at `at`; returns where the bytes begin that have not been put away yet. */
  #mark(chunk: Buffer, from: number, at: number): number {
    const byte = chunk[at];
    const isBetweenElements = this.#inList && this.#depth === 2;
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) return this.#open(chunk, from, at);
    if (isBetweenElements) this.#endElement(chunk.subarray(from, at), byte === COMMA);
    if (byte === COMMA) return isBetweenElements ? at + 1 : from;
    this.#depth -= 1;
    if (!isBetweenElements) return from;
    this.#inList = false;
    return at;
  }

  #open(chunk: Buffer, from: number, at: number): number {
    this.#depth += 1;
    if (this.#depth > this.#limits.maxDepth) {
      if (!this.#inList) throw new IngestError("INGEST_JSON_INVALID");
      this.#fault ??= "RECORD_TOO_DEEP";
    }
    if (this.#inList || this.#depth !== 2 || chunk[at] !== OPEN_LIST) return from;
    this.#keep(chunk.subarray(from, at));
    this.#inList = LIST_OPENS.test(this.#envelopeEnd);
    this.#keepOfEnvelope(chunk.subarray(at, at + 1));
    if (this.#inList) {
      this.#afterComma = false;
      this.#hasList = true;
    }
    return at + 1;
  }

  #keep(piece: Buffer): void {
    if (this.#inList) this.#keepOfElement(piece);
    else this.#keepOfEnvelope(piece);
  }

  #keepOfEnvelope(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#envelopeBytes += piece.length;
    if (this.#envelopeBytes > MOST_ENVELOPE_BYTES) throw new IngestError("INGEST_JSON_INVALID");
    // A copy: a piece cut out of a chunk keeps all of it in memory.
    this.#envelope.push(Buffer.from(piece));
    const end = piece.toString("latin1", Math.max(0, piece.length - KEY_BYTES));
    this.#envelopeEnd = (this.#envelopeEnd + end).slice(-KEY_BYTES);
  }

  #keepOfElement(piece: Buffer): void {
    const room = this.#limits.maxElementBytes - this.#elementBytes;
    if (piece.length > room) this.#fault ??= "RECORD_TOO_LONG";
    const fitting = this.#fault === null ? piece : piece.subarray(0, Math.max(0, room));
    this.#elementBytes += fitting.length;
    if (fitting.length > 0) this.#element.push(Buffer.from(fitting));
  }

  #endElement(lastPiece: Buffer, commaFollows: boolean): void {
    let text = lastPiece;
    if (this.#element.length > 0 || lastPiece.length > this.#limits.maxElementBytes) {
      this.#keepOfElement(lastPiece);
      text = Buffer.concat(this.#element);
    }
    const fault = this.#fault;
    this.#element = [];
    this.#elementBytes = 0;
    this.#fault = null;
    const isBlank = text.toString("latin1").trim() === "";
    if (isBlank && (commaFollows || this.#afterComma)) throw new IngestError("INGEST_JSON_INVALID");
    this.#afterComma = commaFollows;
    if (isBlank) return;
    if (fault === null) this.#sink.element(text);
    else this.#sink.unkept(text, fault);
  }
}
