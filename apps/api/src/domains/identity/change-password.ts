import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { commonPasswords } from "./common-passwords.ts";
import { PasswordElsewhereError, PasswordError } from "./core/credential-errors.ts";
import { SignInError } from "./core/errors.ts";
import { checkNewPassword } from "./core/password-rules.ts";
import { deleteChallenges } from "./mfa-challenge.queries.ts";
import { hashPassword, isPassword } from "./password.ts";
import { findPasswordHolder, lockPasswordHolder, setPasswordHash, withdrawResetLinks } from "./passwords.queries.ts";
import { endSessions } from "./sessions.queries.ts";
import { underThrottle } from "./throttle.ts";

/**
 * Changes the caller's own password. Every other session of theirs ends, and so does a link with which somebody could
 * set yet another password.
 *
 * @throws {PasswordError} `PASSWORD_WRONG` for the current one, or what is wrong with the new one.
 * @throws {LoginLockedError} `LOGIN_LOCKED`: wrong ones are counted with those of signing in.
 * @throws {PasswordElsewhereError} `PASSWORD_NOT_LOCAL`.
 */
export async function changePassword(
  ctx: RequestContext,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<void> {
  const person = await findPasswordHolder(ctx.db, ctx.actor.id);
  if (person === undefined || person.disabled) throw new SignInError("UNAUTHENTICATED");
  if (person.source !== "local") throw new PasswordElsewhereError("PASSWORD_NOT_LOCAL");
  const attempt = { purpose: "password", username: person.username } as const;
  const proven = await underThrottle(ctx, attempt, async () => {
    const answer = await isPassword(currentPassword, person.passwordHash);
    return { outcome: answer ? "proven" : "failed", personId: person.id, answer };
  });
  if (!proven) throw new PasswordError("PASSWORD_WRONG");
  checkNewPassword(newPassword, { username: person.username, common: await commonPasswords() });
  const passwordHash = await hashPassword(newPassword);
  await transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const holder = await lockPasswordHolder(tx, person.id);
    // Somebody else has changed it while this one was being checked: what was proven is no longer so.
    if (holder?.passwordHash !== person.passwordHash) throw new PasswordError("PASSWORD_WRONG");
    await setPasswordHash(tx, person.id, passwordHash);
    await deleteChallenges(tx, person.id);
    await withdrawResetLinks(tx, person.id, now);
    const except = ctx.actor.session === null ? {} : { except: ctx.actor.session.id };
    const ended = await endSessions(tx, { personId: person.id, ...except }, "password_changed", now);
    const detail = { username: person.username, ended_sessions: ended.length };
    await recordEvent(tx, ctx, { action: "password.changed", subject: person.id, subjectType: "person", detail });
  });
}
