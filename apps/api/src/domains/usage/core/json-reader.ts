import { envelopeVersion, judgeEnvelope } from "./accounting-envelope.ts";
import type { AccountingReader, SourceWarning } from "./accounting-reader.ts";
import { IngestError } from "./errors.ts";
import { JOB_FIELDS, JobElements, type JobElementsOptions, parsed } from "./job-elements.ts";
import type { JobLifter } from "./job-lifter.ts";
import { type FrameSink, JsonFramer } from "./json-framer.ts";
import { isObject } from "./json-values.ts";
import type { ParsedBatch } from "./run-collector.ts";

export interface JsonReaderOptions extends JobElementsOptions {
  /** The last number of the version that the transport asked for; null where the document has to say it itself. */
  readonly version: number | null;
  readonly maxRecordBytes?: number;
}

/** A job of ten thousand steps is about as long. */
const MAX_RECORD_BYTES = 33_554_432;
/** Slurm nests nine levels deep. */
const MAX_DEPTH = 64;

/**
 * Reads the accounting JSON of any version of Slurm, as `sacct --json` prints it and slurmrestd answers with it, in pieces
 * of any size. One job is in memory at a time; what cannot be read of it is a reject and never stops the others.
 *
 * Where the version comes after the jobs, as it does from v0.0.40 on, each job's shape tells how it is to be read.
 */
export class JsonReader implements AccountingReader, FrameSink {
  readonly format = "json";
  readonly headerText = null;
  readonly presentFields = JOB_FIELDS;
  readonly #lifter: JobLifter;
  readonly #framer: JsonFramer;
  readonly #elements: JobElements;
  #version: number | null;
  #wasAsked = false;

  constructor(options: JsonReaderOptions) {
    this.#lifter = options.lifter;
    this.#version = options.version;
    this.#elements = new JobElements(options);
    const limits = { maxElementBytes: options.maxRecordBytes ?? MAX_RECORD_BYTES, maxDepth: MAX_DEPTH };
    this.#framer = new JsonFramer(this, limits);
  }

  /** Slurm's JSON has epoch seconds and no local times. */
  get timeZones(): readonly string[] {
    return this.#elements.number > 0 ? ["UTC"] : [];
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
    return this.#elements.take();
  }

  end(): ParsedBatch {
    if (this.#framer.isOpen) throw new IngestError("INGEST_TRUNCATED", { line: this.#elements.number });
    const envelope = parsed(this.#framer.envelope);
    if (!isObject(envelope)) throw new IngestError("INGEST_JSON_INVALID");
    const verdict = judgeEnvelope(envelope);
    if (verdict.outcome === "refused") throw new IngestError("INGEST_SLURM_ERROR", { slurm: verdict.text });
    if (!this.#framer.hasList) throw new IngestError("INGEST_JSON_NO_JOBS");
    this.#version ??= envelopeVersion(envelope);
    return this.#elements.takeLast();
  }

  element(bytes: Buffer): void {
    this.#askVersion();
    this.#elements.job(bytes, this.#version);
  }

  unkept(beginning: Buffer, why: "RECORD_TOO_LONG" | "RECORD_TOO_DEEP"): void {
    this.#elements.unkept(beginning, why);
  }

  /** The version, where it stands before the jobs: asked for once, at the first of them. */
  #askVersion(): void {
    if (this.#wasAsked) return;
    this.#wasAsked = true;
    this.#version ??= envelopeVersion(parsed(`${this.#framer.envelope}]}`));
  }
}
