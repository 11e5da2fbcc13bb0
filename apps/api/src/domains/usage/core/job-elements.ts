import type { Run } from "../../jobs/core/run.ts";
import { EMPTY_RUN } from "./empty-run.ts";
import type { JobLifter } from "./job-lifter.ts";
import { type JobContext, JobRows } from "./job-rows.ts";
import { isObject, type JsonObject } from "./json-values.ts";
import { ownCopy } from "./memo.ts";
import type { PhysicalLine } from "./record-assembler.ts";
import { FieldFault, type RejectReason } from "./reject.ts";
import { type ParsedBatch, RunCollector } from "./run-collector.ts";

export interface JobElementsOptions extends JobContext {
  readonly lifter: JobLifter;
}

/** Every field of a run is in a job's record. The keys of a run are exactly `keyof Run`; Object.keys cannot say so. */
export const JOB_FIELDS: ReadonlySet<keyof Run> = new Set(Object.keys(EMPTY_RUN) as (keyof Run)[]);
/** A reject keeps as much of its record. */
const RAW_BYTES = 1_048_576;

/**
 * Makes runs of job records that come one at a time, of any version. Jobs and their steps are counted in their order, as
 * lines say nothing in JSON; what cannot be read of a record is a reject and never stops the others.
 */
export class JobElements {
  readonly #lifter: JobLifter;
  readonly #rows: JobRows;
  readonly #collector = new RunCollector();
  #number = 0;
  #taken = 0;

  constructor({ lifter, ...context }: JobElementsOptions) {
    this.#lifter = lifter;
    this.#rows = new JobRows(context);
  }

  /** How many jobs and steps have come so far. */
  get number(): number {
    return this.#number;
  }

  /** One job with its steps. Where the version is not known, its shape tells. */
  job(bytes: Buffer, version: number | null): void {
    this.#number += 1;
    const job = parsed(bytes.toString("utf8"));
    if (!isObject(job)) {
      const line = { number: this.#number, text: rawOf(bytes) };
      this.#collector.reject([line], job === undefined ? "JSON_INVALID" : "VALUE_INVALID", null);
      return;
    }
    const lifted = this.#lifter.lift(job, version);
    const run = this.#orReject(
      () => this.#rows.run(lifted),
      () => rawOf(bytes),
    );
    if (run === null) return;
    this.#collector.row({ number: this.#number, text: recordOf(job) }, { kind: "run", run });
    if (Array.isArray(lifted.steps)) for (const step of lifted.steps) this.#step(step, run);
  }

  /** A step that was set aside by itself, as its reject says it. */
  lonelyStep(bytes: Buffer): void {
    const lonely = parsed(bytes.toString("utf8"));
    if (!isLonely(lonely)) {
      this.unkept(bytes, "VALUE_INVALID");
      return;
    }
    const { steps } = this.#lifter.lift({ steps: lonely.steps }, lonely.version);
    const of = { cluster: lonely.cluster, jobId: lonely.job_id };
    if (Array.isArray(steps)) for (const step of steps) this.#step(step, of);
  }

  /** A record of which only the beginning was kept. */
  unkept(beginning: Buffer, why: RejectReason): void {
    this.#number += 1;
    this.#collector.reject([{ number: this.#number, text: rawOf(beginning) }], why, null);
  }

  /** What has been gathered since the last time; the last run stays, as the steps of its job may follow. */
  take(): ParsedBatch {
    const batch = this.#collector.take(this.#number - this.#taken);
    this.#taken = this.#number;
    return batch;
  }

  /** What is left when the last record has come. */
  takeLast(): ParsedBatch {
    const batch = this.#collector.takeLast(this.#number - this.#taken);
    this.#taken = this.#number;
    return batch;
  }

  #step(step: unknown, run: Pick<Run, "cluster" | "jobId">): void {
    this.#number += 1;
    const raw = () => this.#lonely(step, run);
    const row = this.#orReject(() => this.#rows.step(step, run), raw);
    if (row !== null) this.#collector.row(lineOf(this.#number, raw), { kind: "step", step: row });
  }

  #lonely(step: unknown, { cluster, jobId }: Pick<Run, "cluster" | "jobId">): string {
    const lonely: LonelyStep = { cluster, job_id: jobId, version: this.#lifter.newest, steps: [step] };
    return rawOf(Buffer.from(JSON.stringify(lonely)));
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
}

/** A step that is set aside: whose it is, and the version in whose shape it is told. */
interface LonelyStep {
  readonly cluster: string;
  readonly job_id: number;
  readonly version: number;
  readonly steps: readonly unknown[];
}

function isLonely(value: unknown): value is LonelyStep {
  if (!isObject(value) || typeof value.cluster !== "string") return false;
  return Number.isSafeInteger(value.job_id) && Number.isSafeInteger(value.version) && Array.isArray(value.steps);
}

/**
 * Whether a reject of JSON is a step by itself: whatever is wrong with a step stands in `steps`, and nothing but a step can
 * be without its run.
 */
export function isLonelyStep({ reason, field }: { readonly reason: string; readonly field: string | null }): boolean {
  return reason === "STEP_WITHOUT_RUN" || field?.startsWith("steps.") === true;
}

/** Undefined for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
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
