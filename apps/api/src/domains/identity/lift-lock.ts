import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { LockError } from "./core/errors.ts";
import { removeLock } from "./throttle.queries.ts";

/**
 * Lets a locked pair of user name and address try again before its time.
 *
 * @throws {LockError} `NOT_FOUND` where there is no such lock, or it is over.
 */
export async function liftSignInLock(ctx: RequestContext, lockId: string): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const lock = await removeLock(tx, lockId);
    if (lock === undefined) throw new LockError("NOT_FOUND");
    const detail = { reason: "lifted", lock: lock.id, address: lock.address };
    await recordEvent(tx, ctx, { action: "sign_in.unlocked", subject: lock.personId ?? "unknown", detail });
  });
}
