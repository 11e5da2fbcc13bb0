import type { LiveRun, LiveRunsNews } from "@purser/contract/schemas";

/** The runs under way as they were told last. */
export interface FollowedRuns {
  readonly at: string;
  /** How many there are; not all of them may have been told of. */
  readonly total: number;
  /** The last started first. */
  readonly runs: readonly LiveRun[];
}

/** What is known after some news; undefined: nothing was known before. */
export function afterNews(known: FollowedRuns | undefined, news: LiveRunsNews): FollowedRuns {
  const { at, total, whole, gone, runs: told } = news;
  const runs = new Map(whole || known === undefined ? [] : known.runs.map((run) => [run.run_id, run]));
  for (const { run_id: runId } of gone) runs.delete(runId);
  for (const run of told) runs.set(run.run_id, run);
  return { at, total, runs: [...runs.values()].sort(lastStartedFirst) };
}

function lastStartedFirst(a: LiveRun, b: LiveRun): number {
  return (b.started_at ?? "").localeCompare(a.started_at ?? "") || a.run_id.localeCompare(b.run_id);
}
