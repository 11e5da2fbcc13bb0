import { createHash, randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { Config } from "../../config.ts";
import type { Tx } from "../../platform/db.ts";
import { signAccessToken } from "./core/access-token.ts";
import { refreshExpiry } from "./core/session.ts";
import { insertRefreshToken, type Person } from "./identity.queries.ts";

/** What a sign-in or a renewal gives: one token for calls, and one, for the cookie, to trade in for the next. */
export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly refreshExpiresAt: Date;
}

interface SessionContext {
  readonly config: Pick<Config, "jwtKeys">;
  readonly now: () => Date;
}

/** Issues the next pair of tokens of a session. The refresh token is stored as its SHA-256 only. */
export async function issueTokens(
  tx: Tx,
  ctx: SessionContext,
  { person, familyId, familyEndsAt }: { person: Person; familyId: string; familyEndsAt: Date },
): Promise<Session> {
  const now = ctx.now();
  const [key] = ctx.config.jwtKeys;
  const refreshToken = randomBytes(32).toString("base64url");
  const expiresAt = refreshExpiry(now, familyEndsAt);
  await insertRefreshToken(tx, {
    id: uuidv7(),
    familyId,
    personId: person.id,
    tokenHash: hashRefreshToken(refreshToken),
    issuedAt: now,
    expiresAt,
    familyEndsAt,
  });
  return { accessToken: signAccessToken(person, key, now), refreshToken, refreshExpiresAt: expiresAt };
}

/** What is stored of a refresh token: it has 256 random bits, so that a plain hash cannot be turned back. */
export function hashRefreshToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
