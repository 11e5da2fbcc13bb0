import type { JobEvent } from "./job-event.ts";

/** A run of the event's cluster and job that is known. Times are epoch seconds. */
export interface KnownJobRun {
  readonly runId: string;
  /** The id that the run's key gives; null: nobody has told its submit time. */
  readonly keyId: string | null;
  readonly restartCount: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Nothing that events tell changes its end any more. */
  readonly isSettled: boolean;
  readonly lastEventAt: number;
}

/** Clocks of nodes may differ by so much. */
const SKEW_SECONDS = 60;
/** So long after a run has ended an epilog may still speak of it. */
const GRACE_SECONDS = 600;

type Told = Pick<JobEvent, "kind" | "at" | "submittedAt" | "restartCount">;

/**
 * Which of the known runs of its job an event speaks of; undefined: of one that is not known. `keyId` is the id that the
 * event's own submit time gives.
 *
 * A submit time names the run. Without one, an event within the time of an ended run belongs to it, else to the run under
 * way; a start after the end of all of them begins a new one.
 */
export function matchRun<T extends KnownJobRun>(known: readonly T[], event: Told, keyId: string | null): T | undefined {
  const { restartCount } = event;
  const fitting = known.filter(
    (run) => restartCount === null || run.restartCount === null || run.restartCount === restartCount,
  );
  if (keyId !== null) return known.find((run) => run.keyId === keyId) ?? latest(fitting.filter(isUnnamedOf(event)));
  return latest(fitting.filter(isWithin(event))) ?? latest(fitting.filter(isOpenTo(event)));
}

/** Whether it is under way, or ended as far as anybody knows, and the event may be what was missing. */
function isOpenTo(event: Told): (run: KnownJobRun) => boolean {
  return ({ isSettled, endedAt }) => !isSettled && (endedAt === null || event.at <= lastMoment(event, endedAt));
}

function lastMoment({ kind }: Told, endedAt: number): number {
  return endedAt + (kind === "finished" ? GRACE_SECONDS : 0);
}

/** Whether it was told of without a submit time, and may be the run that the event names. */
function isUnnamedOf(event: Told): (run: KnownJobRun) => boolean {
  return (run) => {
    if (run.keyId !== null) return false;
    const begun = run.startedAt ?? run.lastEventAt;
    if (event.submittedAt !== null && event.submittedAt > begun + SKEW_SECONDS) return false;
    return isOpenTo(event)(run) || isWithin(event)(run);
  };
}

function isWithin(event: Told): (run: KnownJobRun) => boolean {
  return ({ isSettled, startedAt, endedAt }) => {
    if (!isSettled || endedAt === null) return false;
    if (startedAt !== null && event.at < startedAt - SKEW_SECONDS) return false;
    return event.at <= lastMoment(event, endedAt);
  };
}

function latest<T extends KnownJobRun>(runs: readonly T[]): T | undefined {
  const when = (run: T) => run.startedAt ?? run.endedAt ?? run.lastEventAt;
  return runs.reduce<T | undefined>(
    (best, run) => (best === undefined || when(run) > when(best) ? run : best),
    undefined,
  );
}

/** An accounting record, as far as it decides whether it is of a run that was told of without a submit time. */
export interface AccountedTimes {
  readonly submittedAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** Whether an accounting record may be of a run that events told of without its submit time. */
function mayBeOf(record: AccountedTimes, run: Pick<KnownJobRun, "startedAt" | "endedAt" | "lastEventAt">): boolean {
  const begun = run.startedAt ?? run.endedAt ?? run.lastEventAt;
  if (record.startedAt === null) return false;
  return (
    begun >= record.startedAt - SKEW_SECONDS && begun <= (record.endedAt ?? Number.POSITIVE_INFINITY) + SKEW_SECONDS
  );
}

/** Of the runs told of without a submit time that a record may be of, the one that began nearest to when it says. */
export function nearestTold<T extends Pick<KnownJobRun, "startedAt" | "endedAt" | "lastEventAt">>(
  told: readonly T[],
  record: AccountedTimes,
): T | undefined {
  const distance = ({ startedAt, endedAt, lastEventAt }: T) =>
    Math.abs((startedAt ?? endedAt ?? lastEventAt) - (record.startedAt ?? 0));
  let best: T | undefined;
  for (const run of told) {
    if (!mayBeOf(record, run)) continue;
    if (best === undefined || distance(run) < distance(best)) best = run;
  }
  return best;
}
