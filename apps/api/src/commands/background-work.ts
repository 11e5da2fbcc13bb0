import { credentialBackends } from "../credential-backends.ts";
import { startCheckpoints } from "../domains/audit/start-checkpoints.ts";
import { startSealer } from "../domains/audit/start-sealer.ts";
import { startRecheckingTokenHolders } from "../domains/identity/recheck-token-holders.ts";
import { startThrottleSweeper } from "../domains/identity/sweep-throttle.ts";
import { liveTasks } from "../domains/inventory/live-tasks.ts";
import { jobTasks } from "../domains/jobs/forget-told.ts";
import { runPricer } from "../domains/rating/run-pricer.ts";
import { sampleTasks } from "../domains/samples/sample-tasks.ts";
import { pullTasks } from "../domains/usage/pull-tasks.ts";
import { jobLifter } from "../integrations/slurm/job-lifter.ts";
import { liveClusters } from "../live-clusters.ts";
import { type AppContext, systemContext } from "../platform/context.ts";
import { startQueue } from "../platform/queue.ts";
import { usageSources } from "../usage-sources.ts";

/** Starts all that is done without a request: sealing the audit log, its checkpoints, ending the locks whose time is over, asking after holders of tokens, pulling accounting, looking at clusters, looking after samples and what events told. */
export async function startBackgroundWork(ctx: AppContext): Promise<AsyncDisposable> {
  const system = systemContext(ctx);
  const pulls = pullTasks({ ...system, pricer: runPricer, lifter: jobLifter }, usageSources(ctx));
  const looks = liveTasks(system, liveClusters(ctx), ctx.config.liveSyncSeconds);
  const samples = sampleTasks(system);
  const jobs = jobTasks(system);
  const tasks = { ...pulls.tasks, ...looks.tasks, ...samples.tasks, ...jobs.tasks };
  const queue = await startQueue({
    db: ctx.db,
    log: ctx.log,
    tasks,
    schedules: [...pulls.schedules, ...looks.schedules, ...samples.schedules, ...jobs.schedules],
  });
  const sealer = startSealer(ctx);
  const checkpoints = startCheckpoints(ctx);
  const sweeper = startThrottleSweeper(ctx);
  const recheck = startRecheckingTokenHolders({ ...ctx, backends: credentialBackends(ctx) });
  return {
    async [Symbol.asyncDispose]() {
      await queue[Symbol.asyncDispose]();
      await sweeper[Symbol.asyncDispose]();
      await recheck[Symbol.asyncDispose]();
      await checkpoints[Symbol.asyncDispose]();
      await sealer[Symbol.asyncDispose]();
    },
  };
}
