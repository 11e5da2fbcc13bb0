import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";
import { GENESIS_HASH } from "./core/audit-record.ts";
import type { ChainLink, StoredLink } from "./core/chain.ts";

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

/** Makes this transaction the only sealer until it ends; false: another one is at it. */
export async function tryToLockChain(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_xact_lock(${SEALER_LOCK}) as locked`.execute(
    tx,
  );
  return rows[0]?.locked === true;
}

/** Makes this transaction the only sealer until it ends, when the one before has ended. */
export async function lockChain(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SEALER_LOCK})`.execute(tx);
}

/**
 * The end of the chain. Call it after the lock, in a statement of its own: only then does it see what the sealer
 * before has committed. A cursor that the server's transaction ids have not reached yet comes from the server that
 * the database was moved from; there the search begins at the start again.
 */
export async function getChainHead(tx: Tx): Promise<ChainHead> {
  const { rows } = await sql<{ sequence: bigint; hash: Buffer; xid: string; id: string; ahead: boolean }>`
    select s.sequence, s.hash, s.record_xid::text as xid, s.record_id as id,
           s.record_xid >= pg_snapshot_xmin(pg_current_snapshot()) as ahead
    from audit.seal s order by s.sequence desc limit 1
  `.execute(tx);
  const last = rows[0];
  if (last === undefined) return { sequence: 0n, hash: GENESIS_HASH, cursor: START };
  return { sequence: last.sequence, hash: last.hash, cursor: last.ahead ? START : { xid: last.xid, id: last.id } };
}

/**
 * The records after `cursor` whose transactions, and all that began before them, are over: below the oldest running
 * transaction nothing can appear any more. A cursor over the id alone would pass by the records of slow transactions.
 */
export async function listSealable(tx: Tx, cursor: RecordCursor, limit: number): Promise<SealableRecord[]> {
  const { rows } = await sql<{ xid: string; id: string; canonical: Buffer | null }>`
    select n.xid::text as xid, n.id, case when s.sealed is null then n.canonical end as canonical
    from (
      select r.xid, r.id, r.canonical from audit.record r
      where (r.xid, r.id) > (${cursor.xid}::xid8, ${cursor.id}::uuid)
        and r.xid < pg_snapshot_xmin(pg_current_snapshot())
      order by r.xid, r.id limit ${limit}
    ) n
    left join lateral (select true as sealed from audit.seal x where x.record_id = n.id limit 1) s on true
    order by n.xid, n.id
  `.execute(tx);
  return rows;
}

/** Whether a committed record after `cursor` waits only for older transactions to end. */
export async function hasWaitingRecord(tx: Tx, cursor: RecordCursor): Promise<boolean> {
  const { rows } = await sql`
    select from audit.record r where (r.xid, r.id) > (${cursor.xid}::xid8, ${cursor.id}::uuid) limit 1
  `.execute(tx);
  return rows.length > 0;
}

/** Adds links to the end of the chain, in one statement. */
export async function insertLinks(tx: Tx, links: readonly ChainLink[]): Promise<void> {
  const of = <T>(column: (link: ChainLink) => T): T[] => links.map(column);
  await sql`
    insert into audit.seal (sequence, record_id, record_xid, previous_hash, hash, signature, key_id)
    select * from unnest(
      ${of((l) => l.sequence)}::bigint[], ${of((l) => l.recordId)}::uuid[], ${of((l) => l.recordXid)}::xid8[],
      ${of((l) => l.previousHash)}::bytea[], ${of((l) => l.hash)}::bytea[], ${of((l) => l.signature)}::bytea[],
      ${of((l) => l.keyId)}::text[])
  `.execute(tx);
}

/** The links after `sequence` up to and with `last`, each with its record's bytes, in their order. */
export async function listLinks(
  db: Db,
  { after, last, limit }: { after: bigint; last: bigint; limit: number },
): Promise<StoredLink[]> {
  const { rows } = await sql<StoredLink>`
    select s.sequence, s.previous_hash as "previousHash", s.hash, s.signature, s.key_id as "keyId",
           r.canonical, r.signature as "recordSignature", r.key_id as "recordKeyId"
    from audit.seal s left join audit.record r on r.id = s.record_id
    where s.sequence > ${after} and s.sequence <= ${last}
    order by s.sequence limit ${limit}
  `.execute(db);
  return rows;
}

/**
 * The first link in the range whose record's columns are not what its signed bytes say; null: there is none. Only for
 * a range whose bytes have been proven to be ours: others may not even be JSON.
 */
export async function findContentMismatch(
  db: Db,
  { after, last }: { after: bigint; last: bigint },
): Promise<bigint | null> {
  const { rows } = await sql<{ sequence: bigint }>`
    select s.sequence from audit.seal s join audit.record r on r.id = s.record_id
    where s.sequence > ${after} and s.sequence <= ${last}
      and convert_from(r.canonical, 'UTF8')::jsonb is distinct from jsonb_build_object(
        'action', r.action, 'actor_id', r.actor_id, 'actor_name', r.actor_name, 'detail', r.detail, 'id', r.id,
        'key_id', r.key_id, 'request_id', r.request_id, 'subject', r.subject,
        'occurred_at', to_char(r.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    order by s.sequence limit 1
  `.execute(db);
  return rows[0]?.sequence ?? null;
}

/** The number of the last link, and how many committed records are in no link. */
export async function countChain(db: Db): Promise<{ last: bigint; unsealed: bigint }> {
  const { rows } = await sql<{ last: bigint; unsealed: bigint }>`
    select (select coalesce(max(s.sequence), 0) from audit.seal s) as last,
           (select count(*) from audit.record r
            where not exists (select from audit.seal s where s.record_id = r.id)) as unsealed
  `.execute(db);
  return rows[0] ?? { last: 0n, unsealed: 0n };
}
