import { transact } from "../../platform/db.ts";
import { challengeMfa } from "./challenge-mfa.ts";
import type { Session } from "./issue-tokens.ts";
import { openSession } from "./open-session.ts";
import { proveCredentials, type SignInContext } from "./prove-credentials.ts";

/**
 * Signs a person in with their user name and password and begins a session.
 *
 * @throws {SignInError} `INVALID_CREDENTIALS`.
 * @throws {MfaRequiredError} `MFA_REQUIRED`: `loginMfa` takes the second step.
 */
export async function login(
  ctx: SignInContext,
  { username, password }: { username: string; password: string },
): Promise<Session> {
  const person = await proveCredentials(ctx, { username, password });
  await challengeMfa(ctx, person);
  return await transact(ctx.db, async (tx) => await openSession(tx, ctx, person.id));
}
