import type { RequestContext } from "../../platform/context.ts";
import { type Tx, transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { MfaRequiredError } from "./core/credential-errors.ts";
import { SignInError } from "./core/errors.ts";
import { refreshExpiry } from "./core/session.ts";
import type { Person } from "./identity.queries.ts";
import { type AccessToken, issueAccessToken } from "./issue-tokens.ts";
import { proveCode } from "./prove-code.ts";
import { proveCredentials, type SignInContext } from "./prove-credentials.ts";
import { lockOwnSession, proveSession } from "./sessions.queries.ts";

/**
 * Has somebody who is signed in prove again who they are: their session and the access token that they get say so, and
 * what moves money is open to them for ten minutes. Whoever has a second step proves both: a browser that was left open
 * and a password that was seen must not be enough. Failures are counted with those of signing in.
 *
 * @throws {SignInError} `INVALID_CREDENTIALS`; `SESSION_ENDED` if the session is over.
 * @throws {LoginLockedError} `LOGIN_LOCKED` after too many failures.
 * @throws {MfaRequiredError} `MFA_REQUIRED` where the password is right and the code is missing.
 * @throws {MfaCodeError} `MFA_CODE_WRONG`.
 * @throws {MfaLockedError} `MFA_LOCKED` after too many wrong codes.
 */
export async function reauthenticate(
  ctx: SignInContext & RequestContext,
  { password, code }: { password: string; code: string | null },
): Promise<AccessToken> {
  const { session: current, username } = ctx.actor;
  if (current === null) throw new SignInError("SESSION_ENDED");
  const person = await proveCredentials(ctx, { username, password });
  if (person.id !== ctx.actor.id) throw new SignInError("INVALID_CREDENTIALS");
  const work = async (tx: Tx) => await renewProof(tx, ctx, { person, sessionId: current.id });
  if (!person.mfaEnrolled) return await transact(ctx.db, work);
  if (code === null) throw new MfaRequiredError("MFA_REQUIRED");
  return await proveCode(ctx, code, work);
}

async function renewProof(
  tx: Tx,
  ctx: SignInContext & RequestContext,
  { person, sessionId }: { person: Person; sessionId: string },
): Promise<AccessToken> {
  const session = await lockOwnSession(tx, { personId: person.id, id: sessionId });
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
}
