import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";
import { type SignedRecord, storable } from "./core/audit-record.ts";

/** The channel on which the sealer is woken. */
export const CHANNEL = "purser_audit";

/** A process notifies at most this often; the sealer looks again by itself for as long as it finds something. */
const NOTIFY_MILLISECONDS = 50;
const INSERT_CHUNK = 1_000;

const times = new WeakMap<Tx, string>();
let notifiedAt = Number.NEGATIVE_INFINITY;

/**
 * When the transaction began by the database's clock, RFC 3339 in UTC with microseconds. Asked once per transaction,
 * and asking wakes the sealer at the commit: but only now and then, because PostgreSQL makes transactions that notify
 * commit one after another.
 */
export async function transactionTime(tx: Tx): Promise<string> {
  const known = times.get(tx);
  if (known !== undefined) return known;
  const notify = performance.now() - notifiedAt >= NOTIFY_MILLISECONDS;
  if (notify) notifiedAt = performance.now();
  const { rows } = await sql<{ at: string }>`
    select ${utcMicroseconds("now()")} as at, case when ${notify} then pg_notify(${CHANNEL}, '') end as notified
  `.execute(tx);
  const at = rows[0]?.at ?? "";
  times.set(tx, at);
  return at;
}

/** Stores signed records in the caller's transaction. */
export async function insertRecords(tx: Tx, records: readonly SignedRecord[]): Promise<void> {
  const [only, another] = records;
  if (only !== undefined && another === undefined) return await insertOne(tx, only);
  for (let from = 0; from < records.length; from += INSERT_CHUNK) {
    await insertChunk(tx, records.slice(from, from + INSERT_CHUNK));
  }
}

/** Most changes write one record, and PostgreSQL plans a row of values in a fraction of the time of arrays. */
async function insertOne(tx: Tx, { content, keyId, canonical, signature }: SignedRecord): Promise<void> {
  const { id, occurredAt, actorId, actorName, action, subject, requestId, detail } = content;
  await sql`
    insert into audit.record (id, occurred_at, actor_id, actor_name, action, subject, request_id, detail,
                              key_id, canonical, signature)
    values (${id}, ${occurredAt}, ${actorId}, ${actorName}, ${action}, ${subject}, ${requestId},
            ${JSON.stringify(detail)}, ${keyId}, ${canonical}, ${signature})
  `.execute(tx);
}

async function insertChunk(tx: Tx, records: readonly SignedRecord[]): Promise<void> {
  const of = <T>(column: (record: SignedRecord) => T): T[] => records.map(column);
  await sql`
    insert into audit.record (id, occurred_at, actor_id, actor_name, action, subject, request_id, detail,
                              key_id, canonical, signature)
    select * from unnest(
      ${of((r) => r.content.id)}::uuid[], ${of((r) => r.content.occurredAt)}::timestamptz[],
      ${of((r) => r.content.actorId)}::uuid[], ${of((r) => r.content.actorName)}::text[],
      ${of((r) => r.content.action)}::text[], ${of((r) => r.content.subject)}::text[],
      ${of((r) => r.content.requestId)}::text[], ${of((r) => JSON.stringify(r.content.detail))}::jsonb[],
      ${of((r) => r.keyId)}::text[], ${of((r) => r.canonical)}::bytea[], ${of((r) => r.signature)}::bytea[])
  `.execute(tx);
}

/** A record as the list shows it. */
export interface AuditRecordRow {
  readonly id: string;
  /** Its place in the chain; null until it is sealed. */
  readonly sequence: number | null;
  readonly occurred_at: string;
  readonly actor_id: string | null;
  readonly actor_name: string;
  readonly action: string;
  readonly subject: string;
  readonly request_id: string | null;
  readonly detail: Record<string, unknown>;
}

export interface AuditFilter {
  readonly subject?: string | undefined;
  readonly action?: string | undefined;
}

/** Records, the latest first, older than the record `before`; ids are in the order of time. */
export async function listRecords(
  db: Db,
  filter: AuditFilter,
  { before, limit }: { before: string | null; limit: number },
): Promise<AuditRecordRow[]> {
  const { subject, action } = filter;
  return await db
    .selectFrom("audit.record as r")
    .leftJoin("audit.seal as s", "s.record_id", "r.id")
    .select(["r.id", "r.actor_id", "r.actor_name", "r.action", "r.subject", "r.request_id"])
    // A sequence beyond 2^53 records is out of this world, so a number of JSON holds it.
    .select(sql<number | null>`s.sequence::float8`.as("sequence"))
    .select(utcMicroseconds("r.occurred_at").as("occurred_at"))
    .select(sql<Record<string, unknown>>`r.detail`.as("detail"))
    .$if(subject !== undefined, (query) => query.where("r.subject", "=", storable(subject ?? "")))
    .$if(action !== undefined, (query) => query.where("r.action", "=", storable(action ?? "")))
    .$if(before !== null, (query) => query.where("r.id", "<", before ?? ""))
    .orderBy("r.id", "desc")
    .limit(limit)
    .execute();
}

/** A timestamptz as the text that records are signed with, whatever the session's settings. */
function utcMicroseconds(expression: string) {
  return sql<string>`to_char(${sql.raw(expression)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
