import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { dropDays, forgetDeletedRuns, moveRawFrom, readRawFrom } from "./retention.queries.ts";

const DAY_MS = 86_400_000;
/** What is written while the boundary moves was not too old when it was looked at. */
const MARGIN_MS = 3_600_000;

/**
 * Lets go of samples that are older than they are kept, by whole days. A day is left out of what is read at first, and
 * dropped the next time, when nobody can be reading it any more. Both are audited.
 */
export async function retainSamples(ctx: RequestContext): Promise<void> {
  const kept = await readRawFrom(ctx.db);
  const dropped = await transact(ctx.db, async (tx) => {
    const days = await dropDays(tx, kept);
    if (days.length > 0) await recordEvent(tx, ctx, { action: "samples.dropped", subject: kept, detail: { days } });
    return days;
  });
  if (dropped.length > 0) ctx.log.info({ days: dropped }, "samples were dropped");
  const oldest = ctx.now().getTime() - ctx.config.samples.retentionDays * DAY_MS - MARGIN_MS;
  const day = new Date(oldest).toISOString().slice(0, 10);
  if (day <= kept) return;
  await transact(ctx.db, async (tx) => {
    if (!(await moveRawFrom(tx, day))) return;
    await forgetDeletedRuns(tx, day);
    await recordEvent(tx, ctx, { action: "samples.retired", subject: day, detail: { kept_from: day } });
  });
}
