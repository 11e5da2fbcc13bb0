import { randomBytes } from "node:crypto";
import type { RequestContext } from "../../platform/context.ts";
import { type Tx, transact } from "../../platform/db.ts";
import { openSecret } from "../../platform/sealed-secret.ts";
import { recordEvent } from "../audit/record-event.ts";
import { MfaCodeError, MfaStateError } from "./core/credential-errors.ts";
import { hashRecoveryCode, RECOVERY_CODE_BYTES, RECOVERY_CODES, recoveryCode } from "./core/recovery-code.ts";
import { deleteEnrolment, lockEnrolment, replaceRecoveryCodes, upsertTotp } from "./mfa.queries.ts";
import { renewTokensOf } from "./sessions.queries.ts";
import { totpOwner } from "./spend-code.ts";
import { matchTotp } from "./totp.ts";

/** A secret that was shown and not proven within this time is forgotten. */
const ENROLMENT_MS = 30 * 60_000;

/**
 * Puts an authenticator app in force once a code shows that it has the secret, and gives ten recovery codes, which are
 * shown this once. Tokens that say that a second step is still to be set up are renewed.
 *
 * @throws {MfaStateError} `MFA_NOT_STARTED`.
 * @throws {MfaCodeError} `MFA_CODE_WRONG`.
 */
export async function confirmTotp(ctx: RequestContext, code: string): Promise<string[]> {
  return await transact(ctx.db, async (tx) => {
    const [now, { id, username }] = [ctx.now(), ctx.actor];
    const enrolment = await lockEnrolment(tx, id);
    if (enrolment === undefined || now.getTime() - enrolment.startedAt.getTime() >= ENROLMENT_MS)
      throw new MfaStateError("MFA_NOT_STARTED");
    const secret = openSecret(enrolment, ctx.config.secretsKeys, totpOwner(id));
    const step = matchTotp(code.replaceAll(/\s/g, ""), { secret, now, lastStep: 0n });
    if (step === null) throw new MfaCodeError("MFA_CODE_WRONG");
    await deleteEnrolment(tx, id);
    await upsertTotp(tx, id, { sealed: enrolment, step, at: now });
    const codes = await giveRecoveryCodes(tx, id);
    await renewTokensOf(tx, id);
    await recordEvent(tx, ctx, { action: "mfa.enrolled", subject: id, subjectType: "person", detail: { username } });
    return codes;
  });
}

/** Ten new recovery codes in place of all earlier ones; what is stored cannot be turned back into them. */
export async function giveRecoveryCodes(tx: Tx, personId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomBytes(RECOVERY_CODE_BYTES)));
  await replaceRecoveryCodes(tx, personId, codes.map(hashRecoveryCode));
  return codes;
}
