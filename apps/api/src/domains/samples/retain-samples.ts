import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { dropDays, forgetDeletedRuns, listDays, moveRawFrom, readRawFrom } from "./retention.queries.ts";
import { rollUpDay } from "./roll-up-days.ts";
import { dropRollupMonths } from "./rollups.queries.ts";

const DAY_MS = 86_400_000;
/** What is written while the boundary moves was not too old when it was looked at. */
const MARGIN_MS = 3_600_000;

/**
 * Lets go of samples that are older than they are kept, by whole days, and keeps their roll-ups where the configuration says so. A
 * day is left out of what is read at first, and dropped the next time, when nobody can be reading it any more. All of it is audited.
 */
export async function retainSamples(ctx: RequestContext): Promise<void> {
  const { retentionDays, rollupDays } = ctx.config.samples;
  const now = ctx.now().getTime();
  const kept = await readRawFrom(ctx.db);
  await drop(ctx, kept);
  const day = dayOf(now - retentionDays * DAY_MS - MARGIN_MS);
  if (day > kept) await retire(ctx, day);
  // Where none are to be made any more, those that there are go as well.
  await dropRollups(ctx, rollupDays > 0 ? dayOf(now - rollupDays * DAY_MS) : day);
}

async function drop(ctx: RequestContext, before: string): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const days = await dropDays(tx, before);
    if (days.length > 0) await recordEvent(tx, ctx, { action: "samples.dropped", subject: before, detail: { days } });
  });
}

async function retire(ctx: RequestContext, before: string): Promise<void> {
  const isRolledUp = ctx.config.samples.rollupDays > 0;
  if (isRolledUp) for (const day of await listDays(ctx.db, before)) await rollUpDay(ctx.db, day);
  await transact(ctx.db, async (tx) => {
    if (!(await moveRawFrom(tx, before))) return;
    await forgetDeletedRuns(tx, before);
    await recordEvent(tx, ctx, { action: "samples.retired", subject: before, detail: { rolled_up: isRolledUp } });
  });
}

async function dropRollups(ctx: RequestContext, before: string): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const months = await dropRollupMonths(tx, before);
    if (months.length === 0) return;
    await recordEvent(tx, ctx, { action: "samples.rollups_dropped", subject: before, detail: { months } });
  });
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
