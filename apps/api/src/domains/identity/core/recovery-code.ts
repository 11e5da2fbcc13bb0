import { createHash } from "node:crypto";

/** How many there are at a time. */
export const RECOVERY_CODES = 10;

/** How many random bytes one is made of: 80 bits, so that a plain hash of it cannot be turned back. */
export const RECOVERY_CODE_BYTES = 10;

/** Crockford's base 32: no letter of it is taken for another. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** The code that these 10 bytes make, as it is shown: `7h2k-9mqd-x0vf-3zra`. */
export function recoveryCode(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join("");
  return (letters.match(/.{4}/g) ?? []).join("-");
}

/** The code as it was made, however it was typed: with blanks, in capitals, O for 0, I or L for 1; null: it is none. */
export function readRecoveryCode(typed: string): string | null {
  const letters = typed.toLowerCase().replaceAll(/[\s-]/g, "").replaceAll("o", "0").replaceAll(/[il]/g, "1");
  return /^[0-9a-hjkmnp-tv-z]{16}$/.test(letters) ? (letters.match(/.{4}/g) ?? []).join("-") : null;
}

/** What is stored of a code. */
export function hashRecoveryCode(code: string): Buffer {
  return createHash("sha256").update(code).digest();
}
