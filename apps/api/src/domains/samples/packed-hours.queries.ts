import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";
import { SAMPLE_COLUMNS, type SampleColumns, toSample } from "./sample-columns.queries.ts";
import type { SampleRow } from "./samples.queries.ts";

/** Samples of one run and node within an hour, packed. */
export interface PackedHour {
  readonly runId: string;
  readonly nodeLabel: number;
  /** When the hour begins, in milliseconds since 1970. */
  readonly hour: number;
  readonly data: Buffer;
}

export type HourName = Omit<PackedHour, "data">;

/** Keeps hours from being packed until the transaction ends. */
export async function shareHours(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtext('samples.packing'))`.execute(tx);
}

/** Waits until nobody adds to hours that may be packed, and keeps others from it until the transaction ends. */
export async function lockHours(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('samples.packing'))`.execute(tx);
}

/** Those of the hours that have been packed. */
export async function findPackedHours(tx: Tx, hours: readonly HourName[]): Promise<PackedHour[]> {
  const { rows } = await sql<{ run_id: string; node_label: number; hour_ms: number; data: Buffer }>`
    select p.run_id, p.node_label, (extract(epoch from p.hour) * 1000)::float8 as hour_ms, p.data
    from unnest(${hours.map(({ runId }) => runId)}::uuid[], ${hours.map(({ nodeLabel }) => nodeLabel)}::integer[],
      ${hours.map(({ hour }) => hour / 1000)}::float8[]) as n (run_id, node_label, hour)
    join samples.packed_hour as p on p.run_id = n.run_id and p.hour = to_timestamp(n.hour)
      and p.node_label = n.node_label`.execute(tx);
  return rows.map((row) => ({ runId: row.run_id, nodeLabel: row.node_label, hour: row.hour_ms, data: row.data }));
}

/** The hours before this time that have samples which are not packed, the first one first; milliseconds since 1970. */
export async function listUnpackedHours(db: Db, before: number): Promise<number[]> {
  const { rows } = await sql<{ hour: number }>`
    select distinct (extract(epoch from date_trunc('hour', s.ts, 'UTC')) * 1000)::float8 as hour
    from samples.sample as s where s.ts < to_timestamp(${before / 1000}::float8) order by hour`.execute(db);
  return rows.map((row) => row.hour);
}

/** Takes up to `limit` samples of an hour out of the table, in the order of run, node and time. */
export async function takeSamples(tx: Tx, hour: number, limit: number): Promise<SampleRow[]> {
  const within = (alias: string) =>
    sql`${sql.ref(`${alias}.ts`)} >= to_timestamp(${hour / 1000}::float8)
      and ${sql.ref(`${alias}.ts`)} < to_timestamp(${hour / 1000}::float8) + interval '1 hour'`;
  const { rows } = await sql<SampleColumns & { run_id: string }>`
    with taken as (
      delete from samples.sample as s using (
        select k.run_id, k.ts, k.node_label from samples.sample as k where ${within("k")}
        order by k.run_id, k.ts, k.node_label limit ${limit}) as t
      where s.run_id = t.run_id and s.ts = t.ts and s.node_label = t.node_label and ${within("s")}
      returning s.*)
    select s.run_id, s.node_label, ${SAMPLE_COLUMNS} from taken as s order by s.run_id, s.node_label, s.ts`.execute(tx);
  return rows.map((row) => ({ runId: row.run_id, nodeLabel: row.node_label, sample: toSample(row) }));
}

/** Writes packed hours, over those that are there. */
export async function writePackedHours(tx: Tx, hours: readonly PackedHour[]): Promise<void> {
  await sql`
    insert into samples.packed_hour as p (hour, run_id, node_label, data)
    select to_timestamp(n.hour), n.run_id, n.node_label, n.data
    from unnest(${hours.map(({ hour }) => hour / 1000)}::float8[], ${hours.map(({ runId }) => runId)}::uuid[],
      ${hours.map(({ nodeLabel }) => nodeLabel)}::integer[], ${hours.map(({ data }) => data)}::bytea[])
      as n (hour, run_id, node_label, data)
    on conflict (run_id, hour, node_label) do update set data = excluded.data`.execute(tx);
}

/** Gives back the room of days before this one that hold nothing unpacked. Waits at most two seconds for whoever reads them. */
export async function releaseDays(tx: Tx, before: string): Promise<void> {
  await sql`select samples.release_days(${before}::date)`.execute(tx);
}
