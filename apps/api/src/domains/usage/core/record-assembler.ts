import type { RecordReadings } from "./record-readings.ts";
import { FieldFault, type RejectReason } from "./reject.ts";
import type { Row } from "./row-parser.ts";

/** One line of the file as its bytes stood, without the line end. */
export interface PhysicalLine {
  readonly number: number;
  readonly text: string;
}

/** What becomes of lines: a row, or a reason why they are none. */
export interface RowSink {
  row(line: PhysicalLine, row: Row): void;
  reject(lines: readonly PhysicalLine[], reason: RejectReason, field: string | null): void;
}

type Segment = readonly PhysicalLine[];

type Outcome =
  | { readonly kind: "row"; readonly row: Row; readonly lines: number }
  | { readonly kind: "fault"; readonly reason: RejectReason; readonly field: string | null }
  | { readonly kind: "beginning" };

interface Resolved {
  readonly segment: Segment;
  readonly outcome: Outcome;
}

/** How far a record that broke off is watched for its end: the longest text that Slurm's database takes in a column. */
const REACH = 65_536;

export interface AssemblerOptions {
  readonly readings: RecordReadings;
  readonly parse: (fields: readonly string[]) => Row;
  readonly sink: RowSink;
  readonly maxRecordBytes: number;
}

/**
 * Puts records together again that newlines in a text broke into several lines.
 *
 * A line that may begin a record is taken to begin one; the others belong to it. That is believed as long as everything
 * can be read so. Where a record breaks off and a complete one follows, the second may be genuine, or be written into a
 * text of the first to be taken for one: both are set aside, and if what follows up to a text's length holds the end of
 * the broken one, all of it is.
 */
export class RecordAssembler {
  readonly #options: AssemblerOptions;
  #segment: PhysicalLine[] = [];
  #segmentBytes = 0;
  /** A record that breaks off, and what came after it. */
  #held: Resolved[] = [];
  #heldBytes = 0;

  constructor(options: AssemblerOptions) {
    this.#options = options;
  }

  /** Nothing is open but at most one line, which may be taken back with `takeLine`. */
  get isQuiet(): boolean {
    return this.#held.length === 0 && this.#segment.length <= 1;
  }

  push(line: PhysicalLine): void {
    if (this.#options.readings.startsRecord(line.text)) this.#close();
    this.#segment.push(line);
    this.#segmentBytes += line.text.length + 1;
    if (this.#segmentBytes > this.#options.maxRecordBytes) this.#giveUp();
  }

  /** The only open line, which is then the caller's again. */
  takeLine(): PhysicalLine | undefined {
    const [line] = this.#segment;
    this.#clearSegment();
    return line;
  }

  /** A line too long to be looked at ends whatever is open. */
  pushTooLong(line: PhysicalLine): void {
    this.#close();
    this.#release();
    this.#options.sink.reject([line], "RECORD_TOO_LONG", null);
  }

  /** Settles what is open. False if the file ends inside a record. */
  end(): boolean {
    while (this.#segment.length > 1 && this.#segment.at(-1)?.text === "") this.#segment.pop();
    this.#close();
    if (this.#held.length === 1) return false;
    this.#release();
    return true;
  }

  #close(): void {
    const segment = this.#segment;
    this.#clearSegment();
    if (segment.length === 0 || (segment.length === 1 && segment[0]?.text === "")) return;
    this.#settle({ segment, outcome: this.#resolve(segment) });
  }

  #settle(resolved: Resolved): void {
    const [broken] = this.#held;
    if (broken === undefined) {
      if (resolved.outcome.kind === "beginning") this.#hold(resolved);
      else this.#deliver(resolved);
    } else if (this.#held.length === 1) {
      this.#settleAfterBroken(broken, resolved);
    } else {
      this.#settleInReach(resolved);
    }
  }

  #settleAfterBroken(broken: Resolved, next: Resolved): void {
    const joined = [...broken.segment, ...next.segment];
    const reading = this.#options.readings.read(textOf(joined));
    if (reading === "none") this.#goOnOrPart(broken, next);
    else if (isComplete(next)) this.#hold(next);
    else {
      this.#clearHeld();
      if (reading === "many") this.#options.sink.reject(joined, "RECORD_AMBIGUOUS", null);
      else this.#deliver({ segment: joined, outcome: this.#parse(reading, joined.length) });
    }
  }

  /** What follows is not the end of the broken record: it is more of it, or has nothing to do with it. */
  #goOnOrPart(broken: Resolved, next: Resolved): void {
    const joined = [...broken.segment, ...next.segment];
    this.#clearHeld();
    if (next.outcome.kind === "beginning" && this.#options.readings.isBeginning(textOf(joined))) {
      this.#hold({ segment: joined, outcome: next.outcome });
      return;
    }
    this.#options.sink.reject(broken.segment, "RECORD_FIELD_COUNT", null);
    this.#settle(next);
  }

