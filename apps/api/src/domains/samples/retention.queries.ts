import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";

/** The day (`2026-11-21`) from which on single samples are kept. */
export async function readRawFrom(db: Db | Tx): Promise<string> {
  const row = await db.selectFrom("samples.retention as r").select("r.raw_from").executeTakeFirstOrThrow();
  return row.raw_from;
}

/** Moves that day forward; false where another has moved it as far. */
export async function moveRawFrom(tx: Tx, day: string): Promise<boolean> {
  const moved = await tx
    .updateTable("samples.retention as r")
    .set({ raw_from: day })
    .where("r.raw_from", "<", day)
    .returning("r.raw_from")
    .execute();
  return moved.length > 0;
}

/** Drops the partitions of days before this one, and says which days there were. */
export async function dropDays(tx: Tx, before: string): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`select samples.drop_days(${before}::date) as day`.execute(tx);
  return rows.map((row) => row.day);
}

/** Removes what is known of the samples of runs that have been deleted, where the last of them is of before this day. */
export async function forgetDeletedRuns(tx: Tx, before: string): Promise<void> {
  await sql`
    delete from samples.series as s using (
      select d.run_id from samples.series as d left join jobs.run as r on r.run_id = d.run_id
      where r.run_id is null and d.last_at < (${before}::date)::timestamp at time zone 'UTC') as gone
    where s.run_id = gone.run_id`.execute(tx);
}

/** The days before this one that have partitions, the first one first. */
export async function listDays(db: Db, before: string): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select to_date(right(c.relname, 8), 'YYYYMMDD') as day from pg_inherits as i join pg_class as c on c.oid = i.inhrelid
    where i.inhparent = 'samples.packed_hour'::regclass and to_date(right(c.relname, 8), 'YYYYMMDD') < ${before}::date
    order by day`.execute(db);
  return rows.map((row) => row.day);
}
