import type { Config } from "../../config.ts";
import { type Db, type Tx, transact } from "../../platform/db.ts";
import { linkRecords } from "./core/chain.ts";
import {
  type ChainHead,
  getChainHead,
  hasWaitingRecord,
  insertLinks,
  listSealable,
  lockChain,
  type RecordCursor,
  tryToLockChain,
} from "./seal.queries.ts";

export interface SealContext {
  readonly db: Db;
  readonly config: Pick<Config, "auditKeys">;
}

/** What one pass did: `more` says that records are left which this or a later pass can link. */
export interface SealPass {
  readonly sealed: number;
  readonly more: boolean;
}

const BATCH = 1_000;

/**
 * Links one batch of committed records to the end of the audit chain, in one transaction; whoever else is sealing is
 * left to it. Two passes can never link the same record or the same place: the lock keeps them apart, and the keys of
 * `audit.seal` refuse what a sealer that lost its lock still tries.
 */
export async function sealBatch(ctx: SealContext): Promise<SealPass> {
  return await transact(ctx.db, async (tx) =>
    (await tryToLockChain(tx)) ? await sealLocked(tx, ctx) : { sealed: 0, more: false },
  );
}

/** Links everything that can be linked now, waiting for a sealer that is at work. Returns how many it linked itself. */
export async function sealRecords(ctx: SealContext): Promise<number> {
  let total = 0;
  for (;;) {
    const { sealed } = await transact(ctx.db, async (tx) => {
      await lockChain(tx);
      return await sealLocked(tx, ctx);
    });
    total += sealed;
    if (sealed === 0) return total;
  }
}

async function sealLocked(tx: Tx, { config }: SealContext): Promise<SealPass> {
  const head = await getChainHead(tx);
  const { records, cursor, full } = await nextRecords(tx, head);
  const [key] = config.auditKeys;
  if (records.length > 0) await insertLinks(tx, linkRecords(head, records, key));
  return { sealed: records.length, more: full || (await hasWaitingRecord(tx, cursor)) };
}

interface NextRecords {
  readonly records: { readonly id: string; readonly xid: string; readonly canonical: Buffer }[];
  readonly cursor: RecordCursor;
  readonly full: boolean;
}

/** The next page in which anything is left to link; where a database was moved, pages may hold only linked records. */
async function nextRecords(tx: Tx, head: ChainHead): Promise<NextRecords> {
  let { cursor } = head;
  for (;;) {
    const page = await listSealable(tx, cursor, BATCH);
    cursor = page.at(-1) ?? cursor;
    const records = page.flatMap(({ id, xid, canonical }) => (canonical === null ? [] : [{ id, xid, canonical }]));
    const full = page.length === BATCH;
    if (records.length > 0 || !full) return { records, cursor, full };
  }
}
