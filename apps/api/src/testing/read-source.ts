import type { AccountingSource, SourceAnswer, TimeWindow } from "../domains/usage/core/accounting-source.ts";
import { SourceError } from "../domains/usage/core/source-error.ts";

export const HOUR: TimeWindow = { from: 1_795_230_000, to: 1_795_233_600 };

export interface TakenAnswer extends Omit<SourceAnswer, "bytes"> {
  readonly text: string;
}

/** The answers of a window that came whole, each as a text. */
export async function readSource(source: AccountingSource, window = HOUR): Promise<readonly TakenAnswer[]> {
  const taken: TakenAnswer[] = [];
  const take = async ({ bytes, ...answer }: SourceAnswer) => {
    const pieces: Buffer[] = [];
    for await (const piece of bytes) pieces.push(piece);
    taken.push({ ...answer, text: Buffer.concat(pieces).toString("utf8") });
  };
  await source.read(window, take, never());
  return taken;
}

/** The refusal that `work` ends with. */
export async function failureOf(work: Promise<unknown>): Promise<SourceError> {
  const error = await work.then(
    () => new Error("it did not fail"),
    (reason: unknown) => reason,
  );
  if (error instanceof SourceError) return error;
  throw error;
}

/** A signal that stops nothing. */
export function never(): AbortSignal {
  return new AbortController().signal;
}
