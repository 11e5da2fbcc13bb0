import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { AnonymousContext } from "./anonymous-context.ts";
import { commonPasswords } from "./common-passwords.ts";
import { ResetLinkError } from "./core/credential-errors.ts";
import { checkNewPassword } from "./core/password-rules.ts";
import { deleteChallenges } from "./mfa-challenge.queries.ts";
import { hashPassword } from "./password.ts";
import { claimResetLink, findResetPerson, lockPasswordHolder, setPasswordHash } from "./passwords.queries.ts";
import { hashSecretToken } from "./secret-token.ts";
import { endSessions } from "./sessions.queries.ts";

/**
 * Sets a new password with a link that an administrator has given, and ends every session of the person: whoever knew
 * the old password is out. A password that is refused leaves the link as it was. The work of hashing is done only for
 * a link that is good.
 *
 * @throws {ResetLinkError} `RESET_LINK_INVALID`.
 * @throws {PasswordError} if the new password is too easy to guess.
 */
export async function resetPassword(
  ctx: AnonymousContext,
  { token, newPassword }: { token: string; newPassword: string },
): Promise<void> {
  const tokenHash = hashSecretToken(token);
  const person = await findResetPerson(ctx.db, tokenHash, ctx.now());
  if (person === undefined) throw new ResetLinkError("RESET_LINK_INVALID");
  checkNewPassword(newPassword, { username: person.username, common: await commonPasswords() });
  const passwordHash = await hashPassword(newPassword);
  await transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const holder = await lockPasswordHolder(tx, person.id);
    if (holder === undefined || holder.disabled || !(await claimResetLink(tx, tokenHash, now)))
      throw new ResetLinkError("RESET_LINK_INVALID");
    await setPasswordHash(tx, person.id, passwordHash);
    await deleteChallenges(tx, person.id);
    const ended = await endSessions(tx, { personId: person.id }, "password_changed", now);
    const event = {
      action: "password.reset",
      subject: person.id,
      subjectType: "person",
      detail: { ended_sessions: ended.length },
    };
    await recordEvent(tx, { ...ctx, actor: person }, event);
  });
}
