import { invariant } from "@purser/kernel/invariant";
import { type Tx, transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { RefreshRaceError, SignInError } from "./core/errors.ts";
import { decideRefresh, type RefreshDecision } from "./core/session.ts";
import {
  type FoundRefreshToken,
  findPerson,
  lockRefreshToken,
  markRefreshTokenUsed,
  revokeFamily,
} from "./identity.queries.ts";
import { hashRefreshToken, issueTokens, type Session } from "./issue-tokens.ts";
import { ANONYMOUS, type AnonymousContext } from "./login.ts";

/**
 * Trades a refresh token for the next pair of tokens; roles are read anew. Each token is good once. One that comes
 * again ends its family, because then two parties hold it and nobody can tell which is the thief; only within five
 * seconds it is merely refused, since two tabs of one browser may have sent it together, and the slower one finds the
 * new token in the cookie when it tries again.
 *
 * @throws {SignInError} `SESSION_ENDED`.
 * @throws {RefreshRaceError} `TRY_AGAIN` within those seconds.
 */
export async function refreshSession(ctx: AnonymousContext, refreshToken: string | undefined): Promise<Session> {
  if (refreshToken === undefined) throw new SignInError("SESSION_ENDED");
  // What ends a family is committed, so the refusal is thrown only after the transaction.
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
  const decision = decideRefresh(token, ctx.now());
  if (decision === "reused") await endReusedFamily(tx, ctx, token);
  if (decision !== "renew") return decision;
  const person = await findPerson(tx, token.personId);
  invariant(person !== undefined, "a refresh token belongs to a person");
  await markRefreshTokenUsed(tx, token.id, ctx.now());
  return await issueTokens(tx, ctx, { person, familyId: token.familyId, familyEndsAt: token.familyEndsAt });
}

async function endReusedFamily(
  tx: Tx,
  ctx: AnonymousContext,
  { familyId, personId }: FoundRefreshToken,
): Promise<void> {
  await revokeFamily(tx, familyId, ctx.now());
  const event = {
    action: "session.revoked",
    subject: personId,
    detail: { reason: "refresh_reused", session: familyId },
  };
  await recordEvent(tx, { ...ctx, actor: ANONYMOUS }, event);
}
