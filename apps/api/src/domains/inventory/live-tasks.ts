import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { addLaterJob, ensureJob, type QueueSchedule, type QueueTask } from "../../platform/queue.ts";
import type { LiveCluster } from "./core/live-source.ts";
import { syncCluster } from "./sync-cluster.ts";

/** The job that looks at one cluster and asks for the next look. */
const LOOK_TASK = "inventory_look";
/** The job that sees to it, each minute, that every cluster is looked at: the first time, and after a break. */
const TEND_TASK = "inventory_tend_looks";

interface LiveWork {
  readonly tasks: Readonly<Record<string, QueueTask>>;
  readonly schedules: readonly QueueSchedule[];
}

/** What the queue does about the live view; nothing where it is switched off or no cluster can be looked at. */
export function liveTasks(ctx: RequestContext, clusters: readonly LiveCluster[], everySeconds: number): LiveWork {
  if (clusters.length === 0 || everySeconds === 0) return { tasks: {}, schedules: [] };
  const byName = new Map(clusters.map((cluster) => [cluster.cluster, cluster]));
  const keyOf = (cluster: string) => `${LOOK_TASK}:${cluster}`;
  const tasks = {
    [TEND_TASK]: async () => {
      await transact(ctx.db, async (tx) => {
        for (const cluster of byName.keys()) await ensureJob(tx, LOOK_TASK, { cluster }, keyOf(cluster));
      });
    },
    [LOOK_TASK]: async (payload: unknown, signal: AbortSignal) => {
      const cluster = clusterOf(payload);
      const live = byName.get(cluster);
      // What was configured when the job was made may be configured no more.
      if (live === undefined) return;
      const next = { task: LOOK_TASK, payload: { cluster }, key: keyOf(cluster), seconds: everySeconds };
      // Asked for first, so that how long a look takes, and whether it fails, is nothing to the next one.
      await transact(ctx.db, async (tx) => await addLaterJob(tx, next));
      await syncCluster(ctx, live, everySeconds, signal);
    },
  };
  return { tasks, schedules: [{ task: TEND_TASK, pattern: "* * * * *" }] };
}

function clusterOf(payload: unknown): string {
  const isOurs = typeof payload === "object" && payload !== null && "cluster" in payload;
  return isOurs && typeof payload.cluster === "string" ? payload.cluster : "";
}
