import { invariant } from "@purser/kernel/invariant";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";
import { hmac, type SigningKey } from "./digest.ts";

export type AuditOutcome = "success" | "refused" | "failure";

/** What a record says. `occurredAt` is RFC 3339 in UTC with six digits of a second, a text because a Date has three. */
export interface AuditContent {
  readonly id: string;
  readonly occurredAt: string;
  /** Null: the program itself, or someone who is nobody here. */
  readonly actorId: string | null;
  readonly actorName: string;
  /** The roles the actor held, separated by commas; null: none. */
  readonly actorRole: string | null;
  /** SHA-256 of the session's id, in hexadecimal; null: no session. */
  readonly sessionHash: string | null;
  /** The API token that the call came with; null: none. */
  readonly apiTokenId: string | null;
  /** Where the call came from, and with what; whole or anonymised, as the centre has chosen before it is signed. */
  readonly address: string | null;
  readonly userAgent: string | null;
  /** Of HTTP, with the operation's name in the contract; null outside of calls. */
  readonly method: string | null;
  readonly operation: string | null;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly action: string;
  /** What was changed: its kind, and an id or a name. */
  readonly subjectType: string;
  readonly subject: string;
  readonly outcome: AuditOutcome;
  readonly detail: Readonly<Record<string, JsonValue>>;
}

/** A record as it is stored: what it says, the bytes that were signed, and their signature. */
export interface SignedRecord {
  readonly content: AuditContent;
  /** The detail as it stands in the signed bytes. */
  readonly detail: string;
  readonly keyId: string;
  readonly canonical: Buffer;
  readonly signature: Buffer;
}

/** The hash that the first record of the chain follows. */
export const GENESIS_HASH: Buffer = Buffer.alloc(32);

const MAX_CANONICAL_BYTES = 65_536;
const SECRET_NAME = /password|passwd|secret|token|cookie|authorization|credential|private_key/i;
const UNSTORABLE = /[\0\ud800-\udfff]/;

/**
 * Signs a record: HMAC-SHA256 with `key` over the RFC 8785 JSON of its content and the key's id.
 *
 * @throws {InvariantError} if the detail names a secret or the record is larger than 64 KiB.
 */
export function signRecord(content: AuditContent, key: SigningKey): SignedRecord {
  const clean = storableContent(content);
  const detail = canonicalJson(clean.detail);
  const canonical = Buffer.from(canonicalRecord(clean, detail, key.id), "utf8");
  invariant(canonical.length <= MAX_CANONICAL_BYTES, `the audit record of ${content.action} is larger than 64 KiB`);
  return { content: clean, detail, keyId: key.id, canonical, signature: hmac(key, canonical) };
}

/**
 * The text of a record that is signed and chained: its columns that are not null, by their names in the database, in
 * the order that RFC 8785 wants. The order is known, so nothing is sorted: this runs with every change.
 */
function canonicalRecord(record: AuditContent, detail: string, keyId: string): string {
  return (
    `{"action":${text(record.action)}${member("actor_id", record.actorId)},"actor_name":${text(record.actorName)}` +
    `${member("actor_role", record.actorRole)}${member("address", record.address)}` +
    `${member("api_token_id", record.apiTokenId)},"detail":${detail}` +
    `,"id":${text(record.id)},"key_id":${text(keyId)}${member("method", record.method)}` +
    `,"occurred_at":${text(record.occurredAt)}${member("operation", record.operation)}` +
    `,"outcome":${text(record.outcome)}${member("request_id", record.requestId)}` +
    `${member("session_hash", record.sessionHash)}${record.status === null ? "" : `,"status":${record.status}`}` +
    `,"subject":${text(record.subject)},"subject_type":${text(record.subjectType)}` +
    `${member("user_agent", record.userAgent)}}`
  );
}

function member(name: string, value: string | null): string {
  return value === null ? "" : `,"${name}":${text(value)}`;
}

/** As RFC 8785 writes a string, which has no halves of surrogate pairs here any more. */
function text(value: string): string {
  return JSON.stringify(value);
}

/** What PostgreSQL cannot store in a text, and UTF-8 cannot express, becomes U+FFFD before it is signed. */
export function storable(value: string): string {
  // Most texts hold no surrogates at all, and looking for whole pairs takes long.
  if (!UNSTORABLE.test(value)) return value;
  return value.replace(/\p{Surrogate}/gu, "\uFFFD").replaceAll("\u0000", "\uFFFD");
}

/** Nearly every record can be stored as it is; only one that cannot is copied. */
function storableContent(content: AuditContent): AuditContent {
  const { actorName, subject, userAgent, detail } = content;
  const isStorable = isStorableDetail(detail); // first, as it refuses secrets
  if (isStorable && !UNSTORABLE.test(`${actorName}${subject}${userAgent ?? ""}`)) return content;
  return {
    ...content,
    actorName: storable(actorName),
    subject: storable(subject),
    userAgent: userAgent === null ? null : storable(userAgent),
    detail: storableDetail(detail),
  };
}

/** @throws {InvariantError} if it names a secret, however deep. */
function isStorableDetail(detail: Readonly<Record<string, JsonValue>>): boolean {
  let isStorable = true;
  for (const name of Object.keys(detail)) {
    invariant(!SECRET_NAME.test(name), `an audit record never holds a secret, and ${name} sounds like one`);
    isStorable = isStorableValue(detail[name]) && isStorable && !UNSTORABLE.test(name);
  }
  return isStorable;
}

function isStorableValue(value: JsonValue | undefined): boolean {
  if (typeof value === "string") return !UNSTORABLE.test(value);
  if (value == null || typeof value !== "object") return true;
  // Each one is looked into, also behind one that is not storable: it may name a secret.
  if (Array.isArray(value)) return value.map(isStorableValue).every(Boolean);
  return isStorableDetail(value as Readonly<Record<string, JsonValue>>); // see storableValue
}

function storableDetail(detail: Readonly<Record<string, JsonValue>>): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(detail).map(([name, value]) => [storable(name), storableValue(value)]));
}

function storableValue(value: JsonValue): JsonValue {
  if (typeof value === "string") return storable(value);
  if (value === null || typeof value !== "object") return value;
  // `Array.isArray` does not narrow a readonly list, so the other branch is named by hand.
  if (Array.isArray(value)) return value.map((item: JsonValue) => storableValue(item));
  return storableDetail(value as Readonly<Record<string, JsonValue>>);
}
