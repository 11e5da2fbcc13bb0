import type { Run } from "../../jobs/core/run.ts";
import { envelopeVersion, judgeEnvelope } from "./accounting-envelope.ts";
import type { AccountingReader, SourceWarning } from "./accounting-reader.ts";
import { EMPTY_RUN } from "./empty-run.ts";
import { IngestError } from "./errors.ts";
import type { JobLifter } from "./job-lifter.ts";
import { type JobContext, JobRows } from "./job-rows.ts";
import { type FrameSink, JsonFramer } from "./json-framer.ts";
import { isObject, type JsonObject } from "./json-values.ts";
import { ownCopy } from "./memo.ts";
import type { PhysicalLine } from "./record-assembler.ts";
import { FieldFault, type RejectReason } from "./reject.ts";
import { type ParsedBatch, RunCollector } from "./run-collector.ts";

export interface JsonReaderOptions extends JobContext {
  readonly lifter: JobLifter;
  /** The last number of the version that the transport asked for; null where the document has to say it itself. */
  readonly version: number | null;
  readonly maxRecordBytes?: number;
}

/** A job of ten thousand steps is about as long. */
const MAX_RECORD_BYTES = 33_554_432;
/** Slurm nests nine levels deep. */
const MAX_DEPTH = 64;
/** A reject keeps as much of its record. */
const RAW_BYTES = 1_048_576;

/**
 * Reads the accounting JSON of any version of Slurm, as `sacct --json` prints it and slurmrestd answers with it, in pieces
 * of any size. One job is in memory at a time; what cannot be read of it is a reject and never stops the others.
 *
 * Where the version comes after the jobs, as it does from v0.0.40 on, each job's shape tells how it is to be read.
 */
export class JsonReader implements AccountingReader, FrameSink {
  readonly format = "json";
  readonly headerText = null;
  readonly presentFields: ReadonlySet<keyof Run>;
  readonly #lifter: JobLifter;
  readonly #rows: JobRows;
  readonly #framer: JsonFramer;
  readonly #collector = new RunCollector();
  #version: number | null;
  #wasAsked = false;
  #number = 0;
  #taken = 0;

  constructor(options: JsonReaderOptions) {
    this.#lifter = options.lifter;
    this.#version = options.version;
    this.#rows = new JobRows(options);
    const limits = { maxElementBytes: options.maxRecordBytes ?? MAX_RECORD_BYTES, maxDepth: MAX_DEPTH };
    this.#framer = new JsonFramer(this, limits);
    // The keys of a run are exactly `keyof Run`; Object.keys cannot say so.
    this.presentFields = new Set(Object.keys(EMPTY_RUN) as (keyof Run)[]);
  }

  /** Slurm's JSON has epoch seconds and no local times. */
  get timeZones(): readonly string[] {
    return this.#number > 0 ? ["UTC"] : [];
  }

  get apiVersion(): string | null {
    return this.#version === null ? null : `v0.0.${this.#version}`;
  }

  get warnings(): readonly SourceWarning[] {
    const { oldest, newest } = this.#lifter;
    const isKnown = this.#version === null || (this.#version >= oldest && this.#version <= newest);
    return isKnown ? [] : ["VERSION_UNKNOWN"];
  }

  push(chunk: Buffer): ParsedBatch {
    if (chunk.includes(0)) throw new IngestError("INGEST_BINARY");
    this.#framer.push(chunk);
    return this.#take();
  }

  end(): ParsedBatch {
    if (this.#framer.isOpen) throw new IngestError("INGEST_TRUNCATED", { line: this.#number });
    const envelope = parsed(this.#framer.envelope);
    if (!isObject(envelope)) throw new IngestError("INGEST_JSON_INVALID");
    const verdict = judgeEnvelope(envelope);
    if (verdict.outcome === "refused") throw new IngestError("INGEST_SLURM_ERROR", { slurm: verdict.text });
    if (!this.#framer.hasList) throw new IngestError("INGEST_JSON_NO_JOBS");
    this.#version ??= envelopeVersion(envelope);
    const { runs, straySteps, rejects, linesRead, stepsMerged } = this.#take();
    const last = this.#collector.takeLast(0);
    return {
      runs: [...runs, ...last.runs],
      straySteps: [...straySteps, ...last.straySteps],
      rejects: [...rejects, ...last.rejects],
      linesRead,
      stepsMerged: stepsMerged + last.stepsMerged,
    };
  }

  element(bytes: Buffer): void {
    this.#askVersion();
    this.#number += 1;
    const job = parsed(bytes.toString("utf8"));
    if (!isObject(job)) {
      const line = { number: this.#number, text: rawOf(bytes) };
      this.#collector.reject([line], job === undefined ? "JSON_INVALID" : "VALUE_INVALID", null);
      return;
    }
    const lifted = this.#lifter.lift(job, this.#version);
    const run = this.#orReject(
      () => this.#rows.run(lifted),
      () => rawOf(bytes),
    );
    if (run === null) return;
    this.#collector.row({ number: this.#number, text: recordOf(job) }, { kind: "run", run });
    if (Array.isArray(lifted.steps)) for (const step of lifted.steps) this.#step(step, run);
  }

  unkept(beginning: Buffer, why: RejectReason): void {
    this.#number += 1;
    this.#collector.reject([{ number: this.#number, text: rawOf(beginning) }], why, null);
  }

  #step(step: unknown, run: Run): void {
    this.#number += 1;
    const raw = () => rawOf(Buffer.from(JSON.stringify(step)));
    const row = this.#orReject(() => this.#rows.step(step, run), raw);
    if (row !== null) this.#collector.row(lineOf(this.#number, raw), { kind: "step", step: row });
  }

  #orReject<T>(read: () => T, raw: () => string): T | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      this.#collector.reject([{ number: this.#number, text: raw() }], error.reason, error.field);
      return null;
    }
  }

  /** The version, where it stands before the jobs: asked for once, at the first of them. */
  #askVersion(): void {
    if (this.#wasAsked) return;
    this.#wasAsked = true;
    this.#version ??= envelopeVersion(parsed(`${this.#framer.envelope}]}`));
  }

  #take(): ParsedBatch {
    const batch = this.#collector.take(this.#number - this.#taken);
    this.#taken = this.#number;
    return batch;
  }
}

/**
 * The job as it came but for blanks, steps, which are rows of their own in text as well, and the last digits of numbers
 * from 2^53 on, which Slurm writes where it does not know.
 */
function recordOf({ steps: _, ...job }: JsonObject): string {
  return rawOf(Buffer.from(JSON.stringify(job)));
}

/** A line whose text is put together only if somebody wants it. */
function lineOf(number: number, raw: () => string): PhysicalLine {
  return {
    number,
    get text() {
      return raw();
    },
  };
}

function rawOf(bytes: Buffer): string {
  return ownCopy(bytes.subarray(0, RAW_BYTES).toString("latin1"));
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
