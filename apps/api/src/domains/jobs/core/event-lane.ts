/**
 * Into so many lanes jobs are sorted by their numbers. Jobs that are submitted one after the other are in lanes of their own,
 * so that their events are written side by side. All programs on one database must agree on it: another number would let two of
 * them write the same run at once, so that it changes only by way of a version that takes the whole lock of events.
 */
const LANES = 1_024;

/** The lane that the events of a job are written in, one group after the other. */
export function laneOf(jobId: number): number {
  return jobId % LANES;
}
