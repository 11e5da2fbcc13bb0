import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { SecretKey } from "../config.ts";

/** A secret as it may be stored: encrypted, with the name of the key that opens it. */
export interface SealedSecret {
  readonly keyId: string;
  /** Nonce, ciphertext and tag, one after the other. */
  readonly sealed: Buffer;
}

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a secret (AES-256-GCM) with the first key of a keyring. `owner` says whose it is and what for; it is not
 * stored, but without it the secret does not open, so that a row moved to somebody else is worthless.
 */
export function sealSecret(
  secret: Uint8Array,
  keys: readonly [SecretKey, ...SecretKey[]],
  owner: string,
): SealedSecret {
  const [key] = keys;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, cipherKey(key), nonce).setAAD(Buffer.from(owner));
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
  return { keyId: key.id, sealed: Buffer.concat([nonce, ciphertext, cipher.getAuthTag()]) };
}

/**
 * Decrypts what `sealSecret` made for the same owner.
 *
 * @throws an error that names the key where the keyring does not have it, or where the stored bytes were changed.
 */
export function openSecret({ keyId, sealed }: SealedSecret, keys: readonly SecretKey[], owner: string): Buffer {
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) throw new Error(`SECRETS_KEYS has no key ${keyId}, with which a stored secret is encrypted`);
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(sealed.length - TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, cipherKey(key), nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(owner))
    .setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new Error(`a stored secret does not open with the key ${keyId}`, { cause });
  }
}

/** The keyring holds texts of any length; a cipher wants 256 bits, and its own key for this one purpose. */
function cipherKey({ secret }: SecretKey): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", "purser sealed secret", 32));
}
