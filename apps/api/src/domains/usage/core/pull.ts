import type { SourceKind, TimeWindow } from "./accounting-source.ts";
import type { SourceFailure } from "./source-failure.ts";

/** `scheduled`: of the cluster's own schedule; `manual`: now, by hand; `backfill`: a past range, by hand. */
export type PullKind = "scheduled" | "manual" | "backfill";

export type PullState = "waiting" | "running" | "paused" | "done" | "failed" | "cancelled";

/** One fetching of accounting data, in the words of the contract. */
export interface Pull {
  readonly id: string;
  readonly cluster: string;
  readonly kind: PullKind;
  readonly window_from: string;
  readonly window_to: string;
  /** What lies before it has been read. */
  readonly done_until: string;
  readonly state: PullState;
  /** Which source answered last; null: none has. */
  readonly source: SourceKind | null;
  /** Why the sources that are preferred to it did not answer, at the last stretch. */
  readonly failures: readonly SourceFailure[];
  readonly batches: number;
  readonly runs_new: number;
  readonly runs_changed: number;
  readonly runs_unchanged: number;
  readonly rejected: number;
  readonly requested_by: string;
  readonly requested_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

/** How often and how far back the schedule of a cluster reads, in seconds. */
export interface PullSchedule {
  readonly everySeconds: number;
  /** Read again each time, as records come late and change. */
  readonly overlapSeconds: number;
  /** Where the very first pull begins, in seconds since 1970; null: a month back. */
  readonly since: number | null;
}

/** Longer ones are read piece by piece, so that what has been read stays read and others have their turn. */
export const STRETCH_SECONDS = 86_400;
const MONTH_SECONDS = 30 * 86_400;
/** A backfill gives up when it got no answer so many times in a row. */
const MOST_ATTEMPTS = 8;

/** What the schedule is to read now: everything since the watermark and, once more, some time before it. */
export function scheduledWindow(schedule: PullSchedule, readUntil: number | null, now: number): TimeWindow {
  const from = readUntil === null ? (schedule.since ?? now - MONTH_SECONDS) : readUntil - schedule.overlapSeconds;
  return { from: Math.max(Math.min(from, now - 1), 1), to: now };
}

/** The queue looks after pulls once a minute, never to the same fraction of a second: half of that decides. */
const LOOK_SLACK_SECONDS = 30;

/** Whether it is time to read what is new, by when that was last asked for; null: never. Seconds since 1970. */
export function isDue({ everySeconds }: PullSchedule, lastAskedAt: number | null, now: number): boolean {
  return lastAskedAt === null || now - lastAskedAt >= everySeconds - LOOK_SLACK_SECONDS;
}

/** Where a cluster's service and its schedule stand, in seconds since 1970. */
export interface ServiceStatus {
  readonly now: number;
  readonly readUntil: number | null;
  /** When the service of a cluster that was retired ended, or will; null: it is in service. */
  readonly serviceEnd: number | null;
}

/**
 * Whether the sources of a cluster are asked on schedule. Those of a cluster that was retired are not; where the schedule had
 * not come to the end of its service, it has one more day for that.
 */
export function isScheduled({ now, readUntil, serviceEnd }: ServiceStatus): boolean {
  if (serviceEnd === null || now < serviceEnd) return true;
  return readUntil !== null && readUntil < serviceEnd && now < serviceEnd + STRETCH_SECONDS;
}

/** The next piece of what is left of a pull. */
export function nextStretch(doneUntil: number, windowTo: number): TimeWindow {
  return { from: doneUntil, to: Math.min(doneUntil + STRETCH_SECONDS, windowTo) };
}

/**
 * What becomes of a pull that no source answered, `attempts` times in a row with this one: seconds until it is tried
 * again; null: it has failed. The next pull of a schedule reads the same again, so that one does not wait.
 */
export function retryAfterSeconds(kind: PullKind, attempts: number): number | null {
  if (kind !== "backfill" || attempts >= MOST_ATTEMPTS) return null;
  return Math.min(60 * 2 ** (attempts - 1), 3_600);
}

/** What may be asked of a pull by hand. */
export type PullAction = "pause" | "resume" | "cancel";

const ALLOWED: Readonly<Record<PullAction, readonly PullState[]>> = {
  pause: ["waiting", "running"],
  resume: ["paused", "failed"],
  cancel: ["waiting", "running", "paused", "failed"],
};

/** The state that an action leads to; null: not for a pull in this state, nor for one of the schedule, which is followed by another anyway. */
export function stateAfter(action: PullAction, { kind, state }: Pick<Pull, "kind" | "state">): PullState | null {
  if (kind === "scheduled" || !ALLOWED[action].includes(state)) return null;
  return action === "pause" ? "paused" : action === "resume" ? "waiting" : "cancelled";
}