  #settleInReach(resolved: Resolved): void {
    if (isComplete(resolved)) {
      this.#hold(resolved);
      if (this.#heldBytes > REACH) this.#release();
      return;
    }
    const all = [...this.#held.flatMap(({ segment }) => segment), ...resolved.segment];
    if (this.#options.readings.read(textOf(all)) === "none") {
      this.#release();
      this.#settle(resolved);
      return;
    }
    this.#clearHeld();
    this.#options.sink.reject(all, "RECORD_AMBIGUOUS", null);
  }

  /** Each of the records since may be the end of the broken one, and those before it a part of its text. */
  #release(): void {
    const held = this.#held;
    this.#clearHeld();
    if (held.length === 0) return;
    const doubtful = held.flatMap(({ segment }) => segment);
    this.#options.sink.reject(doubtful, held.length === 1 ? "RECORD_FIELD_COUNT" : "RECORD_AMBIGUOUS", null);
  }

  #deliver({ segment, outcome }: Resolved): void {
    const [first] = segment;
    if (first === undefined) return;
    const { sink } = this.#options;
    if (outcome.kind === "row") {
      sink.row({ number: first.number, text: textOf(segment.slice(0, outcome.lines)) }, outcome.row);
      if (outcome.lines < segment.length) sink.reject(segment.slice(outcome.lines), "RECORD_FIELD_COUNT", null);
    } else if (outcome.kind === "fault") {
      sink.reject(segment, outcome.reason, outcome.field);
    }
  }

  #resolve(segment: Segment): Outcome {
    const { readings } = this.#options;
    const text = textOf(segment);
    const exact = segment.length === 1 ? readings.exactFields(text) : undefined;
    if (exact !== undefined) return this.#parse(exact, 1);
    const reading = readings.read(text);
    if (reading === "many") return { kind: "fault", reason: "RECORD_AMBIGUOUS", field: null };
    if (reading !== "none") return this.#parse(reading, segment.length);
    if (readings.isBeginning(text)) return { kind: "beginning" };
    return this.#firstAlone(segment);
  }

  /** Lines that no reading joins to the first leave it as it is. */
  #firstAlone(segment: Segment): Outcome {
    const none: Outcome = { kind: "fault", reason: "RECORD_FIELD_COUNT", field: null };
    if (segment.length === 1) return none;
    const outcome = this.#resolve(segment.slice(0, 1));
    return outcome.kind === "row" ? outcome : none;
  }

  #parse(fields: readonly string[], lines: number): Outcome {
    try {
      return { kind: "row", row: this.#options.parse(fields), lines };
    } catch (error) {
      if (error instanceof FieldFault) return { kind: "fault", reason: error.reason, field: error.field };
      throw error;
    }
  }

  #giveUp(): void {
    const segment = this.#segment;
    this.#clearSegment();
    this.#release();
    this.#options.sink.reject(segment, "RECORD_TOO_LONG", null);
  }

  #hold(resolved: Resolved): void {
    this.#held.push(resolved);
    this.#heldBytes += textOf(resolved.segment).length + 1;
  }

  #clearHeld(): void {
    this.#held = [];
    this.#heldBytes = 0;
  }

  #clearSegment(): void {
    this.#segment = [];
    this.#segmentBytes = 0;
  }
}

/** Whether all of its lines are one record, by themselves. */
function isComplete({ outcome, segment }: Resolved): boolean {
  return outcome.kind === "row" && outcome.lines === segment.length;
}

function textOf(segment: Segment): string {
  return segment.map((line) => line.text).join("\n");
}
