import type { SampleFault } from "./core/errors.ts";
import { type PushedSample, readPushedSample, SampleFieldFault } from "./core/pushed-sample.ts";
import type { SampleWriter } from "./sample-writer.ts";

/** What became of one sample of a call. */
export type PushResult =
  | { readonly status: "stored" | "duplicate" }
  /** Of one that is `SAMPLE_INVALID` and has no field nothing could be read at all. */
  | { readonly status: "rejected"; readonly code: SampleFault; readonly field: string | null };

export interface SamplesSink {
  readonly writer: SampleWriter;
  /** Told what became of each sample. */
  readonly onWritten: (results: readonly PushResult[]) => void;
}

/** What stands for a line that is no JSON. */
export const UNREADABLE = Symbol("unreadable");

/**
 * Stores samples of which nothing is known but that they are JSON, or not even that, and answers for each in their order
 * when all are committed. One that cannot be read is rejected by itself.
 *
 * @throws {SamplesBusy} where too many wait; none of them is stored then.
 */
export async function pushSamples(
  { writer, onWritten }: SamplesSink,
  values: readonly unknown[],
): Promise<PushResult[]> {
  const read = values.map(readOrFault);
  const verdicts = await writer.write(read.filter(isRead));
  let next = 0;
  const results = read.map((each): PushResult => {
    if (each instanceof SampleFieldFault) {
      return { status: "rejected", code: "SAMPLE_INVALID", field: each.field === "" ? null : each.field };
    }
    const verdict = verdicts[next];
    next += 1;
    if (verdict === undefined) throw new Error("a sample was written and has no verdict");
    return verdict.status === "rejected" ? { ...verdict, field: null } : { status: verdict.status };
  });
  onWritten(results);
  return results;
}

function isRead(each: PushedSample | SampleFieldFault): each is PushedSample {
  return !(each instanceof SampleFieldFault);
}

function readOrFault(value: unknown): PushedSample | SampleFieldFault {
  if (value === UNREADABLE) return new SampleFieldFault("");
  try {
    return readPushedSample(value);
  } catch (error) {
    if (error instanceof SampleFieldFault) return error;
    throw error;
  }
}
