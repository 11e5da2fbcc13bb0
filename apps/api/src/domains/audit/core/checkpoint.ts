import { canonicalJson } from "./canonical-json.ts";
import type { ChainFault } from "./chain.ts";
import { hmac, isSignedBy, type SigningKey } from "./digest.ts";

/** Where the chain stood at a moment, signed: kept elsewhere, it shows that a tail of the chain has been cut off. */
export interface Checkpoint {
  readonly id: string;
  readonly sequence: bigint;
  /** Of the link with that number, 32 bytes. */
  readonly hash: Buffer;
  /** RFC 3339 in UTC with six digits of a second. */
  readonly takenAt: string;
  readonly keyId: string;
}

export interface SignedCheckpoint extends Checkpoint {
  readonly canonical: Buffer;
  readonly signature: Buffer;
}

/** Signs where a chain ends: HMAC-SHA256 with `key` over the RFC 8785 JSON of the checkpoint. */
export function signCheckpoint(checkpoint: Omit<Checkpoint, "keyId">, key: SigningKey): SignedCheckpoint {
  const whole = { ...checkpoint, keyId: key.id };
  const canonical = canonicalCheckpoint(whole);
  return { ...whole, canonical, signature: hmac(key, canonical) };
}

/** The bytes of a checkpoint that are signed: its columns by their names, the hash in hexadecimal. */
export function canonicalCheckpoint({ id, sequence, hash, takenAt, keyId }: Checkpoint): Buffer {
  const members = { hash: hash.toString("hex"), id, key_id: keyId, sequence: Number(sequence), taken_at: takenAt };
  return Buffer.from(canonicalJson(members), "utf8");
}

/** Whether a checkpoint is one of ours, word for word; null: it is. */
export function checkpointFault(
  checkpoint: SignedCheckpoint,
  keys: ReadonlyMap<string, SigningKey>,
): ChainFault | null {
  const key = keys.get(checkpoint.keyId);
  if (key === undefined) return "key_missing";
  const { canonical, signature } = checkpoint;
  const genuine = canonicalCheckpoint(checkpoint).equals(canonical) && isSignedBy(key, canonical, signature);
  return genuine ? null : "checkpoint_signature_mismatch";
}

/** A checkpoint as a person keeps it elsewhere, and as the API shows it. */
export interface CheckpointDocument {
  readonly id: string;
  readonly sequence: number;
  readonly hash: string;
  readonly taken_at: string;
  readonly key_id: string;
  readonly signature: string;
}

/** The checkpoint as JSON holds it: what was signed, and the signature. */
export function checkpointDocument({
  id,
  sequence,
  hash,
  takenAt,
  keyId,
  signature,
}: SignedCheckpoint): CheckpointDocument {
  return {
    id,
    sequence: Number(sequence),
    hash: hash.toString("hex"),
    taken_at: takenAt,
    key_id: keyId,
    signature: signature.toString("hex"),
  };
}

/** Reads a checkpoint back from JSON; null: it is none. Whether it is genuine, `checkpointFault` says. */
export function readCheckpointDocument(value: unknown): SignedCheckpoint | null {
  if (typeof value !== "object" || value === null) return null;
  const { id, sequence, hash, taken_at: takenAt, key_id: keyId, signature } = value as Partial<CheckpointDocument>; // checked below
  const whole = typeof sequence === "number" && Number.isSafeInteger(sequence) && sequence >= 0;
  const texts = [id, takenAt, keyId].every((text) => typeof text === "string");
  if (!whole || !texts || !isDigest(hash) || !isDigest(signature)) return null;
  const checkpoint = {
    ...{ id: String(id), takenAt: String(takenAt), keyId: String(keyId) },
    ...{ sequence: BigInt(sequence), hash: Buffer.from(hash, "hex") },
  };
  return { ...checkpoint, canonical: canonicalCheckpoint(checkpoint), signature: Buffer.from(signature, "hex") };
}

function isDigest(text: unknown): text is string {
  return typeof text === "string" && /^[0-9a-f]{64}$/.test(text);
}
