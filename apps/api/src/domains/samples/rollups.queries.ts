import { sql } from "kysely";
import type { Tx } from "../../platform/db.ts";
import type { SampleWindow } from "./job-metrics.queries.ts";

/** The roll-ups of one run and node on one day, packed. */
export interface PackedRollups {
  readonly nodeLabel: number;
  /** When the day begins, in milliseconds since 1970. */
  readonly day: number;
  readonly data: Buffer;
}

/** Makes the partition of a day's month (`2026-11-21`) where it is missing. */
export async function makeRollupMonth(tx: Tx, day: string): Promise<void> {
  await sql`select samples.make_rollup_month(${day}::date)`.execute(tx);
}

/** Drops the months that ended before this day, and says which they were by their first days. */
export async function dropRollupMonths(tx: Tx, before: string): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`select samples.drop_rollup_months(${before}::date) as month`.execute(
    tx,
  );
  return rows.map((row) => row.month);
}

/** Up to `limit` runs that have samples on a day, in the order of their ids, after the one given. */
export async function listRunsOfDay(
  tx: Tx,
  day: string,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const within = (column: string) =>
    sql`${sql.ref(column)} >= (${day}::date)::timestamp at time zone 'UTC'
      and ${sql.ref(column)} < (${day}::date + 1)::timestamp at time zone 'UTC'`;
  const { rows } = await sql<{ run_id: string }>`
    select p.run_id from samples.packed_hour as p where ${within("p.hour")} and p.run_id > ${after}
    union select s.run_id from samples.sample as s where ${within("s.ts")} and s.run_id > ${after}
    order by run_id limit ${limit}`.execute(tx);
  return rows.map((row) => row.run_id);
}

/** Writes the roll-ups of runs on a day, over those that are there. */
export async function writeRollups(
  tx: Tx,
  day: string,
  rollups: readonly (Omit<PackedRollups, "day"> & { readonly runId: string })[],
): Promise<void> {
  await sql`
    insert into samples.rollup_day as r (day, run_id, node_label, data)
    select ${day}::date, n.run_id, n.node_label, n.data
    from unnest(${rollups.map(({ runId }) => runId)}::uuid[], ${rollups.map(({ nodeLabel }) => nodeLabel)}::integer[],
      ${rollups.map(({ data }) => data)}::bytea[]) as n (run_id, node_label, data)
    on conflict (run_id, day, node_label) do update set data = excluded.data`.execute(tx);
}

/** The first day of which there are roll-ups of a run, in milliseconds since 1970; null: there are none. */
export async function findFirstRollup(tx: Tx, runId: string): Promise<number | null> {
  const { rows } = await sql<{ day: number | null }>`
    select (extract(epoch from min(r.day)) * 1000)::float8 as day from samples.rollup_day as r
    where r.run_id = ${runId}`.execute(tx);
  return rows[0]?.day ?? null;
}

const DAYS_AT_ONCE = 500;

/** The roll-ups of the days that the window touches, in pieces. */
export async function* readRollups(
  tx: Tx,
  { runId, nodeLabels, from, to }: SampleWindow,
): AsyncGenerator<PackedRollups[]> {
  let after = { day: 0, nodeLabel: 0 };
  for (;;) {
    const { rows } = await sql<{ node_label: number; day: number; data: Buffer }>`
      select r.node_label, (extract(epoch from r.day) * 1000)::float8 as day, r.data from samples.rollup_day as r
      where r.run_id = ${runId} and r.day >= (to_timestamp(${from / 1000}::float8) at time zone 'UTC')::date
        and r.day < to_timestamp(${to / 1000}::float8) at time zone 'UTC' and r.node_label = any (${[...nodeLabels]}::integer[])
        and (r.day, r.node_label) > ((to_timestamp(${after.day / 1000}::float8) at time zone 'UTC')::date, ${after.nodeLabel}::integer)
      order by r.day, r.node_label limit ${DAYS_AT_ONCE}`.execute(tx);
    yield rows.map((row) => ({ nodeLabel: row.node_label, day: row.day, data: row.data }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < DAYS_AT_ONCE) return;
    after = { day: last.day, nodeLabel: last.node_label };
  }
}
