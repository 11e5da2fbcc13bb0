import { hash, timingSafeEqual } from "node:crypto";

/** A secret and the name that stays with what it signed. */
export interface SigningKey {
  readonly id: string;
  readonly secret: string;
}

const BLOCK = 64;
const DIGEST = 32;
const HELD = 65_536;

/** SHA-256 in one call: a hash object for each record takes twice as long, and verification is little else. */
export function sha256(bytes: Buffer): Buffer {
  return Buffer.from(digest(bytes), "latin1");
}

/** The link of the chain: SHA-256(previous hash ‖ canonical record). */
export function chainHash(previousHash: Buffer, canonical: Buffer): Buffer {
  return Buffer.from(chainDigest(previousHash, canonical), "latin1");
}

/** Whether `hash` is the link of the chain; without making a buffer only to compare it. */
export function isChainHash(hash: Buffer, previousHash: Buffer, canonical: Buffer): boolean {
  return hash.toString("latin1") === chainDigest(previousHash, canonical);
}

function chainDigest(previousHash: Buffer, canonical: Buffer): string {
  const whole = chainBuffer.length >= DIGEST + canonical.length ? chainBuffer : Buffer.alloc(DIGEST + canonical.length);
  previousHash.copy(whole, 0, 0, DIGEST);
  canonical.copy(whole, DIGEST);
  return digest(whole.subarray(0, DIGEST + canonical.length));
}

/** HMAC-SHA256 of `bytes` (RFC 2104): over a canonical record it signs the record, over a hash of the chain the chain. */
export function hmac(key: SigningKey, bytes: Buffer): Buffer {
  return Buffer.from(signatureOf(key, bytes), "latin1");
}

function signatureOf(key: SigningKey, bytes: Buffer): string {
  const { inner, outer } = padsOf(key);
  const whole = inner.length >= BLOCK + bytes.length ? inner : Buffer.concat([inner.subarray(0, BLOCK), bytes]);
  bytes.copy(whole, BLOCK);
  outer.write(digest(whole.subarray(0, BLOCK + bytes.length)), BLOCK, "latin1");
  return digest(outer);
}

/** Whether `signature` is the key's own over `bytes`; takes the same time for every wrong one. */
export function isSignedBy(key: SigningKey, bytes: Buffer, signature: Buffer): boolean {
  expected.write(signatureOf(key, bytes), 0, "latin1");
  return signature.length === DIGEST && timingSafeEqual(expected, signature);
}

const expected = Buffer.alloc(DIGEST);
const chainBuffer = Buffer.alloc(DIGEST + HELD);

interface Pads {
  /** The key with the inner pad, and room for the message after it. */
  readonly inner: Buffer;
  /** The key with the outer pad, and room for a digest after it. */
  readonly outer: Buffer;
}

const pads = new WeakMap<SigningKey, Pads>();

function padsOf(key: SigningKey): Pads {
  const known = pads.get(key);
  if (known !== undefined) return known;
  const secret = Buffer.from(key.secret, "utf8");
  const block = secret.length > BLOCK ? sha256(secret) : secret;
  const made = { inner: Buffer.alloc(BLOCK + HELD), outer: Buffer.alloc(BLOCK + DIGEST) };
  for (let index = 0; index < BLOCK; index += 1) {
    made.inner[index] = (block[index] ?? 0) ^ 0x36;
    made.outer[index] = (block[index] ?? 0) ^ 0x5c;
  }
  pads.set(key, made);
  return made;
}

/** As a string of one character for each byte: Node makes those faster than buffers. */
function digest(bytes: Buffer): string {
  return hash("sha256", bytes, "binary");
}
