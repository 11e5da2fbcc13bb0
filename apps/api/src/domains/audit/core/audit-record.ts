import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { invariant } from "@purser/kernel/invariant";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";

/** A secret and the name that stays with what it signed. */
export interface SigningKey {
  readonly id: string;
  readonly secret: string;
}

/** What a record says. `occurredAt` is RFC 3339 in UTC with six digits of a second, a text because a Date has three. */
export interface AuditContent {
  readonly id: string;
  readonly occurredAt: string;
  /** Null: the program itself, or someone who is nobody here. */
  readonly actorId: string | null;
  readonly actorName: string;
  readonly action: string;
  /** What was changed: an id or a name. */
  readonly subject: string;
  readonly requestId: string | null;
  readonly detail: Readonly<Record<string, JsonValue>>;
}

/** A record as it is stored: what it says, the bytes that were signed, and their signature. */
export interface SignedRecord {
  readonly content: AuditContent;
  readonly keyId: string;
  readonly canonical: Buffer;
  readonly signature: Buffer;
}

/** The hash that the first record of the chain follows. */
export const GENESIS_HASH: Buffer = Buffer.alloc(32);

const MAX_CANONICAL_BYTES = 65_536;
const SECRET_NAME = /password|passwd|secret|token|cookie|authorization|credential|private_key/i;

/**
 * Signs a record: HMAC-SHA256 with `key` over the RFC 8785 JSON of its content and the key's id.
 *
 * @throws {InvariantError} if the detail names a secret or the record is larger than 64 KiB.
 */
export function signRecord(content: AuditContent, key: SigningKey): SignedRecord {
  const clean = { ...content, actorName: storable(content.actorName), subject: storable(content.subject) };
  const record = { ...clean, detail: storableDetail(content.detail) };
  const canonical = canonicalRecord(record, key.id);
  invariant(canonical.length <= MAX_CANONICAL_BYTES, `the audit record of ${content.action} is larger than 64 KiB`);
  return { content: record, keyId: key.id, canonical, signature: hmac(key, canonical) };
}

/** The bytes of a record that are signed and chained: its columns, by their names in the database. */
export function canonicalRecord(content: AuditContent, keyId: string): Buffer {
  const record = {
    action: content.action,
    actor_id: content.actorId,
    actor_name: content.actorName,
    detail: content.detail,
    id: content.id,
    key_id: keyId,
    occurred_at: content.occurredAt,
    request_id: content.requestId,
    subject: content.subject,
  };
  return Buffer.from(canonicalJson(record), "utf8");
}

/** The link of the chain: SHA-256(previous hash ‖ canonical record). */
export function chainHash(previousHash: Buffer, canonical: Buffer): Buffer {
  return createHash("sha256").update(previousHash).update(canonical).digest();
}

/** HMAC-SHA256 of `bytes`: over a canonical record it signs the record, over a hash of the chain it signs the chain. */
export function hmac(key: SigningKey, bytes: Buffer): Buffer {
  return createHmac("sha256", key.secret).update(bytes).digest();
}

/** Whether `signature` is the key's own over `bytes`; takes the same time for every wrong one. */
export function isSignedBy(key: SigningKey, bytes: Buffer, signature: Buffer): boolean {
  const expected = hmac(key, bytes);
  return expected.length === signature.length && timingSafeEqual(expected, signature);
}

/** What PostgreSQL cannot store in a text, and UTF-8 cannot express, becomes U+FFFD before it is signed. */
export function storable(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD").replaceAll("\u0000", "\uFFFD");
}

function storableDetail(detail: Readonly<Record<string, JsonValue>>): Record<string, JsonValue> {
  const entries = Object.entries(detail).map(([name, value]) => {
    invariant(!SECRET_NAME.test(name), `an audit record never holds a secret, and ${name} sounds like one`);
    return [storable(name), storableValue(value)] as const;
  });
  return Object.fromEntries(entries);
}

function storableValue(value: JsonValue): JsonValue {
  if (typeof value === "string") return storable(value);
  if (value === null || typeof value !== "object") return value;
  // `Array.isArray` does not narrow a readonly list, so the other branch is named by hand.
  if (Array.isArray(value)) return value.map((item: JsonValue) => storableValue(item));
  return storableDetail(value as Readonly<Record<string, JsonValue>>);
}
