import { transact } from "../../platform/db.ts";
import type { QueueSchedule, QueueTask } from "../../platform/queue.ts";
import type { ClusterSources } from "./cluster-sources.ts";
import { PULL_TASK, wakePulls } from "./pull-jobs.ts";
import { pullOnce } from "./pull-once.ts";
import type { UsageContext } from "./run-pricer.ts";

/** The job that looks each minute which clusters' pulls are due, or were left behind. */
const LOOK_TASK = "usage_look_after_pulls";

/** What the queue does about pulls. */
export function pullTasks(
  ctx: UsageContext,
  clusters: readonly ClusterSources[],
): { tasks: Readonly<Record<string, QueueTask>>; schedules: readonly QueueSchedule[] } {
  // A process that knows of no cluster leaves the jobs to those that do.
  if (clusters.length === 0) return { tasks: {}, schedules: [] };
  const byName = new Map(clusters.map((sources) => [sources.cluster, sources]));
  const tasks = {
    [LOOK_TASK]: async () => {
      await transact(ctx.db, async (tx) => {
        for (const name of byName.keys()) await wakePulls(tx, name);
      });
    },
    [PULL_TASK]: async (payload: unknown, signal: AbortSignal) => {
      const sources = byName.get(clusterOf(payload));
      // What was configured when the job was made may be configured no more.
      if (sources !== undefined) await pullOnce(ctx, sources, signal);
    },
  };
  return { tasks, schedules: [{ task: LOOK_TASK, pattern: "* * * * *" }] };
}

function clusterOf(payload: unknown): string {
  const isOurs = typeof payload === "object" && payload !== null && "cluster" in payload;
  return isOurs && typeof payload.cluster === "string" ? payload.cluster : "";
}
