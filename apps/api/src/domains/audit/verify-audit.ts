import { setImmediate as nextTurn } from "node:timers/promises";
import { isDatabaseAnswer } from "../../platform/db.ts";
import { findLatestCheckpoint, listCheckpointsFrom } from "./checkpoints.queries.ts";
import { GENESIS_HASH } from "./core/audit-record.ts";
import { type BadLink, type ChainEnd, faultAmong, type StoredLink, sealFault } from "./core/chain.ts";
import { checkpointFault, type SignedCheckpoint } from "./core/checkpoint.ts";
import { CheckpointTrail } from "./core/checkpoint-trail.ts";
import type { SigningKey } from "./core/digest.ts";
import { findLink, listContentMismatches, readLinks } from "./links.queries.ts";
import { countChain } from "./seal.queries.ts";
import { type SealContext, sealRecords } from "./seal-records.ts";

/** What a verification of the audit chain found. */
export interface AuditVerification {
  /** The number of the first link that was looked at; 0 where there was none. */
  readonly firstSequence: bigint;
  /** How many links hold, counted from that one. */
  readonly checked: bigint;
  /** Committed records that are not in the chain yet: older transactions are still running. */
  readonly unsealed: bigint;
  /** The number of the chain's last link. */
  readonly lastSequence: bigint;
  /** How many checkpoints were compared with the chain. */
  readonly checkpoints: number;
  /** The first link that does not hold; null: all of them do. */
  readonly bad: BadLink | null;
}

/** What is to be verified; without anything, the whole chain. */
export interface AuditRange {
  /** The number to begin at: the link before it is taken at its signature. */
  readonly from?: bigint | undefined;
  readonly to?: bigint | undefined;
  /** Begin after the checkpoint that was taken last. */
  readonly sinceCheckpoint?: boolean | undefined;
  /** Checkpoints that were kept elsewhere, which the chain has to agree with. */
  readonly checkpoints?: readonly SignedCheckpoint[] | undefined;
}

/** Small enough for PostgreSQL to sort in memory and to find the records by their key. */
const BATCH = 4_000n;
/** Some milliseconds' work; between two of them the next batch comes in, and other people's requests have their turn. */
const SLICE = 500;
/** One a day for 27 years. */
const MOST_CHECKPOINTS = 10_000;

/**
 * Seals what can be sealed, then recomputes the chain: that no number is missing, that each link follows from the one
 * before and from the record's bytes, that both were signed with a key of the keyring, that the columns people read
 * say what the signed bytes say, and that every checkpoint is still on it. Memory does not grow with the chain.
 */
export async function verifyAudit(ctx: SealContext, range: AuditRange = {}): Promise<AuditVerification> {
  await sealRecords(ctx);
  const { last, unsealed } = await countChain(ctx.db);
  const keys = new Map<string, SigningKey>(ctx.config.auditKeys.map((key) => [key.id, key]));
  const start = await startOf(ctx, range, last, keys);
  const { sequence: before } = start.end;
  const to = range.to === undefined || range.to > last ? last : range.to;
  const ours = await listCheckpointsFrom(ctx.db, { from: before, limit: MOST_CHECKPOINTS });
  const given = (range.checkpoints ?? []).filter((checkpoint) => checkpoint.sequence >= before);
  const trail = new CheckpointTrail([...ours, ...given], keys);
  const walk = start.bad === null ? await walkChain({ ctx, keys, trail }, start.end, to) : start;
  const bad = walk.bad ?? (to === last ? trail.faultBehind(last) : null);
  return {
    firstSequence: to > before ? before + 1n : 0n,
    checked: walk.end.sequence - before,
    unsealed,
    lastSequence: last,
    checkpoints: trail.compared,
    bad,
  };
}

interface Walk {
  readonly end: ChainEnd;
  readonly bad: BadLink | null;
}

interface WalkContext {
  readonly ctx: SealContext;
  readonly keys: ReadonlyMap<string, SigningKey>;
  readonly trail: CheckpointTrail;
}

