import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { ANONYMOUS, type AnonymousContext } from "./anonymous-context.ts";
import { SignInError } from "./core/errors.ts";
import { normaliseUserName } from "./core/user-name.ts";
import { type CredentialBackend, type CredentialCheck, checkCredentials } from "./credentials.ts";
import type { Person } from "./identity.queries.ts";
import { underThrottle } from "./throttle.ts";

/** What a sign-in works with: also the ways of checking credentials, in their order. */
export interface SignInContext extends AnonymousContext {
  readonly backends: readonly CredentialBackend[];
}

/**
 * Whom a user name and a password belong to. A wrong password, a name that nobody has and a person who was shut out
 * are refused with the same answer after the same work, and are counted alike; the audit log alone knows which it was.
 *
 * @throws {SignInError} `INVALID_CREDENTIALS`.
 * @throws {LoginLockedError} `LOGIN_LOCKED` after too many failures.
 */
export async function proveCredentials(
  ctx: SignInContext,
  { username, password }: { username: string; password: string },
): Promise<Person> {
  const attempt = { purpose: "password", username } as const;
  const check = await underThrottle(ctx, attempt, async () => {
    const answer = await checkCredentials(ctx, { username: normaliseUserName(username), password });
    return { outcome: answer.proven ? "proven" : "failed", personId: answer.person?.id ?? null, answer };
  });
  if (check.proven) return check.person;
  await recordRefusal(ctx, check);
  throw new SignInError("INVALID_CREDENTIALS");
}

/**
 * A name that nobody has is not written down: people type their password where the name belongs, and the audit log
 * forgets nothing.
 */
async function recordRefusal(
  ctx: AnonymousContext,
  { person, reason }: Extract<CredentialCheck, { proven: false }>,
): Promise<void> {
  const known = person === null ? {} : { username: person.username };
  const event = {
    action: "session.refused",
    subjectType: "person",
    subject: person?.id ?? "unknown",
    detail: { reason, ...known },
  };
  await transact(ctx.db, async (tx) => await recordEvent(tx, { ...ctx, actor: ANONYMOUS }, event));
}
