import { setTimeout as sleep } from "node:timers/promises";
import type { Coverage, SourceAnswer, TakeAnswer, TimeWindow } from "../../domains/usage/core/accounting-source.ts";
import { SourceError, type SourceErrorCode } from "../../domains/usage/core/source-error.ts";

/** What one question is about. */
export interface Part {
  readonly coverage: Coverage;
  readonly window: TimeWindow;
  /** Only these jobs; none: all. */
  readonly jobIds: readonly number[];
}

export interface Patience {
  /** How often one thing is asked for at most. */
  readonly attempts: number;
  /** About how long the first wait between two attempts is; each one after it is twice as long. */
  readonly firstDelayMs: number;
  /** A window no longer than this is not divided. */
  readonly shortestWindowSeconds: number;
}

/** What may have passed a moment later. */
const PASSING: ReadonlySet<SourceErrorCode> = new Set([
  "SOURCE_UNREACHABLE",
  "SOURCE_CONNECTION_LOST",
  "SOURCE_SERVER_ERROR",
  "SOURCE_PROGRAM_FAILED",
]);

/** What a shorter window may be spared. A connection that is lost again and again: a server that dies of the answer. */
const OF_SIZE: ReadonlySet<SourceErrorCode> = new Set([
  "SOURCE_TIMED_OUT",
  "SOURCE_ANSWER_TOO_LARGE",
  "SOURCE_CONNECTION_LOST",
]);

/** Tries again, after waits with jitter, what failed for a reason that may pass; the last failure is thrown. */
export async function withRetries<T>(work: () => Promise<T>, patience: Patience, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (attempt >= patience.attempts || !isOneOf(PASSING, error)) throw error;
      const longest = patience.firstDelayMs * 2 ** attempt;
      await sleep(longest * Math.random(), undefined, { signal });
    }
  }
}

/**
 * Reads a part, and in its halves, the first half first, where it is too much at once. Of halves that fail as well, the
 * first that cannot be divided ends it, so that a server that answers nothing is not asked for every minute of a year.
 */
export async function readPart(
  part: Part,
  attempt: (part: Part) => Promise<void>,
  patience: Patience,
  signal: AbortSignal,
): Promise<void> {
  try {
    await withRetries(() => attempt(part), patience, signal);
  } catch (error) {
    const halves = isOneOf(OF_SIZE, error) ? halvesOf(part, patience.shortestWindowSeconds) : [];
    if (halves.length === 0) throw error;
    for (const half of halves) await readPart(half, attempt, patience, signal);
  }
}

/** Half of the jobs each where jobs are asked for, else half of the time; empty where it cannot be divided. */
function halvesOf(part: Part, shortestWindowSeconds: number): readonly Part[] {
  const { jobIds } = part;
  const { from, to } = part.window;
  if (jobIds.length > 1) {
    const middle = Math.ceil(jobIds.length / 2);
    return [jobIds.slice(0, middle), jobIds.slice(middle)].map((ids) => ({ ...part, jobIds: ids }));
  }
  if (jobIds.length === 1 || to - from <= shortestWindowSeconds || to - from < 2) return [];
  const middle = from + Math.floor((to - from) / 2);
  return [
    { ...part, window: { from, to: middle } },
    { ...part, window: { from: middle, to } },
  ];
}

/** How many jobs are asked for at once, so that the question does not grow too long. */
const JOBS_AT_ONCE = 200;
const LARGEST_JOB_ID = 0xffff_ffff;

/**
 * The questions that it takes to read jobs as a whole.
 *
 * @throws {RangeError} for what is no job id, or no window.
 */
export function wholeParts(jobIds: readonly number[], window: TimeWindow): readonly Part[] {
  checkWindow(window);
  const wrong = jobIds.find((id) => !Number.isSafeInteger(id) || id < 1 || id > LARGEST_JOB_ID);
  if (wrong !== undefined) throw new RangeError(`no job id: ${wrong}`);
  const ids = [...new Set(jobIds)].sort((a, b) => a - b);
  const parts: Part[] = [];
  for (let at = 0; at < ids.length; at += JOBS_AT_ONCE)
    parts.push({ coverage: "whole", window, jobIds: ids.slice(at, at + JOBS_AT_ONCE) });
  return parts;
}

/**
 * Gives an answer to its taker. Where the answer breaks off, that is what is thrown, whatever the taker made of it.
 *
 * @throws an error if the taker did not read to the end: what it left would be lost without a word.
 */
export async function handOver(answer: SourceAnswer, take: TakeAnswer): Promise<void> {
  const state: { ended: boolean; failure: unknown } = { ended: false, failure: null };
  const watched = async function* () {
    try {
      yield* answer.bytes;
      state.ended = true;
    } catch (error) {
      state.failure = error;
      throw error;
    }
  };
  const bytes = watched();
  try {
    await take({ ...answer, bytes });
  } catch (error) {
    throw state.failure ?? error;
  } finally {
    await bytes.return(); // a taker that has left in the middle must not leave a program or a connection waiting
  }
  if (state.failure !== null) throw state.failure;
  if (!state.ended) throw new Error("an answer was taken over without having been read to its end");
}

/** The times that every version of Slurm understands: from 12 January 1970, before which it takes them for none, to 9999. */
const EARLIEST = 1_000_000;
const LATEST = 253_402_300_799;

/**
 * @throws {RangeError} for a window that is empty, or that Slurm cannot be asked for.
 */
export function checkWindow({ from, to }: TimeWindow): void {
  const inReach = (time: number) => Number.isSafeInteger(time) && time >= EARLIEST && time <= LATEST;
  if (!inReach(from) || !inReach(to) || from >= to) throw new RangeError(`no window of time: ${from} to ${to}`);
}

function isOneOf(codes: ReadonlySet<SourceErrorCode>, error: unknown): boolean {
  return error instanceof SourceError && codes.has(error.code);
}
