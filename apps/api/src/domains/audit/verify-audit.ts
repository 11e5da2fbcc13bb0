import { GENESIS_HASH, type SigningKey } from "./core/audit-record.ts";
import { type BadLink, type ChainEnd, faultOf, type StoredLink } from "./core/chain.ts";
import { countChain, findContentMismatch, listLinks } from "./seal.queries.ts";
import { type SealContext, sealRecords } from "./seal-records.ts";

/** What a verification of the audit chain found. */
export interface AuditVerification {
  /** How many links hold, counted from the first. */
  readonly checked: bigint;
  /** Committed records that are not in the chain yet: older transactions are still running. */
  readonly unsealed: bigint;
  readonly lastSequence: bigint;
  /** The first link that does not hold; null: all of them do. */
  readonly bad: BadLink | null;
}

const BATCH = 500;

/**
 * Seals what can be sealed, then recomputes the chain from its first link: that no number is missing, that each link
 * follows from the one before and from the record's bytes, that both were signed with a key of the keyring, and that
 * the columns people read say what the signed bytes say. Reads in batches; memory does not grow with the chain.
 */
export async function verifyAudit(ctx: SealContext): Promise<AuditVerification> {
  await sealRecords(ctx);
  const { last, unsealed } = await countChain(ctx.db);
  const { end, bad } = await walkChain(ctx, last);
  return { checked: end.sequence, unsealed, lastSequence: last, bad };
}

interface Walk {
  readonly end: ChainEnd;
  readonly bad: BadLink | null;
}

async function walkChain({ db, config }: SealContext, last: bigint): Promise<Walk> {
  const keys = new Map<string, SigningKey>(config.auditKeys.map((key) => [key.id, key]));
  let end: ChainEnd = { sequence: 0n, hash: GENESIS_HASH };
  let proven = { after: 0n, last: 0n };
  for (;;) {
    const [links, mismatch] = await Promise.all([
      listLinks(db, { after: end.sequence, last, limit: BATCH }),
      findContentMismatch(db, proven),
    ]);
    if (mismatch !== null) return contentMismatch(mismatch);
    if (links.length === 0) return { end, bad: null };
    const walk = walkLinks(links, end, keys);
    proven = { after: end.sequence, last: walk.end.sequence };
    end = walk.end;
    if (walk.bad !== null) {
      const earlier = await findContentMismatch(db, proven);
      return earlier === null ? walk : contentMismatch(earlier);
    }
  }
}

function walkLinks(links: readonly StoredLink[], from: ChainEnd, keys: ReadonlyMap<string, SigningKey>): Walk {
  let end = from;
  for (const link of links) {
    const bad = faultOf(link, end, keys);
    if (bad !== null) return { end, bad };
    end = { sequence: link.sequence, hash: link.hash };
  }
  return { end, bad: null };
}

function contentMismatch(sequence: bigint): Walk {
  return {
    end: { sequence: sequence - 1n, hash: GENESIS_HASH },
    bad: { sequence, reason: "content_mismatch" },
  };
}
