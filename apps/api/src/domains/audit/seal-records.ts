import type { Config } from "../../config.ts";
import { type Db, type Tx, transactFrom } from "../../platform/db.ts";
import { linkRecords } from "./core/chain.ts";
import {
  hasWaitingRecord,
  insertLinks,
  listSealable,
  type OpenChain,
  openedChain,
  openingOf,
  type RecordCursor,
} from "./seal.queries.ts";

export interface SealContext {
  readonly db: Db;
  readonly config: Pick<Config, "auditKeys">;
}

/** What one pass did, and whether it left records: `ready` to be linked at once, or `waiting` for older transactions. */
export interface SealPass {
  readonly sealed: number;
  readonly left: "ready" | "waiting" | "none";
}

const BATCH = 1_000;

/**
 * Links one batch of committed records to the end of the audit chain, in one transaction; whoever else is sealing is
 * left to it. Two passes can never link the same record or the same place: the lock keeps them apart, and the keys of
 * `audit.seal` refuse what a sealer that lost its lock still tries.
 */
export async function sealBatch(ctx: SealContext): Promise<SealPass> {
  return await transactFrom(ctx.db, openingOf({ wait: false, limit: BATCH }), async (tx, answers) => {
    const chain = openedChain(answers);
    return chain === undefined ? { sealed: 0, left: "none" } : await sealLocked(tx, ctx, chain);
  });
}

/** Links everything that can be linked now, waiting for a sealer that is at work. Returns how many it linked itself. */
export async function sealRecords(ctx: SealContext): Promise<number> {
  const opening = openingOf({ wait: true, limit: BATCH });
  let total = 0;
  for (;;) {
    const { sealed } = await transactFrom(ctx.db, opening, async (tx, answers) => {
      const chain = openedChain(answers);
      if (chain === undefined) throw new Error("a lock that was waited for was not got");
      return await sealLocked(tx, ctx, chain);
    });
    total += sealed;
    if (sealed === 0) return total;
  }
}

async function sealLocked(tx: Tx, { config }: SealContext, chain: OpenChain): Promise<SealPass> {
  const { records, cursor, full } = await nextRecords(tx, chain);
  const [key] = config.auditKeys;
  if (records.length > 0) insertLinks(tx, linkRecords(chain.head, records, key));
  if (full) return { sealed: records.length, left: "ready" };
  // Where something was linked the next pass comes soon anyway.
  const isWaiting = records.length === 0 && (await hasWaitingRecord(tx, cursor));
  return { sealed: records.length, left: isWaiting ? "waiting" : "none" };
}

interface NextRecords {
  readonly records: { readonly id: string; readonly xid: string; readonly canonical: Buffer }[];
  readonly cursor: RecordCursor;
  readonly full: boolean;
}

/** The next page in which anything is left to link; where a database was moved, pages may hold only linked records. */
async function nextRecords(tx: Tx, { head, page: first }: OpenChain): Promise<NextRecords> {
  let { cursor } = head;
  for (let page = first; ; page = await listSealable(tx, cursor, BATCH)) {
    cursor = page.at(-1) ?? cursor;
    const records = page.flatMap(({ id, xid, canonical }) => (canonical === null ? [] : [{ id, xid, canonical }]));
    const full = page.length === BATCH;
    if (records.length > 0 || !full) return { records, cursor, full };
  }
}
