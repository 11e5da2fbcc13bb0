import type { Run } from "../../jobs/core/run.ts";
import { exactOrUnknown } from "../../jobs/core/step-sum.ts";
import { decodeUtf8 } from "./memo.ts";
import type { PhysicalLine, RowSink } from "./record-assembler.ts";
import type { Reject, RejectReason } from "./reject.ts";
import type { Row, StepRow } from "./row-parser.ts";

/** A step whose job is not the row before it, so that only the database can say which run it belongs to. */
export interface StepUsage extends StepRow {
  readonly line: number;
  readonly raw: string;
}

/** A run, the line that it begins in, and its record as the bytes stood. A class, as the engine keeps objects of literals like this one too long in memory. */
export class ReadRun {
  readonly line: number;
  readonly run: Run;
  readonly raw: string;

  constructor(line: number, run: Run, raw: string) {
    this.line = line;
    this.run = run;
    this.raw = raw;
  }
}

/** What a piece of a file yielded. */
export interface ParsedBatch {
  readonly runs: readonly ReadRun[];
  readonly straySteps: readonly StepUsage[];
  readonly rejects: readonly Reject[];
  /** Physical lines after the header. */
  readonly linesRead: number;
  readonly stepsMerged: number;
}

type Used = Pick<StepRow, "usedCpuMilliseconds" | "maxRssKib" | "usedMemoryKibSeconds">;

/** Gathers rows: each run waits for the steps that follow it, which tell what it used and are never runs themselves. */
export class RunCollector implements RowSink {
  #runs: ReadRun[] = [];
  #straySteps: StepUsage[] = [];
  #rejects: Reject[] = [];
  #stepsMerged = 0;
  #open: ReadRun | null = null;
  #used: Used | null = null;
  /** The steps of the open run so far: one that comes again is not added again. */
  #steps: string[] = [];

  row(line: PhysicalLine, row: Row): void {
    if (row.kind === "run") {
      this.#flush();
      this.#open = new ReadRun(line.number, row.run, line.text);
    } else if (this.#open !== null && isStepOf(row.step, this.#open.run) && !this.#steps.includes(row.step.step)) {
      this.#steps.push(row.step.step);
      this.#used = this.#used === null ? row.step : addUsed(this.#used, row.step);
      this.#stepsMerged += 1;
    } else {
      this.#straySteps.push({ ...row.step, line: line.number, raw: decodeUtf8(line.text) });
    }
  }

  reject(lines: readonly PhysicalLine[], reason: RejectReason, field: string | null): void {
    // Steps after a line that could not be read may be that line's: they must not go to the run before it.
    this.#flush();
    for (const line of lines) this.#rejects.push({ line: line.number, reason, field, raw: decodeUtf8(line.text) });
  }

  /** What has been gathered since the last time; the last run stays, as its steps may follow. */
  take(linesRead: number): ParsedBatch {
    const batch = {
      runs: this.#runs,
      straySteps: this.#straySteps,
      rejects: this.#rejects,
      linesRead,
      stepsMerged: this.#stepsMerged,
    };
    this.#runs = [];
    this.#straySteps = [];
    this.#rejects = [];
    this.#stepsMerged = 0;
    return batch;
  }

  takeLast(linesRead: number): ParsedBatch {
    this.#flush();
    return this.take(linesRead);
  }

  #flush(): void {
    if (this.#open === null) return;
    const { line, run, raw } = this.#open;
    this.#runs.push(this.#used === null ? this.#open : new ReadRun(line, withUsed(run, this.#used), raw));
    this.#open = null;
    if (this.#used === null) return;
    this.#used = null;
    this.#steps = [];
  }
}

/** A requeued job has several runs: a step began while its own was there, whatever order the lines stand in. */
function isStepOf({ jobId, cluster, startedAt }: StepRow, run: Run): boolean {
  if (jobId !== run.jobId || cluster !== run.cluster) return false;
  return startedAt === null || (startedAt >= run.submittedAt && (run.endedAt === null || startedAt <= run.endedAt));
}

function withUsed(run: Run, used: Used): Run {
  return {
    ...run,
    usedCpuMilliseconds: run.usedCpuMilliseconds ?? exactOrUnknown(used.usedCpuMilliseconds),
    maxRssKib: larger(run.maxRssKib, used.maxRssKib),
    usedMemoryKibSeconds: exactOrUnknown(used.usedMemoryKibSeconds),
  };
}

function addUsed(a: Used, b: Used): Used {
  return {
    usedCpuMilliseconds: sum(a.usedCpuMilliseconds, b.usedCpuMilliseconds),
    maxRssKib: larger(a.maxRssKib, b.maxRssKib),
    usedMemoryKibSeconds: sum(a.usedMemoryKibSeconds, b.usedMemoryKibSeconds),
  };
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : a + b;
}

function larger(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
