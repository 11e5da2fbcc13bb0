import { v7 as uuidv7 } from "uuid";
import { transact } from "../../platform/db.ts";
import type { ClusterSources } from "./cluster-sources.ts";
import { isDue, isScheduled, nextStretch, retryAfterSeconds, scheduledWindow } from "./core/pull.ts";
import { addReadSpan } from "./keep-coverage.queries.ts";
import { wakePulls } from "./pull-jobs.ts";
import { PullTakenOver } from "./pull-taken-over.ts";
import {
  type ClaimedPull,
  claimPull,
  finishStretch,
  giveUpStretch,
  insertPull,
  lockPulls,
  moveWatermark,
  readScheduleStatus,
  releasePull,
  renewLease,
} from "./pulls.queries.ts";
import { readStretch, type StretchOutcome } from "./read-stretch.ts";
import type { UsageContext } from "./run-pricer.ts";

const RENEW_MS = 30_000;

/**
 * Does the most urgent piece of work on a cluster's pulls, if there is any: reads at most a day of accounting and notes
 * how far it came. What was read stays, wherever it ends. Returns whether there was anything to do.
 *
 * Any number of processes may call it at any time. One at a time works on a cluster; one that slept, or lost its
 * database, finds its claim gone and what it still tries to write refused.
 */
export async function pullOnce(ctx: UsageContext, sources: ClusterSources, signal: AbortSignal): Promise<boolean> {
  const pull = await transact(ctx.db, async (tx) => {
    await lockPulls(tx, sources.cluster);
    const status = await readScheduleStatus(tx, sources.cluster);
    if (isDue(sources, status.lastAskedAt, status.now) && !status.isOpen && isScheduled(status)) {
      const window = scheduledWindow(sources, status.readUntil, status.now);
      const asked = {
        id: uuidv7(),
        cluster: sources.cluster,
        kind: "scheduled" as const,
        requestedBy: ctx.actor.username,
      };
      await insertPull(tx, { ...asked, ...window });
    }
    return await claimPull(tx, sources.cluster);
  });
  if (pull === undefined) return false;
  const lost = new AbortController();
  const heartbeat = setInterval(() => {
    renewLease(ctx.db, pull).then(
      (isOurs) => isOurs || lost.abort(new PullTakenOver()),
      () => {}, // a database that is away is met by the work itself
    );
  }, RENEW_MS);
  try {
    await work(ctx, sources, pull, AbortSignal.any([signal, lost.signal]));
  } catch (error) {
    if (error instanceof PullTakenOver) return true;
    // Left to its lease where even that cannot be said.
    await releasePull(ctx.db, pull).catch(() => {});
    if (!signal.aborted) throw error;
  } finally {
    clearInterval(heartbeat);
  }
  return true;
}

async function work(ctx: UsageContext, sources: ClusterSources, pull: ClaimedPull, signal: AbortSignal): Promise<void> {
  const window = nextStretch(pull.doneUntil, pull.windowTo);
  const outcome = await readStretch(ctx, sources, { window, isLast: window.to === pull.windowTo, claim: pull }, signal);
  await transact(ctx.db, async (tx) => {
    await note(tx, { sources, pull, doneUntil: window.to, outcome });
    await wakePulls(tx, sources.cluster);
  });
}

interface Result {
  readonly sources: ClusterSources;
  readonly pull: ClaimedPull;
  readonly doneUntil: number;
  readonly outcome: StretchOutcome;
}

async function note(tx: Parameters<typeof wakePulls>[0], result: Result): Promise<void> {
  const { sources, pull, doneUntil, outcome } = result;
  const { source, failures } = outcome;
  if (source === null) {
    const seconds = retryAfterSeconds(pull.kind, pull.attempts + 1);
    await giveUpStretch(tx, pull, { failures, retryAfterSeconds: seconds });
    return;
  }
  if (!(await finishStretch(tx, pull, { doneUntil, source, failures }))) throw new PullTakenOver();
  // A file claims what it is of by itself; Slurm gave all that there was in the stretch.
  const span = source === "file" ? null : { from: pull.doneUntil, to: doneUntil };
  await addReadSpan(tx, sources.cluster, { span, lastRunAt: null });
  // A backfill says nothing about what lies between it and now.
  if (pull.kind !== "backfill") await moveWatermark(tx, sources.cluster, doneUntil);
}
