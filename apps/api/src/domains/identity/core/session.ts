/** A refresh token as it is stored; the token itself is known to the browser alone. */
export interface StoredRefreshToken {
  readonly expiresAt: Date;
  readonly familyEndsAt: Date;
  readonly usedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly personDisabled: boolean;
}

/**
 * What to do with a refresh token that came in.
 *
 * `renew`: it is good. `ended`: its session is over. `retry`: it was traded in a moment ago, by another tab of the same
 * browser or by a thief; whoever it is gets no token for it, only the advice to come back with the newer one.
 * `reused`: it was traded in before that, so that two parties hold it: the whole family ends.
 */
export type RefreshDecision = "renew" | "ended" | "retry" | "reused";

const IDLE_MS = 12 * 3_600_000;
const SESSION_MS = 7 * 24 * 3_600_000;
const RACE_MS = 5_000;

/** Decides about a refresh token; being revoked outweighs everything, so that an ended family stays silent. */
export function decideRefresh(token: StoredRefreshToken, now: Date): RefreshDecision {
  if (token.revokedAt !== null) return "ended";
  if (token.usedAt !== null) return now.getTime() - token.usedAt.getTime() < RACE_MS ? "retry" : "reused";
  return token.personDisabled || now >= token.expiresAt ? "ended" : "renew";
}

/** When a session that begins now is over, however often it is renewed: after seven days. */
export function sessionEnd(now: Date): Date {
  return new Date(now.getTime() + SESSION_MS);
}

/** When a refresh token issued now is over: after twelve hours without use, and never after its session. */
export function refreshExpiry(now: Date, familyEndsAt: Date): Date {
  return new Date(Math.min(now.getTime() + IDLE_MS, familyEndsAt.getTime()));
}
