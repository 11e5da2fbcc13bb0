/** A refresh token as it is stored, with what is known of its session; the token itself is known to the browser alone. */
export interface StoredRefreshToken {
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  /** When its session was ended before its time. */
  readonly endedAt: Date | null;
  readonly personDisabled: boolean;
}

/**
 * What to do with a refresh token that came in.
 *
 * `renew`: it is good. `ended`: its session is over. `retry`: it was traded in a moment ago, by another tab of the same
 * browser or by a thief; whoever it is gets no token for it, only the advice to come back with the newer one.
 * `reused`: it was traded in before that, so that two parties hold it: the whole session ends.
 */
export type RefreshDecision = "renew" | "ended" | "retry" | "reused";

/** Why a session ended before its time. */
export type EndReason =
  | "signed_out"
  | "signed_out_everywhere"
  | "ended_by_person"
  | "refresh_reused"
  | "person_disabled"
  | "password_changed"
  | "ended_by_administrator";

const IDLE_MS = 12 * 3_600_000;
const SESSION_MS = 7 * 24 * 3_600_000;
const RACE_MS = 5_000;
const FRESH_MS = 10 * 60_000;

/** Decides about a refresh token; being over outweighs everything, so that an ended session stays silent. */
export function decideRefresh(token: StoredRefreshToken, now: Date): RefreshDecision {
  if (token.endedAt !== null) return "ended";
  if (token.usedAt !== null) return now.getTime() - token.usedAt.getTime() < RACE_MS ? "retry" : "reused";
  return token.personDisabled || now >= token.expiresAt ? "ended" : "renew";
}

/** When a session that begins now is over, however often it is renewed: after seven days. */
export function sessionEnd(now: Date): Date {
  return new Date(now.getTime() + SESSION_MS);
}

/** When a refresh token issued now is over: after twelve hours without use, and never after its session. */
export function refreshExpiry(now: Date, endsAt: Date): Date {
  return new Date(Math.min(now.getTime() + IDLE_MS, endsAt.getTime()));
}

/** How many seconds an access token issued now is good for: `most`, and never longer than its session. */
export function accessSeconds(now: Date, endsAt: Date, most: number): number {
  return Math.max(1, Math.min(most, Math.floor((endsAt.getTime() - now.getTime()) / 1000)));
}

/** Somebody who calls, and by what. */
export interface Caller {
  readonly session: { readonly signedInAt: Date } | null;
  readonly apiToken: object | null;
}

/**
 * Whether a caller proved who they are recently enough to move money: within the last ten minutes. A program with an
 * API token cannot prove anything anew: its token has a scope and an expiry of its own instead.
 */
export function isFresh({ session, apiToken }: Caller, now: Date): boolean {
  if (apiToken !== null) return true;
  return session !== null && now.getTime() - session.signedInAt.getTime() < FRESH_MS;
}
