import { v7 as uuidv7 } from "uuid";
import { once } from "../../platform/idempotency.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { ClusterSources } from "./cluster-sources.ts";
import type { TimeWindow } from "./core/accounting-source.ts";
import { isScheduled, type Pull, scheduledWindow } from "./core/pull.ts";
import { PullError } from "./core/pull-error.ts";
import { wakePulls } from "./pull-jobs.ts";
import { countOpenPulls, findPull, insertPull, lockPulls, readScheduleStatus } from "./pulls.queries.ts";
import type { UsageContext } from "./run-pricer.ts";

export interface PullWish {
  readonly sources: ClusterSources;
  /** Where the range begins and ends; both null: what came since the last pull. */
  readonly from: Date | null;
  readonly to: Date | null;
  readonly idempotencyKey: string | null;
}

const MOST_OPEN = 20;
const LONGEST_SECONDS = 10 * 366 * 86_400;

/**
 * Asks for a pull of a cluster: of what is new, or of a past range. A worker takes it up at once.
 *
 * @throws {PullError} `PULL_RANGE_INVALID`, `PULL_OPEN` where too many wait already, or `CLUSTER_RETIRED` where nothing new
 * can come of the cluster. A past range of such a cluster is read as of any other.
 */
export async function requestPull(ctx: UsageContext, { sources, from, to, idempotencyKey }: PullWish): Promise<Pull> {
  const { cluster } = sources;
  const request = { cluster, from: from?.toISOString() ?? null, to: to?.toISOString() ?? null };
  const call = { actorId: ctx.actor.id, operation: "requestUsagePull", key: idempotencyKey, request };
  return await once(ctx.db, call, async (tx) => {
    await lockPulls(tx, cluster);
    const status = await readScheduleStatus(tx, cluster);
    const range = rangeOf(from, to, status.now);
    if (range === null && !isScheduled(status))
      throw new PullError("CLUSTER_RETIRED", { last_day: status.lastDay ?? "" });
    if ((await countOpenPulls(tx, cluster)) >= MOST_OPEN) throw new PullError("PULL_OPEN", { limit: MOST_OPEN });
    const kind = range === null ? ("manual" as const) : ("backfill" as const);
    const window = range ?? scheduledWindow(sources, status.readUntil, status.now);
    const id = uuidv7();
    await insertPull(tx, { id, cluster, kind, ...window, requestedBy: ctx.actor.username });
    const pull = await findPull(tx, id);
    if (pull === undefined) throw new Error("a pull that was just added is there");
    const { window_from, window_to } = pull;
    await recordEvent(tx, ctx, {
      action: "usage.pull_requested",
      subject: id,
      detail: { cluster, kind, window_from, window_to },
    });
    await wakePulls(tx, cluster);
    return pull;
  });
}

/** @throws {PullError} `PULL_RANGE_INVALID` */
function rangeOf(from: Date | null, to: Date | null, now: number): TimeWindow | null {
  if (from === null && to === null) return null;
  const [begin, end] = [from, to].map((time) => (time === null ? Number.NaN : Math.floor(time.getTime() / 1_000)));
  const isRange = begin !== undefined && end !== undefined && begin < end && begin > 0 && end <= now;
  if (!isRange || end - begin > LONGEST_SECONDS) throw new PullError("PULL_RANGE_INVALID");
  return { from: begin, to: end };
}
