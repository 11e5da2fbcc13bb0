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
export async function proveCode(
  ctx: RequestContext,
  code: string,
  work: (tx: Tx) => Promise<void> = async () => {},
): Promise<void> {
  // What was counted is committed, so the refusal is thrown only after the transaction.
  const check = await transact(ctx.db, async (tx): Promise<CodeCheck> => {
    const spent = await spendCode(tx, ctx, ctx.actor.id, code);
    const { id, username } = ctx.actor;
    if (spent.state === "app" || spent.state === "recovery") await work(tx);
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
    return spent;
  });
  refuseCode(check, ctx.now());
}
