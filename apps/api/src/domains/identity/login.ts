import { transact } from "../../platform/db.ts";
import type { Session } from "./issue-tokens.ts";
import { openSession } from "./open-session.ts";
import { proveCredentials, type SignInContext } from "./prove-credentials.ts";

/**
 * Signs a person in with their user name and password and begins a session.
 *
 * @throws {SignInError} `INVALID_CREDENTIALS`.
 */
export async function login(
  ctx: SignInContext,
  { username, password }: { username: string; password: string },
): Promise<Session> {
  const person = await proveCredentials(ctx, { username, password });
  return await transact(ctx.db, async (tx) => await openSession(tx, ctx, person.id));
}
