import type { Run } from "./run.ts";
import { baseState, isEnded } from "./run-state.ts";

/** What only the step rows know: a file without them says `null`, which is no reason to forget what another file said. */
type KnownBySteps = Pick<Run, "usedCpuMilliseconds" | "maxRssKib" | "usedMemoryKibSeconds" | "energyJoules">;

/**
 * The run after one more reading of the same run. `present` names the fields that the reading's columns could supply: the
 * others keep what is known, and so does a figure from step rows where the reading had none.
 *
 * An ended run never goes back: a reading taken while it still ran, or before it started, tells nothing new but what its
 * steps used, where nobody else says so. Identity is never changed.
 */
export function mergeRun(existing: Run, incoming: Run, present: ReadonlySet<keyof Run>): Run {
  // Object.entries cannot say so, but the keys of a Run are exactly `keyof Run`.
  const supplied = Object.entries(incoming).filter(([field]) => present.has(field as keyof Run));
  const reading: Run = { ...existing, ...Object.fromEntries(supplied) };
  if (isOlder(incoming, existing)) return { ...existing, ...knownByEither(existing, reading) };
  return {
    ...reading,
    ...knownByEither(reading, existing),
    ...outcomeKnownBefore(reading, existing),
    cluster: existing.cluster,
    jobId: existing.jobId,
    submittedAt: existing.submittedAt,
    sluid: existing.sluid ?? incoming.sluid,
  };
}

/** What the steps used as `first` has it, and as `second` has it where `first` does not know. */
function knownByEither(first: Run, second: Run): KnownBySteps {
  return {
    usedCpuMilliseconds: first.usedCpuMilliseconds ?? second.usedCpuMilliseconds,
    maxRssKib: first.maxRssKib ?? second.maxRssKib,
    usedMemoryKibSeconds: first.usedMemoryKibSeconds ?? second.usedMemoryKibSeconds,
    energyJoules: first.energyJoules ?? second.energyJoules,
  };
}

type Outcome = Pick<Run, "rawState" | "startedAt" | "exitCode" | "exitSignal">;

/**
 * What `existing` knows better of the same end: `CANCELLED by 1002` says more than `CANCELLED`, and an exit code or a start
 * more than none. Slurm's JSON never has the first, up to v0.0.39 often not the second, and up to v0.0.37 not the start of
 * a run that was over before it held anything.
 */
function outcomeKnownBefore(reading: Run, existing: Run): Partial<Outcome> {
  const hasEnded = isEnded(existing.rawState, existing.endedAt);
  if (!hasEnded || baseState(reading.rawState) !== baseState(existing.rawState)) return {};
  const saysLess = reading.rawState === baseState(reading.rawState);
  const isSilent = reading.exitCode === null && (reading.exitSignal ?? existing.exitSignal) === existing.exitSignal;
  return {
    startedAt: reading.startedAt ?? existing.startedAt,
    ...(saysLess ? { rawState: existing.rawState } : {}),
    ...(isSilent ? { exitCode: existing.exitCode, exitSignal: existing.exitSignal } : {}),
  };
}

/** Whether a reading of a run that had not ended was taken before the one that is known. */
function isOlder(incoming: Run, existing: Run): boolean {
  if (isEnded(incoming.rawState, incoming.endedAt)) return false;
  if (isEnded(existing.rawState, existing.endedAt)) return true;
  const hasStarted = incoming.startedAt !== null;
  if (hasStarted !== (existing.startedAt !== null)) return !hasStarted;
  // While a run is suspended, only the time suspended grows.
  return incoming.elapsedSeconds + incoming.suspendedSeconds < existing.elapsedSeconds + existing.suspendedSeconds;
}
