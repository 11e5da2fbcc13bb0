import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { SignInError } from "./core/errors.ts";
import { refreshExpiry } from "./core/session.ts";
import { type AccessToken, issueAccessToken } from "./issue-tokens.ts";
import { proveCredentials, type SignInContext } from "./prove-credentials.ts";
import { lockOwnSession, proveSession } from "./sessions.queries.ts";

/**
 * Has somebody who is signed in prove again who they are: their session and the access token that they get say so, and
 * what moves money is open to them for ten minutes. Failures are counted with those of signing in.
 *
 * @throws {SignInError} `INVALID_CREDENTIALS`; `SESSION_ENDED` if the session is over.
 * @throws {LoginLockedError} `LOGIN_LOCKED` after too many failures.
 */
export async function reauthenticate(
  ctx: SignInContext & RequestContext,
  { password }: { password: string },
): Promise<AccessToken> {
  const { session: current, username } = ctx.actor;
  if (current === null) throw new SignInError("SESSION_ENDED");
  const person = await proveCredentials(ctx, { username, password });
  if (person.id !== ctx.actor.id) throw new SignInError("INVALID_CREDENTIALS");
  return await transact(ctx.db, async (tx) => {
    const session = await lockOwnSession(tx, { personId: person.id, id: current.id });
    if (session === undefined) throw new SignInError("SESSION_ENDED");
    const at = ctx.now();
    await proveSession(tx, session.id, { at, expiresAt: refreshExpiry(at, session.endsAt), client: ctx.client });
    const event = {
      action: "session.proven",
      subjectType: "person",
      subject: person.id,
      detail: { session: session.id },
    };
    await recordEvent(tx, ctx, event);
    return issueAccessToken(ctx, { person, session: { ...session, authenticatedAt: at } });
  });
}
