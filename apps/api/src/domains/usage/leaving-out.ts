import type { Run } from "../jobs/core/run.ts";
import type { AccountingReader } from "./core/accounting-reader.ts";
import type { ParsedBatch } from "./core/run-collector.ts";

type Reader = Pick<AccountingReader, "push" | "end">;

/** What a reader reads without some runs and without the steps that stand away from them. */
export function leavingOut(reader: Reader, leaveOut: (run: Run) => boolean): Reader {
  // Steps know the job that they are of, and a job's number tells no two clusters apart.
  const left = new Set<string>();
  const nameOf = (of: { readonly cluster: string; readonly jobId: number }) => `${of.jobId} ${of.cluster}`;
  const rest = (parsed: ParsedBatch): ParsedBatch => {
    const runs = parsed.runs.filter(({ run }) => {
      const isLeft = leaveOut(run);
      if (isLeft) left.add(nameOf(run));
      return !isLeft;
    });
    const straySteps =
      left.size === 0 ? parsed.straySteps : parsed.straySteps.filter((step) => !left.has(nameOf(step)));
    return { ...parsed, runs, straySteps };
  };
  return { push: (bytes) => rest(reader.push(bytes)), end: () => rest(reader.end()) };
}
