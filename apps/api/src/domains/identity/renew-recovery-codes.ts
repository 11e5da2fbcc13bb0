import type { RequestContext } from "../../platform/context.ts";
import { recordEvent } from "../audit/record-event.ts";
import { giveRecoveryCodes } from "./confirm-totp.ts";
import { proveCode } from "./prove-code.ts";

/**
 * Gives ten new recovery codes; the earlier ones are good for nothing any more.
 *
 * @throws {MfaCodeError} `MFA_CODE_WRONG`.
 * @throws {MfaStateError} `MFA_NOT_SET_UP`.
 */
export async function renewRecoveryCodes(ctx: RequestContext, code: string): Promise<string[]> {
  let codes: string[] = [];
  await proveCode(ctx, code, async (tx) => {
    const { id, username } = ctx.actor;
    codes = await giveRecoveryCodes(tx, id);
    await recordEvent(tx, ctx, {
      action: "mfa.recovery_codes_renewed",
      subject: id,
      subjectType: "person",
      detail: { username },
    });
  });
  return codes;
}
