import type { SampleFault } from "./errors.ts";

/** The time of a run, in milliseconds since 1970. */
export interface RunTime {
  readonly runId: string;
  readonly submittedAt: number;
  /** Null: it has not ended. */
  readonly endedAt: number | null;
}

export interface SampleLimits {
  readonly now: number;
  readonly retentionDays: number;
}

const DAY_MS = 86_400_000;
/** Clocks of nodes may go wrong by as much. */
const AHEAD_MS = 5 * 60_000;

/**
 * Why a sample of this time is not stored; null: it is. An ended run is frozen but for what was measured while it ran,
 * which may come late. The end itself, told in whole seconds, belongs to the run.
 */
export function judgeSample(
  at: number,
  run: RunTime | undefined,
  { now, retentionDays }: SampleLimits,
): SampleFault | null {
  if (at > now + AHEAD_MS) return "SAMPLE_IN_FUTURE";
  if (at <= now - retentionDays * DAY_MS) return "SAMPLE_TOO_OLD";
  if (run === undefined) return "SAMPLE_RUN_UNKNOWN";
  if (at < run.submittedAt) return "SAMPLE_BEFORE_SUBMIT";
  return run.endedAt !== null && at > run.endedAt ? "SAMPLE_AFTER_END" : null;
}
