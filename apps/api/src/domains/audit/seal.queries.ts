import { sql } from "kysely";
import type pg from "pg";
import { binaryRows } from "../../platform/binary-rows.ts";
import { clientOf, type Db, sendWithCommit, type Tx } from "../../platform/db.ts";
import { GENESIS_HASH } from "./core/audit-record.ts";
import type { ChainLink } from "./core/chain.ts";

/** Any number will do, so long as it is always this one. */
const SEALER_LOCK = 7_208_315_001;

/** Where the chain ends, and up to where records were linked. */
export interface ChainHead {
  readonly sequence: bigint;
  readonly hash: Buffer;
  readonly cursor: RecordCursor;
}

/** A place in the order of (transaction id, record id). */
export interface RecordCursor {
  readonly xid: string;
  readonly id: string;
}

export interface SealableRecord extends RecordCursor {
  /** Null: it is in the chain already. */
  readonly canonical: Buffer | null;
}

const START: RecordCursor = { xid: "0", id: "00000000-0000-0000-0000-000000000000" };

/** Makes this transaction the only sealer until it ends, when the one before has ended. */
export async function lockChain(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SEALER_LOCK})`.execute(tx);
}

interface HeadRow {
  readonly sequence: bigint;
  readonly hash: Buffer;
  readonly xid: string;
  readonly id: string;
  readonly ahead: boolean;
}

const HEAD = `
  select s.sequence, s.hash, s.record_xid::text as xid, s.record_id as id,
         s.record_xid >= pg_snapshot_xmin(pg_current_snapshot()) as ahead
  from audit.seal s order by s.sequence desc limit 1`;

/**
 * The end of the chain. Call it after the lock, in a statement of its own: only then does it see what the sealer
 * before has committed. A cursor that the server's transaction ids have not reached yet comes from the server that
 * the database was moved from; there the search begins at the start again.
 */
export async function getChainHead(tx: Tx): Promise<ChainHead> {
  return headOf((await clientOf(tx).query<HeadRow>({ name: "audit_chain_head", text: HEAD })).rows[0]);
}

function headOf(last: HeadRow | undefined): ChainHead {
  if (last === undefined) return { sequence: 0n, hash: GENESIS_HASH, cursor: START };
  return { sequence: last.sequence, hash: last.hash, cursor: last.ahead ? START : { xid: last.xid, id: last.id } };
}

interface Place {
  /** Of the place behind which records are read, as SQL. */
  readonly xid: string;
  readonly id: string;
  readonly limit: string;
}

/**
 * The records after a place whose transactions, and all that began before them, are over: below the oldest running
 * transaction nothing can appear any more. A cursor over the id alone would pass by the records of slow transactions.
 */
const sealable = ({ xid, id, limit }: Place) => `
  select n.xid::text as xid, n.id,
    case when exists (select from audit.seal x where x.record_id = n.id offset 0) then null else n.canonical end as canonical
  from (
    select r.xid, r.id, r.canonical from audit.record r
    where (r.xid, r.id) > (${xid}, ${id}) and r.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by r.xid, r.id limit ${limit}
  ) n
  order by n.xid, n.id`;
const PAGE = sealable({ xid: "$1::xid8", id: "$2::uuid", limit: "$3::integer" });

/** A page of the records that can be linked after `cursor`. */
export async function listSealable(tx: Tx, { xid, id }: RecordCursor, limit: number): Promise<SealableRecord[]> {
  return (await clientOf(tx).query<SealableRecord>(PAGE, [xid, id, limit])).rows;
}

export interface OpenChain {
  readonly head: ChainHead;
  readonly page: readonly SealableRecord[];
}

const ofHead = (value: string, otherwise: string) => `coalesce((select ${value} from (${HEAD}) as h), ${otherwise})`;
const PAGE_BEHIND_HEAD = sealable({
  xid: ofHead("case when h.ahead then null else h.xid end::xid8", `'${START.xid}'`),
  id: ofHead("case when h.ahead then null else h.id end", `'${START.id}'`),
  limit: "$1::integer",
});
/** By index, also where a plan was made while the tables were small, which would read them whole when they no longer are. */
const BY_INDEX = "set_config('enable_seqscan', 'off', true)";
const LOCK = `select ${BY_INDEX}, true as locked from pg_advisory_xact_lock(${SEALER_LOCK})`;
const TRY_LOCK = `select ${BY_INDEX}, pg_try_advisory_xact_lock(${SEALER_LOCK}) as locked`;

/**
 * What a sealing pass begins with: it locks the chain and reads its end and the page behind it. Prepared by name, as
 * planning them takes longer than running them.
 */
export function openingOf({ wait, limit }: { wait: boolean; limit: number }): pg.QueryConfig[] {
  return [
    wait ? { name: "audit_chain_lock", text: LOCK } : { name: "audit_chain_try_lock", text: TRY_LOCK },
    { name: "audit_chain_head", text: HEAD },
    { name: "audit_chain_page", text: PAGE_BEHIND_HEAD, values: [limit] },
  ];
}

/** The answers to `openingOf`; undefined: another one is sealing. */
export function openedChain([locked, head, page]: readonly pg.QueryResult[]): OpenChain | undefined {
  if (locked?.rows[0]?.locked !== true) return undefined;
  return { head: headOf(head?.rows[0]), page: page?.rows ?? [] };
}

/** Whether a committed record after `cursor` waits only for older transactions to end. */
export async function hasWaitingRecord(tx: Tx, cursor: RecordCursor): Promise<boolean> {
  const { rows } = await sql`
    select from audit.record r where (r.xid, r.id) > (${cursor.xid}::xid8, ${cursor.id}::uuid) limit 1
  `.execute(tx);
  return rows.length > 0;
}

const LINKS = binaryRows<ChainLink>(
  `sequence bigint, "recordId" uuid, "recordXid" xid8, "previousHash" bytea, hash bytea, signature bytea, "keyId" text`,
  1,
);
const INSERT_LINKS = `insert into audit.seal (sequence, record_id, record_xid, previous_hash, hash, signature, key_id) select * from ${LINKS.table}`;

/** Adds links to the end of the chain, in one statement, with the commit. */
export function insertLinks(tx: Tx, links: readonly ChainLink[]): void {
  sendWithCommit(tx, { name: "audit_chain_links", text: INSERT_LINKS, values: LINKS.values(links) });
}

/** The number of the last link, and how many committed records are in no link, provided that each link has its record. */
export async function countChain(db: Db): Promise<{ last: bigint; unsealed: bigint }> {
  const { rows } = await sql<{ last: bigint; unsealed: bigint }>`
    select coalesce(max(s.sequence), 0) as last, (select count(*) from audit.record) - count(*) as unsealed
    from audit.seal s
  `.execute(db);
  return rows[0] ?? { last: 0n, unsealed: 0n };
}

export interface ChainStatus {
  readonly lastSequence: bigint;
  readonly lastSealedAt: string | null;
  /** How long the oldest record that is in no link has been waiting, by the database's clock; 0: none is. */
  readonly unsealedSeconds: number;
}

/** Where the chain stands and whether records wait; looks at its end only, however long it is. */
export async function readChainStatus(db: Db): Promise<ChainStatus> {
  const { rows } = await sql<ChainStatus>`
    with head as (
      select s.sequence, s.sealed_at,
             case when s.record_xid < pg_snapshot_xmin(pg_current_snapshot()) then s.record_xid else '0'::xid8 end as xid,
             s.record_id as id
      from audit.seal s order by s.sequence desc limit 1
    )
    select coalesce((select sequence from head), 0) as "lastSequence",
           (select to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') from head) as "lastSealedAt",
           coalesce((
             select greatest(extract(epoch from clock_timestamp() - r.occurred_at), 0)::float8 from audit.record r
             where r.xid >= coalesce((select xid from head), '0'::xid8)
               and not exists (select from audit.seal s where s.record_id = r.id)
             order by r.xid, r.id limit 1
           ), 0) as "unsealedSeconds"
  `.execute(db);
  return rows[0] ?? { lastSequence: 0n, lastSealedAt: null, unsealedSeconds: 0 };
}
