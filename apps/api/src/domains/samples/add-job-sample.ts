import { SampleAfterEnd, SampleRefused } from "./core/errors.ts";
import { readMeasured, readNode, readTimestamp, SampleFieldFault } from "./core/pushed-sample.ts";
import type { SamplesSink } from "./push-samples.ts";

export interface AddJobSampleInput {
  readonly runId: string;
  /** A sample as the contract's `JobSample` has it. */
  readonly measured: Readonly<Record<string, unknown>>;
  readonly now: Date;
}

/**
 * Stores one sample of a run; measured now, where it does not say when.
 *
 * @throws {SampleAfterEnd} where the run had ended by then.
 * @throws {SampleRefused} where it cannot be read, or is of a time that is not kept.
 * @throws {SamplesBusy}
 */
export async function addJobSample(
  { writer, onWritten }: SamplesSink,
  { runId, measured, now }: AddJobSampleInput,
): Promise<"stored" | "duplicate"> {
  const at = orRefuse(() => readTimestamp(measured)) ?? now.getTime();
  const sample = { at, ...orRefuse(() => readMeasured(measured)) };
  const node = orRefuse(() => readNode(measured));
  const [verdict] = await writer.write([{ run: { by: "id", runId }, node, sample }]);
  if (verdict === undefined) throw new Error("a sample was written and has no verdict");
  if (verdict.status !== "rejected") {
    onWritten([verdict]);
    return verdict.status;
  }
  onWritten([{ ...verdict, field: null }]);
  if (verdict.code === "SAMPLE_AFTER_END") throw new SampleAfterEnd(verdict.code);
  throw new SampleRefused(verdict.code);
}

function orRefuse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SampleFieldFault)) throw error;
    const { field } = error;
    throw new SampleRefused("SAMPLE_INVALID", { field }, { details: [{ field, issue: "is not as described" }] });
  }
}
