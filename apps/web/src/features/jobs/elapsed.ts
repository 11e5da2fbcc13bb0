import type { RunSummary } from "@purser/contract/schemas";

type Timed = Pick<RunSummary, "state" | "started_at" | "ended_at" | "elapsed_seconds">;

/** For how long a run has been running; of one that still does, until now, as what is stored of it is of some time ago. */
export function elapsedSeconds(run: Timed, now: number = Date.now()): number {
  const { state, started_at: startedAt, ended_at: endedAt, elapsed_seconds: told } = run;
  if (state !== "running" || startedAt === null || endedAt !== null) return told;
  return Math.max(told, Math.floor((now - Date.parse(startedAt)) / 1000));
}
