import { type RawBuilder, sql } from "kysely";
import type pg from "pg";
import { type Db, sendWithCommit, type Tx } from "../../platform/db.ts";
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

const TYPES = { xid: "xid8", id: "uuid" } as const;
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

const HEAD = sql<HeadRow>`
  select s.sequence, s.hash, s.record_xid::text as xid, s.record_id as id,
         s.record_xid >= pg_snapshot_xmin(pg_current_snapshot()) as ahead
  from audit.seal s order by s.sequence desc limit 1`;

/**
 * The end of the chain. Call it after the lock, in a statement of its own: only then does it see what the sealer
 * before has committed. A cursor that the server's transaction ids have not reached yet comes from the server that
 * the database was moved from; there the search begins at the start again.
 */
export async function getChainHead(tx: Tx): Promise<ChainHead> {
  return headOf((await HEAD.execute(tx)).rows[0]);
}

function headOf(last: HeadRow | undefined): ChainHead {
  if (last === undefined) return { sequence: 0n, hash: GENESIS_HASH, cursor: START };
  return { sequence: last.sequence, hash: last.hash, cursor: last.ahead ? START : { xid: last.xid, id: last.id } };
}

/**
 * The records after a place whose transactions, and all that began before them, are over: below the oldest running
 * transaction nothing can appear any more. A cursor over the id alone would pass by the records of slow transactions.
 */
const sealable = (xid: RawBuilder<unknown>, id: RawBuilder<unknown>, limit: number) => sql<SealableRecord>`
  select n.xid::text as xid, n.id, case when s.sealed is null then n.canonical end as canonical
  from (
    select r.xid, r.id, r.canonical from audit.record r
    where (r.xid, r.id) > (${xid}, ${id}) and r.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by r.xid, r.id limit ${sql.lit(limit)}
  ) n
  left join lateral (select true as sealed from audit.seal x where x.record_id = n.id limit 1) s on true
  order by n.xid, n.id`;

/** A page of the records that can be linked after `cursor`. */
export async function listSealable(tx: Tx, cursor: RecordCursor, limit: number): Promise<SealableRecord[]> {
  return (await sealable(sql`${cursor.xid}::xid8`, sql`${cursor.id}::uuid`, limit).execute(tx)).rows;
}

export interface OpenChain {
  readonly head: ChainHead;
  readonly page: readonly SealableRecord[];
}

const afterHead = (column: "xid" | "id") =>
  sql`coalesce((select case when h.ahead then null else h.${sql.ref(column)} end from (${HEAD}) h)::${sql.raw(TYPES[column])}, ${START[column]})`;

/**
 * What a sealing pass begins with: it locks the chain and reads its end and the page behind it. Prepared by name, as
 * planning them takes longer than running them; and by index, as a plan that was made while the tables were small would
 * read them whole when they no longer are.
 */
export function openingOf(db: Db, { wait, limit }: { wait: boolean; limit: number }): pg.QueryConfig[] {
  const lock = wait
    ? sql`select true as locked from pg_advisory_xact_lock(${SEALER_LOCK})`
    : sql`select pg_try_advisory_xact_lock(${SEALER_LOCK}) as locked`;
  return [
    { text: "set local enable_seqscan = off" },
    named(wait ? "audit_chain_lock" : "audit_chain_try_lock", lock, db),
    named("audit_chain_head", HEAD, db),
    named("audit_chain_page", sealable(afterHead("xid"), afterHead("id"), limit), db),
  ];
}

/** The answers to `openingOf`; undefined: another one is sealing. */
export function openedChain([, locked, head, page]: readonly pg.QueryResult[]): OpenChain | undefined {
  if (locked?.rows[0]?.locked !== true) return undefined;
  return { head: headOf(head?.rows[0]), page: page?.rows ?? [] };
}

function named(name: string, query: RawBuilder<unknown>, db: Db | Tx): pg.QueryConfig {
  const { sql: text, parameters } = query.compile(db);
  return { name, text, values: [...parameters] };
}

/** Whether a committed record after `cursor` waits only for older transactions to end. */
export async function hasWaitingRecord(tx: Tx, cursor: RecordCursor): Promise<boolean> {
  const { rows } = await sql`
    select from audit.record r where (r.xid, r.id) > (${cursor.xid}::xid8, ${cursor.id}::uuid) limit 1
  `.execute(tx);
  return rows.length > 0;
}

/** Adds links to the end of the chain, in one statement, with the commit. */
export function insertLinks(tx: Tx, links: readonly ChainLink[]): void {
  const of = <T>(column: (link: ChainLink) => T): T[] => links.map(column);
  const insert = sql`
    insert into audit.seal (sequence, record_id, record_xid, previous_hash, hash, signature, key_id)
    select * from unnest(
      ${of((l) => l.sequence)}::bigint[], ${of((l) => l.recordId)}::uuid[], ${of((l) => l.recordXid)}::xid8[],
      ${of((l) => l.previousHash)}::bytea[], ${of((l) => l.hash)}::bytea[], ${of((l) => l.signature)}::bytea[],
      ${of((l) => l.keyId)}::text[])
  `;
  sendWithCommit(tx, named("audit_chain_links", insert, tx));
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