const GENESIS: ChainEnd = { sequence: 0n, hash: GENESIS_HASH };

/** The link to go on from: the chain's beginning, the latest checkpoint, or the link before the range. */
async function startOf({ db }: SealContext, range: AuditRange, last: bigint, keys: WalkContext["keys"]): Promise<Walk> {
  if (range.sinceCheckpoint === true) {
    const checkpoint = await findLatestCheckpoint(db);
    if (checkpoint === undefined) return { end: GENESIS, bad: null };
    const reason = checkpointFault(checkpoint, keys);
    const { sequence, hash } = checkpoint;
    return { end: { sequence, hash }, bad: reason === null ? null : { sequence, reason } };
  }
  const before = (range.from ?? 1n) - 1n;
  if (before <= 0n) return { end: GENESIS, bad: null };
  const link = await findLink(db, before);
  if (link === undefined) {
    const missing = before > last ? last + 1n : before; // who asks for later links than there are knows of them
    return { end: { ...GENESIS, sequence: before }, bad: { sequence: missing, reason: "sequence_gap" } };
  }
  const reason = sealFault(link, keys);
  return { end: { sequence: before, hash: link.hash }, bad: reason === null ? null : { sequence: before, reason } };
}

/** Reads the next batch while it recomputes the one before, so that PostgreSQL and this process work at the same time. */
async function walkChain(walk: WalkContext, from: ChainEnd, to: bigint): Promise<Walk> {
  const { db } = walk.ctx;
  const batchAfter = (after: bigint): Promise<StoredLink[]> => {
    const last = after + BATCH < to ? after + BATCH : to;
    return last > after ? readLinks(db, { after, last }) : Promise.resolve([]);
  };
  let end = from;
  let bad = walk.trail.faultAt(end);
  let coming = batchAfter(from.sequence);
  for (let last = from.sequence; bad === null && last < to; ) {
    const links = await coming;
    last = last + BATCH < to ? last + BATCH : to;
    coming = batchAfter(last);
    coming.catch(() => {}); // where this batch is at fault, nobody asks for the next
    ({ end, bad } = await walkLinks(walk, links, end));
    if (bad === null && end.sequence < last) bad = { sequence: end.sequence + 1n, reason: "sequence_gap" };
  }
  await coming.catch(() => {});
  return { end, bad };
}

async function walkLinks(walk: WalkContext, links: readonly StoredLink[], from: ChainEnd): Promise<Walk> {
  let end = from;
  let bad: BadLink | null = null;
  const doubtful: bigint[] = [];
  for (const [index, link] of links.entries()) {
    if (index % SLICE === 0) await nextTurn();
    bad = faultAmong(links, index, end, walk.keys);
    if (bad !== null) break;
    const next = { sequence: link.sequence, hash: link.hash };
    bad = walk.trail.faultAt(next);
    if (bad !== null) break;
    end = next;
    if (!link.sameContent) doubtful.push(link.sequence);
  }
  const mismatch = await firstMismatch(walk.ctx, doubtful);
  if (mismatch === null) return { end, bad };
  return { end: { ...end, sequence: mismatch - 1n }, bad: { sequence: mismatch, reason: "content_mismatch" } };
}

/** The first of these links whose record's columns say something else; what is no JSON any more says something else. */
async function firstMismatch(ctx: SealContext, sequences: readonly bigint[]): Promise<bigint | null> {
  if (sequences.length === 0) return null;
  try {
    return (await listContentMismatches(ctx.db, sequences))[0] ?? null;
  } catch (error) {
    if (!isDatabaseAnswer(error) || !error.code.startsWith("22")) throw error;
    const [only, ...others] = sequences;
    if (others.length === 0) return only ?? null;
    const half = sequences.length >> 1;
    return (await firstMismatch(ctx, sequences.slice(0, half))) ?? (await firstMismatch(ctx, sequences.slice(half)));
  }
}
