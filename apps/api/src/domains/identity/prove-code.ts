import { invariant } from "@purser/kernel/invariant";
import type { RequestContext } from "../../platform/context.ts";
import { type Tx, transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { refuseCode } from "./refuse-code.ts";
import { type CodeCheck, spendCode } from "./spend-code.ts";

/**
 * Takes a code of the caller and does `work` in the same transaction: the code is used up exactly where the work is done.
 *
 * @throws {MfaCodeError} `MFA_CODE_WRONG`, after the wrong code was counted and written down.
 * @throws {MfaStateError} `MFA_NOT_SET_UP`.
 */
export async function proveCode<T>(ctx: RequestContext, code: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  // What was counted is committed, so the refusal is thrown only after the transaction.
  const { check, done } = await transact(ctx.db, async (tx): Promise<{ check: CodeCheck; done: [T] | null }> => {
    const spent = await spendCode(tx, ctx, ctx.actor.id, code);
    const { id, username } = ctx.actor;
    const isTaken = spent.state === "app" || spent.state === "recovery";
    const outcome: [T] | null = isTaken ? [await work(tx)] : null;
    if (spent.state === "wrong")
      await recordEvent(tx, ctx, {
        action: "mfa.refused",
        status: 422,
        subject: id,
        subjectType: "person",
        detail: { username },
      });
    if (spent.state === "recovery")
      await recordEvent(tx, ctx, {
        action: "mfa.recovery_code_used",
        subject: id,
        subjectType: "person",
        detail: { username },
      });
    return { check: spent, done: outcome };
  });
  refuseCode(check, ctx.now());
  invariant(done !== null, "a code that is not refused was taken");
  return done[0];
}
