import { sql } from "kysely";
import { copyInto, copyLine } from "../../platform/copy.ts";
import { type Db, planForBulk, type Tx } from "../../platform/db.ts";
import type { Batch } from "./core/batch.ts";

export interface RejectedLine {
  readonly line: number;
  readonly reason: string;
  readonly field: string | null;
  readonly raw: string;
}

/** How long an upload may take, as the server has it too. */
const LONGEST_UPLOAD = "15min";

/** Lets the transaction wait for a text that comes slowly, which is otherwise taken for one that was forgotten. */
export async function allowSlowReading(tx: Tx): Promise<void> {
  await sql`select set_config('idle_in_transaction_session_timeout', ${LONGEST_UPLOAD}, true)`.execute(tx);
}

/**
 * Waits for the only place from which runs are ingested, and holds it until the transaction ends. Ingests of any
 * cluster queue here: two that met in the middle would wait for each other's rows. The ones ahead may take minutes,
 * so the limits on waiting that hold elsewhere are lifted for this one statement.
 */
export async function lockIngest(tx: Tx): Promise<void> {
  const { rows } = await sql<{ lock: string; statement: string }>`
    select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement`.execute(tx);
  const usual = rows[0];
  await setTimeouts(tx, { lock: LONGEST_UPLOAD, statement: LONGEST_UPLOAD });
  await sql`select pg_advisory_xact_lock(hashtext('usage.ingest'))`.execute(tx);
  if (usual !== undefined) await setTimeouts(tx, usual);
  await planForBulk(tx);
}

async function setTimeouts(tx: Tx, { lock, statement }: { lock: string; statement: string }): Promise<void> {
  await sql`select set_config('lock_timeout', ${lock}, true), set_config('statement_timeout', ${statement}, true)`.execute(
    tx,
  );
}

/** Keeps lines that could not be read. The batch they belong to is written in the same transaction. */
export async function insertRejects(tx: Tx, batchId: string, rejects: readonly RejectedLine[]): Promise<void> {
  const lines = rejects.map(({ line, reason, field, raw }) => copyLine([batchId, line, reason, field, raw]));
  const statement = "copy usage.reject (batch_id, line_number, reason, field, raw) from stdin";
  if (lines.length > 0) await copyInto(tx, statement, [Buffer.from(lines.join(""))]);
}

/** Writes the finished batch. */
export async function insertBatch(tx: Tx, batch: Batch, contentSha256: Buffer): Promise<void> {
  const counts = {
    bytes_read: BigInt(batch.bytes_read),
    lines_read: BigInt(batch.lines_read),
    runs_new: BigInt(batch.runs_new),
    runs_changed: BigInt(batch.runs_changed),
    runs_unchanged: BigInt(batch.runs_unchanged),
    steps_merged: BigInt(batch.steps_merged),
    rejected: BigInt(batch.rejected),
  };
  await tx
    .insertInto("usage.batch")
    .values({ ...batch, ...counts, content_sha256: contentSha256 })
    .execute();
}

const BATCH_COLUMNS = [
  "b.id",
  "b.source",
  "b.source_name",
  "b.cluster",
  "b.time_zone",
  "b.bytes_read",
  "b.lines_read",
  "b.runs_new",
  "b.runs_changed",
  "b.runs_unchanged",
  "b.steps_merged",
  "b.rejected",
  "b.started_at",
  "b.finished_at",
  "b.ingested_by",
] as const;

/** One batch; batches hold nobody's data but the centre's, so they have no scope. */
export async function findBatch(db: Db, id: string): Promise<Batch | undefined> {
  const row = await db.selectFrom("usage.batch as b").select(BATCH_COLUMNS).where("b.id", "=", id).executeTakeFirst();
  return row && toBatch(row);
}

/** Batches, the latest first; ids are UUIDv7, so their order is that of time. */
export async function listBatches(db: Db, page: { limit: number; before: string | null }): Promise<Batch[]> {
  const rows = await db
    .selectFrom("usage.batch as b")
    .select(BATCH_COLUMNS)
    .$if(page.before !== null, (query) => query.where("b.id", "<", page.before))
    .orderBy("b.id", "desc")
    .limit(page.limit)
    .execute();
  return rows.map(toBatch);
}

/** The rejects of a batch in the order of their lines. */
export async function listRejects(
  db: Db,
  { batchId, limit, after }: { batchId: string; limit: number; after: number },
): Promise<RejectedLine[]> {
  const rows = await db
    .selectFrom("usage.reject as r")
    .select(["r.line_number", "r.reason", "r.field", "r.raw"])
    .where("r.batch_id", "=", batchId)
    .where("r.line_number", ">", BigInt(after))
    .orderBy("r.line_number")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ line: Number(row.line_number), reason: row.reason, field: row.field, raw: row.raw }));
}

interface BatchRow extends Omit<Batch, BatchCount | "started_at" | "finished_at" | "source"> {
  readonly source: string;
  readonly bytes_read: bigint;
  readonly lines_read: bigint;
  readonly runs_new: bigint;
  readonly runs_changed: bigint;
  readonly runs_unchanged: bigint;
  readonly steps_merged: bigint;
  readonly rejected: bigint;
  readonly started_at: Date;
  readonly finished_at: Date;
}

type BatchCount =
  | "bytes_read"
  | "lines_read"
  | "runs_new"
  | "runs_changed"
  | "runs_unchanged"
  | "steps_merged"
  | "rejected";

function toBatch(row: BatchRow): Batch {
  return {
    ...row,
    source: row.source as Batch["source"], // a check constraint holds it to these
    bytes_read: Number(row.bytes_read),
    lines_read: Number(row.lines_read),
    runs_new: Number(row.runs_new),
    runs_changed: Number(row.runs_changed),
    runs_unchanged: Number(row.runs_unchanged),
    steps_merged: Number(row.steps_merged),
    rejected: Number(row.rejected),
    started_at: row.started_at.toISOString(),
    finished_at: row.finished_at.toISOString(),
  };
}
