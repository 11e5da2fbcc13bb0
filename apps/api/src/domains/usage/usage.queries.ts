import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";
import type { Batch } from "./core/batch.ts";

/** How long an upload may take, as the server has it too. */
const LONGEST_UPLOAD = "15min";

/** Lets the transaction wait for a text that comes slowly, which is otherwise taken for one that was forgotten. */
export async function allowSlowReading(tx: Tx): Promise<void> {
  await sql`select set_config('idle_in_transaction_session_timeout', ${LONGEST_UPLOAD}, true)`.execute(tx);
}

/** Lets what `work` waits for take as long as an upload may, and no longer afterwards. */
export async function patiently<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ lock: string; statement: string }>`
    select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement`.execute(tx);
  const usual = rows[0];
  await setTimeouts(tx, { lock: LONGEST_UPLOAD, statement: LONGEST_UPLOAD });
  const result = await work();
  if (usual !== undefined) await setTimeouts(tx, usual);
  return result;
}

async function setTimeouts(tx: Tx, { lock, statement }: { lock: string; statement: string }): Promise<void> {
  await sql`select set_config('lock_timeout', ${lock}, true), set_config('statement_timeout', ${statement}, true)`.execute(
    tx,
  );
}

/** What is kept of a batch for reading its rejects again. */
export interface BatchOrigin {
  readonly sha256: Buffer;
  /** The first line of the text; null where the text has none. */
  readonly header: string | null;
  /** The zone that the caller named for its local times. */
  readonly readZone: string | null;
}

/** Writes the finished batch. */
export async function insertBatch(tx: Tx, { can_retry: _, ...batch }: Batch, origin: BatchOrigin): Promise<void> {
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
    .values({
      ...{ ...batch, ...counts, warnings: [...batch.warnings], content_sha256: origin.sha256 },
      ...{ header: origin.header, read_zone: origin.readZone },
    })
    .execute();
}

const BATCH_COLUMNS = [
  "b.id",
  "b.source",
  "b.source_name",
  "b.cluster",
  "b.format",
  "b.api_version",
  "b.warnings",
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
  "b.retry_of",
  "b.pull_id",
] as const;

/** JSON tells all that reading it again takes; of text it takes the first line. A batch that read again keeps no rejects of its own. */
const CAN_RETRY = sql<boolean>`(b.header is not null or b.format = 'json') and b.source <> 'retry'`.as("can_retry");

/** One batch; batches hold nobody's data but the centre's, so they have no scope. */
export async function findBatch(db: Db, id: string): Promise<Batch | undefined> {
  const batches = db.selectFrom("usage.batch as b").select(BATCH_COLUMNS).select(CAN_RETRY);
  const row = await batches.where("b.id", "=", id).executeTakeFirst();
  return row && toBatch(row);
}

/** Batches, the latest first; ids are UUIDv7, so their order is that of time. */
export async function listBatches(db: Db, page: { limit: number; before: string | null }): Promise<Batch[]> {
  const rows = await db
    .selectFrom("usage.batch as b")
    .select(BATCH_COLUMNS)
    .select(CAN_RETRY)
    .$if(page.before !== null, (query) => query.where("b.id", "<", page.before))
    .orderBy("b.id", "desc")
    .limit(page.limit)
    .execute();
  return rows.map(toBatch);
}

interface BatchRow extends Omit<Batch, BatchCount | "started_at" | "finished_at" | "source" | "format" | "warnings"> {
  readonly source: string;
  readonly format: string;
  readonly warnings: string[];
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
    // Check constraints hold them to these.
    source: row.source as Batch["source"],
    format: row.format as Batch["format"],
    warnings: row.warnings as Batch["warnings"][number][],
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
