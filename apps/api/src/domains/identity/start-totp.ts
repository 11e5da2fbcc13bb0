import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { sealSecret } from "../../platform/sealed-secret.ts";
import { recordEvent } from "../audit/record-event.ts";
import { MfaCodeError } from "./core/credential-errors.ts";
import { findMfa, upsertEnrolment } from "./mfa.queries.ts";
import { proveCode } from "./prove-code.ts";
import { totpOwner } from "./spend-code.ts";
import { describeTotp, newTotpSecret } from "./totp.ts";

/**
 * Makes a secret for an authenticator app. It has no effect until `confirmTotp`. Whoever has an app in force already
 * proves it with a code; the contract asks everyone for a fresh sign-in, so that a session left open cannot lock its
 * owner out.
 *
 * @throws {MfaCodeError} `MFA_CODE_WRONG`.
 */
export async function startTotp(
  ctx: RequestContext,
  { code }: { code?: string | undefined },
): Promise<{ secret: string; uri: string }> {
  const { enrolledAt } = await findMfa(ctx.db, ctx.actor.id);
  if (enrolledAt !== null) {
    if (code === undefined) throw new MfaCodeError("MFA_CODE_WRONG");
    await proveCode(ctx, code, async () => {});
  }
  const secret = newTotpSecret();
  await transact(ctx.db, async (tx) => {
    const { id, username } = ctx.actor;
    await upsertEnrolment(tx, id, sealSecret(secret, ctx.config.secretsKeys, totpOwner(id)), ctx.now());
    await recordEvent(tx, ctx, {
      action: "mfa.enrolment_begun",
      subject: id,
      subjectType: "person",
      detail: { username },
    });
  });
  return describeTotp(secret, ctx.actor.username);
}
