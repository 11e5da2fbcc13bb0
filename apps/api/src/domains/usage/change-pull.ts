import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { type Pull, type PullAction, stateAfter } from "./core/pull.ts";
import { PullError } from "./core/pull-error.ts";
import { wakePulls } from "./pull-jobs.ts";
import { findPull, lockPull, setPullState } from "./pulls.queries.ts";
import type { UsageContext } from "./run-pricer.ts";

/**
 * Pauses, resumes or cancels a pull. Whoever is working on it finds its claim gone: what it has not yet committed is
 * not kept, and comes again where the pull is resumed.
 *
 * @throws {PullError} `NOT_FOUND`, or `PULL_STATE` where the pull's state or kind does not allow it.
 */
export async function changePull(ctx: UsageContext, id: string, action: PullAction): Promise<Pull> {
  return await transact(ctx.db, async (tx) => {
    await lockPull(tx, id);
    const pull = await findPull(tx, id);
    if (pull === undefined) throw new PullError("NOT_FOUND");
    const to = stateAfter(action, pull);
    if (to === null) throw new PullError("PULL_STATE", { state: pull.state });
    await setPullState(tx, id, to);
    const detail = { cluster: pull.cluster, from: pull.state, to, done_until: pull.done_until };
    await recordEvent(tx, ctx, { action: `usage.pull_${to === "waiting" ? "resumed" : to}`, subject: id, detail });
    await wakePulls(tx, pull.cluster);
    const changed = await findPull(tx, id);
    if (changed === undefined) throw new Error("pulls are never removed");
    return changed;
  });
}
