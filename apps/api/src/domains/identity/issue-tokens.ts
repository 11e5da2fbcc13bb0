import { createHash, randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { Config } from "../../config.ts";
import type { Tx } from "../../platform/db.ts";
import { ACCESS_TOKEN_SECONDS, signAccessToken } from "./core/access-token.ts";
import { demandsMfa } from "./core/mfa-requirement.ts";
import { accessSeconds, refreshExpiry } from "./core/session.ts";
import type { Person } from "./identity.queries.ts";
import { insertRefreshToken, type LiveSession } from "./sessions.queries.ts";

/** A token for calls, to be sent with each of them. */
export interface AccessToken {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
}

/** What a sign-in or a renewal gives: one token for calls, and one, for the cookie, to trade in for the next. */
export interface Session extends AccessToken {
  readonly refreshToken: string;
  readonly refreshExpiresAt: Date;
}

interface TokenContext {
  readonly config: Pick<Config, "jwtKeys" | "requireMfa">;
  readonly now: () => Date;
}

/** Issues the next pair of tokens of a session. The refresh token is stored as its SHA-256 only. */
export async function issueTokens(
  tx: Tx,
  ctx: TokenContext,
  { person, session }: { person: Person; session: LiveSession },
): Promise<Session> {
  const now = ctx.now();
  const refreshToken = randomBytes(32).toString("base64url");
  const expiresAt = refreshExpiry(now, session.endsAt);
  await insertRefreshToken(tx, {
    id: uuidv7(),
    sessionId: session.id,
    personId: person.id,
    tokenHash: hashRefreshToken(refreshToken),
    issuedAt: now,
    expiresAt,
    endsAt: session.endsAt,
  });
  return { ...issueAccessToken(ctx, { person, session }), refreshToken, refreshExpiresAt: expiresAt };
}

/** Signs an access token with the first key: it says of the person what is so now, and when they proved who they are. */
export function issueAccessToken(
  ctx: TokenContext,
  { person, session }: { person: Person; session: LiveSession },
): AccessToken {
  const now = ctx.now();
  const [key] = ctx.config.jwtKeys;
  const { id, authenticatedAt, generation } = session;
  const mfaOwed = !person.mfaEnrolled && demandsMfa(person, ctx.config.requireMfa);
  const subject = { ...person, session: { id, signedInAt: authenticatedAt, generation, mfaOwed } };
  const end = earlier(session.endsAt, person.grantsEndAt);
  const expiresInSeconds = accessSeconds(now, end, ACCESS_TOKEN_SECONDS);
  return { accessToken: signAccessToken(subject, key, now, expiresInSeconds), expiresInSeconds };
}

/** A token says what its person holds, so that it is not good any longer than the first of their grants. */
function earlier(sessionEnd: Date, grantsEnd: Date | null): Date {
  return grantsEnd !== null && grantsEnd < sessionEnd ? grantsEnd : sessionEnd;
}

/** An access token as it goes to the caller. */
export function tokenAnswer({ accessToken, expiresInSeconds }: AccessToken) {
  return { access_token: accessToken, token_type: "bearer" as const, expires_in: expiresInSeconds };
}

/** What is stored of a refresh token: it has 256 random bits, so that a plain hash cannot be turned back. */
export function hashRefreshToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
