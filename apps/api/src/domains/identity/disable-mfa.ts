import type { RequestContext } from "../../platform/context.ts";
import { recordEvent } from "../audit/record-event.ts";
import { MfaStateError } from "./core/credential-errors.ts";
import { isMfaDemanded } from "./is-mfa-demanded.ts";
import { deleteTotp } from "./mfa.queries.ts";
import { proveCode } from "./prove-code.ts";

/**
 * Gives the caller's second step up, with its recovery codes. Where their roles demand one they may replace it
 * (`startTotp`), not give it up.
 *
 * @throws {MfaStateError} `MFA_DEMANDED_BY_ROLE` or `MFA_NOT_SET_UP`.
 * @throws {MfaCodeError} `MFA_CODE_WRONG`.
 */
export async function disableMfa(ctx: RequestContext, code: string): Promise<void> {
  if (await isMfaDemanded(ctx)) throw new MfaStateError("MFA_DEMANDED_BY_ROLE");
  await proveCode(ctx, code, async (tx) => {
    const { id, username } = ctx.actor;
    await deleteTotp(tx, id);
    await recordEvent(tx, ctx, { action: "mfa.disabled", subject: id, subjectType: "person", detail: { username } });
  });
}
