import { invariant } from "@purser/kernel/invariant";
import { type Tx, transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { ANONYMOUS, type AnonymousContext } from "./anonymous-context.ts";
import { RefreshRaceError, SignInError } from "./core/errors.ts";
import { decideRefresh, type RefreshDecision, refreshExpiry } from "./core/session.ts";
import { findPerson } from "./identity.queries.ts";
import { hashRefreshToken, issueTokens, type Session } from "./issue-tokens.ts";
import type { SignInContext } from "./prove-credentials.ts";
import { recheckPerson } from "./recheck-person.ts";
import {
  endSessions,
  type LiveSession,
  lockRefreshToken,
  markRefreshTokenUsed,
  touchSession,
} from "./sessions.queries.ts";

/**
 * Trades a refresh token for the next pair of tokens; roles are read anew. Each token is good once. One that comes
 * again ends its session, because then two parties hold it and nobody can tell which is the thief; only within five
 * seconds it is merely refused, since two tabs of one browser may have sent it together, and the slower one finds the
 * new token in the cookie when it tries again.
 *
 * @throws {SignInError} `SESSION_ENDED`.
 * @throws {RefreshRaceError} `TRY_AGAIN` within those seconds.
 * @throws {DirectoryError} `DIRECTORY_UNAVAILABLE`; the token stays good.
 */
export async function refreshSession(ctx: SignInContext, refreshToken: string | undefined): Promise<Session> {
  if (refreshToken === undefined) throw new SignInError("SESSION_ENDED");
  await recheckPerson(ctx, hashRefreshToken(refreshToken));
  // What ends a session is committed, so the refusal is thrown only after the transaction.
  const answer = await transact(ctx.db, async (tx) => await trade(tx, ctx, hashRefreshToken(refreshToken)));
  if (answer === "retry") throw new RefreshRaceError("TRY_AGAIN");
  if (typeof answer === "string") throw new SignInError("SESSION_ENDED");
  return answer;
}

async function trade(
  tx: Tx,
  ctx: AnonymousContext,
  tokenHash: Buffer,
): Promise<Session | Exclude<RefreshDecision, "renew">> {
  const token = await lockRefreshToken(tx, tokenHash);
  if (token === undefined) return "ended";
  const { session } = token;
  const [at, { client }] = [ctx.now(), ctx];
  const decision = decideRefresh(token, at);
  if (decision === "reused") await endReused(tx, ctx, session);
  if (decision !== "renew") return decision;
  const person = await findPerson(tx, session.personId);
  invariant(person !== undefined, "a session belongs to a person");
  await markRefreshTokenUsed(tx, token.id, at);
  await touchSession(tx, session.id, { at, expiresAt: refreshExpiry(at, session.endsAt), client });
  return await issueTokens(tx, ctx, { person, session });
}

async function endReused(tx: Tx, ctx: AnonymousContext, { id, personId }: LiveSession): Promise<void> {
  await endSessions(tx, { personId, id }, "refresh_reused", ctx.now());
  const detail = { reason: "refresh_reused", session: id };
  await recordEvent(
    tx,
    { ...ctx, actor: ANONYMOUS },
    { action: "session.revoked", subjectType: "person", subject: personId, detail },
  );
}
