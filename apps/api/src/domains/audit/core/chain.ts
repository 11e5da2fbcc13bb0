import { chainHash, hmac, isChainHash, isSignedBy, type SigningKey } from "./digest.ts";

/** One link, as the sealer writes it. */
export interface ChainLink {
  readonly sequence: bigint;
  readonly recordId: string;
  readonly recordXid: string;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
  readonly signature: Buffer;
  readonly keyId: string;
}

/** One link as it is found, with what it links; null where the record is gone. */
export interface StoredLink {
  readonly sequence: bigint;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
  readonly signature: Buffer;
  readonly keyId: string;
  readonly canonical: Buffer | null;
  readonly recordSignature: Buffer | null;
  readonly recordKeyId: string | null;
  /** Whether the columns of the record are the signed text, byte by byte. */
  readonly sameContent: boolean;
}

/** Why a chain does not hold, as the contract names it. */
export type ChainFault =
  | "sequence_gap"
  | "sequence_repeated"
  | "previous_hash_mismatch"
  | "record_missing"
  | "hash_mismatch"
  | "seal_signature_mismatch"
  | "record_signature_mismatch"
  | "content_mismatch"
  | "key_missing"
  | "checkpoint_mismatch"
  | "checkpoint_signature_mismatch"
  | "tail_missing";

export interface BadLink {
  readonly sequence: bigint;
  readonly reason: ChainFault;
}

/** Where a chain stands after a link. */
export interface ChainEnd {
  readonly sequence: bigint;
  readonly hash: Buffer;
}

/** Links `records`, in their order, to the end of a chain: each hash is over the one before and the record's bytes. */
export function linkRecords(
  end: ChainEnd,
  records: readonly { readonly id: string; readonly xid: string; readonly canonical: Buffer }[],
  key: SigningKey,
): ChainLink[] {
  let { sequence, hash } = end;
  return records.map((record) => {
    const previousHash = hash;
    sequence += 1n;
    hash = chainHash(previousHash, record.canonical);
    const signature = hmac(key, hash);
    return { sequence, recordId: record.id, recordXid: record.xid, previousHash, hash, signature, keyId: key.id };
  });
}

/**
 * Recomputes one link after the one that `end` is; null: it holds. The order of the checks is from the outside in, so
 * that the reason says what was touched: the place, the link, the bytes, then who signed them.
 */
function faultOf(link: StoredLink, end: ChainEnd, keys: ReadonlyMap<string, SigningKey>): BadLink | null {
  const expected = end.sequence + 1n;
  if (link.sequence !== expected) return { sequence: expected, reason: "sequence_gap" };
  const reason = linkFault(link, end) ?? sealFault(link, keys) ?? recordFault(link, keys);
  return reason === null ? null : { sequence: link.sequence, reason };
}

/**
 * The fault of `links[index]`, of links in the order of their numbers. Where two have one number it is not asked which of
 * them holds: the chain is at fault there, whichever came first.
 */
export function faultAmong(
  links: readonly StoredLink[],
  index: number,
  end: ChainEnd,
  keys: ReadonlyMap<string, SigningKey>,
): BadLink | null {
  const [link, next] = [links[index], links[index + 1]];
  if (link === undefined) return null;
  const fault = faultOf(link, end, keys);
  const isGap = fault?.reason === "sequence_gap";
  return next?.sequence === link.sequence && !isGap ? { sequence: link.sequence, reason: "sequence_repeated" } : fault;
}

function linkFault(link: StoredLink, end: ChainEnd): ChainFault | null {
  if (!link.previousHash.equals(end.hash)) return "previous_hash_mismatch";
  if (link.canonical === null) return "record_missing";
  return isChainHash(link.hash, end.hash, link.canonical) ? null : "hash_mismatch";
}

/** Whether one of our keys signed the link; null: it did. */
export function sealFault(
  link: Pick<StoredLink, "keyId" | "hash" | "signature">,
  keys: ReadonlyMap<string, SigningKey>,
): ChainFault | null {
  const key = keys.get(link.keyId);
  if (key === undefined) return "key_missing";
  return isSignedBy(key, link.hash, link.signature) ? null : "seal_signature_mismatch";
}

function recordFault(link: StoredLink, keys: ReadonlyMap<string, SigningKey>): ChainFault | null {
  if (link.canonical === null || link.recordSignature === null || link.recordKeyId === null) return "record_missing";
  const key = keys.get(link.recordKeyId);
  if (key === undefined) return "key_missing";
  return isSignedBy(key, link.canonical, link.recordSignature) ? null : "record_signature_mismatch";
}
