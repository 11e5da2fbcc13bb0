import type { Db } from "../../platform/db.ts";
import { runId, runKey } from "../jobs/core/run-key.ts";
import type { PushedSample, RunReference } from "./core/pushed-sample.ts";
import type { RunTime } from "./core/verdict.ts";
import { findRunsOfJobs, findRunTimes, type JobName } from "./sampled-runs.queries.ts";

/** The run that each sample is of, in their order; undefined where there is none. */
export async function findSampledRuns(db: Db, samples: readonly PushedSample[]): Promise<(RunTime | undefined)[]> {
  const ids = samples.map(({ run }) => idOf(run));
  const byId = await findRunTimes(db, [...new Set(ids.filter((id) => id !== null))]);
  const named = ids.map((id) => (id === null ? undefined : byId.get(id)));
  const jobs = new Map<string, JobName>();
  for (const [index, { run }] of samples.entries())
    if (run.by === "job" && named[index] === undefined) jobs.set(jobKey(run), run);
  if (jobs.size === 0) return named;
  const lists = await findRunsOfJobs(db, [...jobs.values()]);
  const runsOf = new Map([...jobs.keys()].map((key, index) => [key, lists[index] ?? []]));
  return samples.map(({ run, sample: { at } }, index) => {
    if (run.by === "id" || named[index] !== undefined) return named[index];
    return pick(runsOf.get(jobKey(run)) ?? [], run.submittedAt, at);
  });
}

/** What a run's id must be; null where the sample does not say enough of it. */
function idOf(run: RunReference): string | null {
  if (run.by === "id") return run.runId;
  if (run.submittedAt === null) return null;
  const { cluster, jobId } = run;
  return runId(runKey({ cluster, jobId, sluid: null, submittedAt: secondsOf(run.submittedAt) }));
}

/** The run with this submit time, which Slurm may name in another way; without one, the last that had been submitted by then. */
function pick(runs: readonly RunTime[], submittedAt: number | null, at: number): RunTime | undefined {
  if (submittedAt === null) return runs.find((run) => run.submittedAt <= at);
  return runs.find((run) => secondsOf(run.submittedAt) === secondsOf(submittedAt));
}

function jobKey({ cluster, jobId }: JobName): string {
  return `${jobId} ${cluster}`;
}

function secondsOf(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
