import { createHmac, timingSafeEqual } from "node:crypto";

/** A secret and the name that tokens carry, so that keys can follow one another. */
export interface TokenKey {
  readonly id: string;
  readonly secret: string;
}

/** The person a token speaks for. */
export interface TokenSubject {
  readonly id: string;
  readonly username: string;
  readonly roles: readonly string[];
  readonly grants: readonly TokenGrant[];
  readonly slurmUsers: readonly string[];
  readonly session: TokenSession;
}

/** The session that a token is of. */
export interface TokenSession {
  readonly id: string;
  /** When the person last proved who they are; a token holds it to the second. */
  readonly signedInAt: Date;
  /** Tokens of an earlier generation than the session's own are no longer good. */
  readonly generation: number;
  /** The person's roles demand a second step that they have yet to set up: the token is good for that alone. */
  readonly mfaOwed: boolean;
}

/** A role, and what it is over; null: the whole centre. */
export interface TokenGrant {
  readonly role: string;
  readonly scope: string | null;
}

/** How long an access token is good for. */
export const ACCESS_TOKEN_SECONDS = 900;

const ISSUER = "purser";
const AUDIENCE = "purser-api";
const MAX_LENGTH = 8_192;

/** A JWT (HS256) that speaks for `subject` for `seconds` from `now`, signed with `key`. */
export function signAccessToken(
  subject: TokenSubject,
  key: TokenKey,
  now: Date,
  seconds: number = ACCESS_TOKEN_SECONDS,
): string {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: subject.id,
    username: subject.username,
    grants: subject.grants.map(({ role, scope }) => (scope === null ? role : `${role}:${scope}`)),
    slurm_users: subject.slurmUsers,
    sid: subject.session.id,
    gen: subject.session.generation,
    mfa_owed: subject.session.mfaOwed,
    auth_time: Math.floor(subject.session.signedInAt.getTime() / 1000),
    iat: issuedAt,
    exp: issuedAt + seconds,
  };
  const signed = `${headerOf(key)}.${encode(claims)}`;
  return `${signed}.${signatureOf(signed, key)}`;
}

export interface VerifiedToken {
  readonly subject: TokenSubject;
  /** Seconds since 1970; the token is good before, not at, this time. */
  readonly expiresAt: number;
}

/**
 * Whom a token speaks for, and until when; null where it speaks for nobody. A header is never interpreted: it must be,
 * letter for letter, the one that a key of the keyring writes, so that a token cannot choose how it is checked.
 */
export function verifyAccessToken(token: string, keys: readonly TokenKey[], now: Date): VerifiedToken | null {
  if (token.length > MAX_LENGTH) return null;
  const [header, payload, signature, ...more] = token.split(".");
  if (payload === undefined || signature === undefined || more.length > 0) return null;
  const key = keys.find((each) => headerOf(each) === header);
  if (key === undefined || !isEqual(signature, signatureOf(`${header}.${payload}`, key))) return null;
  return readClaims(payload, now);
}

/** Reads claims that a key of ours has signed. */
function readClaims(payload: string, now: Date): VerifiedToken | null {
  // Signed by us, so it is the object that `signAccessToken` wrote; its issuer and time are still asked for.
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Record<string, unknown>;
  const { sub, username, exp } = claims;
  if (claims.iss !== ISSUER || claims.aud !== AUDIENCE) return null;
  if (typeof sub !== "string" || typeof username !== "string" || typeof exp !== "number") return null;
  const session = readSession(claims);
  if (session === null || now.getTime() >= exp * 1000) return null;
  const grants = texts(claims.grants).map(readGrant);
  const roles = [...new Set(grants.map(({ role }) => role))];
  const subject = { id: sub, username, roles, grants, slurmUsers: texts(claims.slurm_users), session };
  return { subject, expiresAt: exp };
}

function readSession({
  sid,
  gen,
  auth_time: signedIn,
  mfa_owed: mfaOwed,
}: Record<string, unknown>): TokenSession | null {
  if (typeof sid !== "string" || typeof gen !== "number" || typeof signedIn !== "number") return null;
  if (typeof mfaOwed !== "boolean") return null;
  return { id: sid, generation: gen, signedInAt: new Date(signedIn * 1000), mfaOwed };
}

/** `role` or `role:scope`; neither holds a colon. Short, since a token travels with every call. */
function readGrant(text: string): TokenGrant {
  const [role = "", scope = null] = text.split(":");
  return { role, scope };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function headerOf(key: TokenKey): string {
  return encode({ alg: "HS256", typ: "JWT", kid: key.id });
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function signatureOf(signed: string, key: TokenKey): string {
  return createHmac("sha256", key.secret).update(signed).digest("base64url");
}

/** Compares the texts, not the bytes they stand for: base64 has several texts for some bytes. */
function isEqual(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
