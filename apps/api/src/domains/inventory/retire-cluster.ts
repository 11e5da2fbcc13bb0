import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { notFound } from "../../platform/http-errors.ts";
import { recordEvent } from "../audit/record-event.ts";
import { type ClusterRow, lockCluster, updateLastDay } from "./inventory.queries.ts";
import { dropRetiredPicture } from "./live-view.queries.ts";

export interface RetireClusterInput {
  readonly cluster: string;
  /** `YYYY-MM-DD` in the cluster's zone: the last day of its service; null: it is in service. */
  readonly lastDay: string | null;
}

/**
 * Says until when a cluster was in service. Its runs and bills stay as they are; its sources are asked no more once that day is over, but for past ranges. What is said already changes nothing.
 *
 * @throws {HttpError} `NOT_FOUND`
 */
export async function retireCluster(
  ctx: Pick<RequestContext, "db" | "config" | "actor" | "requestId">,
  { cluster, lastDay }: RetireClusterInput,
): Promise<ClusterRow> {
  return await transact(ctx.db, async (tx) => {
    const known = await lockCluster(tx, cluster.normalize("NFC"));
    if (known === undefined) throw notFound();
    if (known.last_day === lastDay) return known;
    await updateLastDay(tx, { id: known.id, lastDay });
    await dropRetiredPicture(tx, known.id);
    const action = lastDay === null ? "cluster.returned" : "cluster.retired";
    const detail = { last_day: lastDay, before: known.last_day };
    await recordEvent(tx, ctx, { action, subject: known.name, detail });
    return { ...known, last_day: lastDay };
  });
}
