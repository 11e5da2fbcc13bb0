import type { Run } from "./run.ts";
import { isEnded } from "./run-state.ts";

/** What only the step rows know: a file without them says `null`, which is no reason to forget what another file said. */
const KNOWN_BY_STEPS = ["usedCpuMilliseconds", "maxRssKib", "usedMemoryKibSeconds", "energyJoules"] as const;

/**
 * The run after one more reading of the same run. `present` names the fields that the reading's columns could supply: the
 * others keep what is known, and so does a figure from step rows where the reading had none.
 *
 * An ended run never goes back: a reading taken while it still ran changes nothing, and neither does one of a run that
 * has run longer since, or started. Identity is never changed.
 */
export function mergeRun(existing: Run, incoming: Run, present: ReadonlySet<keyof Run>): Run {
  if (isOlder(incoming, existing)) return existing;
  // Object.entries cannot say so, but the keys of a Run are exactly `keyof Run`.
  const supplied = Object.entries(incoming).filter(([field]) => present.has(field as keyof Run));
  const merged: Run = { ...existing, ...Object.fromEntries(supplied) };
  const kept = KNOWN_BY_STEPS.filter((field) => incoming[field] === null);
  return {
    ...merged,
    ...Object.fromEntries(kept.map((field) => [field, existing[field]])),
    cluster: existing.cluster,
    jobId: existing.jobId,
    submittedAt: existing.submittedAt,
    sluid: existing.sluid ?? incoming.sluid,
  };
}

/** Whether a reading of a run that had not ended was taken before the one that is known. */
function isOlder(incoming: Run, existing: Run): boolean {
  if (isEnded(incoming.rawState, incoming.endedAt)) return false;
  if (isEnded(existing.rawState, existing.endedAt)) return true;
  if (incoming.startedAt === null && existing.startedAt !== null) return true;
  return incoming.elapsedSeconds < existing.elapsedSeconds;
}
