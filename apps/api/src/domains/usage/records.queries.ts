import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";

/** Deflated records of one batch; submit times in epoch seconds. */
export interface RecordPack {
  /** Of the first record in it. */
  readonly firstLine: number;
  readonly firstSubmitted: number;
  readonly lastSubmitted: number;
  readonly content: Buffer;
}

/** Keeps records. The batch they belong to is written in the same transaction. */
export async function insertPack(tx: Tx, batchId: string, pack: RecordPack): Promise<void> {
  const values = {
    batch_id: batchId,
    first_line: BigInt(pack.firstLine),
    first_submitted: new Date(pack.firstSubmitted * 1000),
    last_submitted: new Date(pack.lastSubmitted * 1000),
    content: pack.content,
  };
  await tx.insertInto("usage.record_pack").values(values).execute();
}

/** A record that a run or one of its versions was made of, and the batch that may hold it. */
export interface RecordPlace {
  readonly job_id: bigint;
  readonly submitted_at: Date;
  /** In hex. */
  readonly content_hash: string;
  readonly batch_id: string;
  /** Null: the batch is not known. */
  readonly source_name: string | null;
  readonly finished_at: Date | null;
}

/** Whose runs may be read: everybody's (null), or those of these Slurm users. */
export type SlurmUserScope = readonly string[] | null;

/** Where the records of a run may lie, the latest batch first, at most `limit`; none where the scope does not show the run. */
export async function listRecordPlaces(
  db: Db,
  runId: string,
  { scope, limit }: { scope: SlurmUserScope; limit: number },
): Promise<RecordPlace[]> {
  const { rows } = await sql<RecordPlace>`
    with shown as (
      select r.run_id, r.job_id, r.submitted_at, r.content_hash, r.batch_id
      from jobs.run as r join jobs.label as u on u.id = r.user_label
      where r.run_id = ${runId}::uuid and (${scope}::text[] is null or u.text = any (${scope}::text[]))
    ), place as (
      select s.content_hash, s.batch_id from shown as s
      union
      select v.content_hash, v.batch_id from shown as s join jobs.run_version as v on v.run_id = s.run_id
    )
    select s.job_id, s.submitted_at, replace(p.content_hash::text, '-', '') as content_hash, p.batch_id, b.source_name,
      b.finished_at
    from place as p cross join shown as s left join usage.batch as b on b.id = p.batch_id
    order by p.batch_id desc, p.content_hash
    limit ${limit}`.execute(db);
  return rows;
}

/** The packs of a batch with records of jobs that were submitted then, by line from `fromLine` on; at most `limit`. */
export async function listPacks(
  db: Db,
  { batch_id, submitted_at }: Pick<RecordPlace, "batch_id" | "submitted_at">,
  { fromLine, limit }: { fromLine: bigint; limit: number },
): Promise<{ first_line: bigint; content: Buffer }[]> {
  return await db
    .selectFrom("usage.record_pack as p")
    .select(["p.first_line", "p.content"])
    .where("p.batch_id", "=", batch_id)
    .where("p.first_submitted", "<=", submitted_at)
    .where("p.last_submitted", ">=", submitted_at)
    .where("p.first_line", ">=", fromLine)
    .orderBy("p.first_line")
    .limit(limit)
    .execute();
}
