import type {
  AccountingSource,
  SourceCheck,
  SourceKind,
  TakeAnswer,
  TimeWindow,
} from "../domains/usage/core/accounting-source.ts";
import { SourceError } from "../domains/usage/core/source-error.ts";
import { type SacctRow, sacctText } from "./usage-api.ts";

interface ScriptedRun {
  /** In seconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly row: SacctRow;
  /** An answer for a window has those that ended in it. */
  readonly steps?: readonly { readonly endedAt: number; readonly row: SacctRow }[];
}

/** A source that answers with what it holds, and fails when it is told to. */
export class ScriptedSource implements AccountingSource {
  readonly kind: SourceKind;
  readonly runs: ScriptedRun[] = [];
  /** Every window that was asked for. */
  readonly asked: TimeWindow[] = [];
  /** What is thrown instead of an answer, or in the middle of one; null: nothing. */
  failure: Error | null = null;
  /** Called when a window is asked for, before it is answered. */
  onAsked: (signal: AbortSignal) => Promise<void> = async () => {};

  constructor(kind: SourceKind = "sacct") {
    this.kind = kind;
  }

  async check(): Promise<SourceCheck> {
    if (this.failure !== null) throw this.failure;
    return { slurmVersion: "24.11.5", apiVersion: null, clusters: ["lotus"], missingColumns: [], tokenInClear: false };
  }

  async read(window: TimeWindow, take: TakeAnswer, signal: AbortSignal): Promise<void> {
    this.asked.push(window);
    await this.onAsked(signal);
    if (this.failure !== null) throw this.failure;
    const isIn = (time: number) => time >= window.from && time < window.to;
    const rows = this.runs
      .filter(({ startedAt, endedAt }) => startedAt < window.to && endedAt >= window.from)
      .flatMap(({ row, steps = [] }) => [row, ...steps.filter((step) => isIn(step.endedAt)).map((step) => step.row)]);
    await take({ format: this.#format(), coverage: "active", window, bytes: chunksOf(sacctText(rows)) });
  }

  async readWhole(jobIds: readonly number[], window: TimeWindow, take: TakeAnswer): Promise<void> {
    const rows = this.runs
      .filter(({ row }) => jobIds.includes(Number(row.JobIDRaw)))
      .flatMap(({ row, steps = [] }) => [row, ...steps.map((step) => step.row)]);
    await take({ format: this.#format(), coverage: "whole", window, bytes: chunksOf(sacctText(rows)) });
  }

  #format() {
    return this.kind === "slurmrestd" ? { kind: this.kind, apiVersion: 42 } : { kind: "sacct" as const };
  }
}

async function* chunksOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

export const unreachable = () => new SourceError("SOURCE_UNREACHABLE", { reason: "ECONNREFUSED" });
