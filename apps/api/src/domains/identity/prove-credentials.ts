import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { ANONYMOUS, type AnonymousContext } from "./anonymous-context.ts";
import { SignInError } from "./core/errors.ts";
import { type CredentialBackend, type CredentialCheck, checkCredentials } from "./credentials.ts";
import type { Person } from "./identity.queries.ts";

/** What a sign-in works with: also the ways of checking credentials, in their order. */
export interface SignInContext extends AnonymousContext {
  readonly backends: readonly CredentialBackend[];
}

/**
 * Whom a user name and a password belong to. A wrong password, a name that nobody has and a person who was shut out
 * are refused with the same answer after the same work; the audit log alone knows which it was.
 *
 * @throws {SignInError} `INVALID_CREDENTIALS`.
 */
export async function proveCredentials(
  ctx: SignInContext,
  { username, password }: { username: string; password: string },
): Promise<Person> {
  const check = await checkCredentials(ctx, { username: username.trim().toLowerCase(), password });
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
  const event = { action: "session.refused", subject: person?.id ?? "unknown", detail: { reason, ...known } };
  await transact(ctx.db, async (tx) => await recordEvent(tx, { ...ctx, actor: ANONYMOUS }, event));
}
