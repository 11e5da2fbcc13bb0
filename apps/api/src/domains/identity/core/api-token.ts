import { hash, timingSafeEqual } from "node:crypto";
import { isAllowed, isPermission, type Role } from "./permissions.ts";

/** The longest that an API token lives. */
export const MAX_TOKEN_DAYS = 365;

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_LENGTH = 43; // 256 bits in base 62
const CHECKSUM_LENGTH = 6; // 32 bits in base 62
const FORM = new RegExp(`^pur_([0-9a-f]{32})_([0-9A-Za-z]{${SECRET_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`);

/** Whether a bearer token is, or pretends to be, an API token. */
export function looksLikeApiToken(bearer: string): boolean {
  return bearer.startsWith("pur_");
}

/**
 * The text of an API token: `pur_`, its id, `_`, 256 random bits and a checksum, in letters and digits, so that a double
 * click takes it whole and a scanner that finds one in a file knows it from random letters.
 */
export function composeApiToken(id: string, secret: Uint8Array): string {
  const body = `pur_${id.replaceAll("-", "")}_${inBase62(secret, SECRET_LENGTH)}`;
  return body + checksumOf(body);
}

/** What is stored of a token, and compared: its secret has 256 random bits, so that a plain hash cannot be turned back. */
export function hashApiToken(token: string): Buffer {
  return hash("sha256", token, "buffer");
}

/** The id that a token names; null where it does not look like a text of ours. Whether it is one, its checksum says. */
export function idOfApiToken(token: string): string | null {
  const id = FORM.exec(token)?.[1];
  if (id === undefined) return null;
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
}

/** Whether the checksum of a text that looks like a token is right: what is mistyped or made up costs no look at the database. */
export function hasRightChecksum(token: string): boolean {
  return token.slice(-CHECKSUM_LENGTH) === checksumOf(token.slice(0, -CHECKSUM_LENGTH));
}

/** Whether two hashes are the same, told in a time that does not depend on where they differ; nothing equals none. */
export function isSameHash(given: Buffer, stored: Buffer | undefined): boolean {
  return timingSafeEqual(given, stored ?? Buffer.alloc(given.length)) && stored !== undefined;
}

export type ApiTokenState = "active" | "suspended" | "expired" | "revoked";

/** Whether a token can be used; it ends at, not after, its expiry, and rests while its person is disabled. */
export function apiTokenState(
  token: { readonly revokedAt: Date | null; readonly expiresAt: Date; readonly personDisabled: boolean },
  now: Date,
): ApiTokenState {
  if (token.revokedAt !== null) return "revoked";
  if (now >= token.expiresAt) return "expired";
  return token.personDisabled ? "suspended" : "active";
}

/** When a token that is made now and lives for so many days expires. */
export function apiTokenExpiry(now: Date, days: number): Date {
  return new Date(now.getTime() + days * 86_400_000);
}

/** The scopes that would give a token more than its owner's roles do. */
export function scopesBeyond(roles: readonly string[], scopes: readonly string[]): string[] {
  return scopes.filter((scope) => !isPermission(scope) || !isAllowed({ roles }, scope));
}

/** The narrowest role that sees everyone's data and may do all that the scopes say. */
export function leastRoleFor(scopes: readonly string[]): Role {
  const roles: readonly Role[] = ["auditor", "finance"];
  return roles.find((role) => scopesBeyond([role], scopes).length === 0) ?? "center_admin";
}

function checksumOf(body: string): string {
  // A plain number, since calls with wrong tokens come through here as well.
  let value = hash("sha256", body, "buffer").readUInt32BE();
  let text = "";
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    text = (DIGITS[value % 62] ?? "") + text;
    value = Math.floor(value / 62);
  }
  return text;
}

function inBase62(bytes: Uint8Array, length: number): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
  let text = "";
  for (let place = 0; place < length; place += 1) {
    text = (DIGITS[Number(value % 62n)] ?? "") + text;
    value /= 62n;
  }
  return text;
}
