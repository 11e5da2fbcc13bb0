import { createHash, randomBytes } from "node:crypto";

/** A token that nobody can guess: 256 random bits. */
export function newSecretToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a token: it has 256 random bits, so that a plain hash cannot be turned back. */
export function hashSecretToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
