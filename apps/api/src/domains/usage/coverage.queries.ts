import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";
import type { Span } from "./core/coverage.ts";

/** A cluster whose runs have been read, and what is known of it as a whole. */
export interface CoveredCluster {
  readonly id: number;
  readonly cluster: string;
  readonly time_zone: string;
  /** The first day with runs. */
  readonly first_day: string | null;
  /** The last day of its service; null: it is in service. */
  readonly last_day: string | null;
  /** When the last run that was seen ended; epoch seconds. */
  readonly last_run_at: number | null;
  /** What has been read, in order and apart from each other. */
  readonly spans: readonly Span[];
}

/** Clusters by name; one of them, where it is named. They hold nobody's data but the centre's, so there is no scope. */
export async function listCoveredClusters(db: Db, name: string | null): Promise<CoveredCluster[]> {
  const { rows } = await sql<CoveredCluster>`
    select c.id, c.name as cluster, c.time_zone, c.last_day::text,
      (select d.day::text from usage.day_count d where d.cluster_id = c.id and d.run_count > 0 order by d.day limit 1) as first_day,
      extract(epoch from s.last_run_at)::float8 as last_run_at,
      coalesce((select jsonb_agg(jsonb_build_object('from', extract(epoch from lower(x)), 'to', extract(epoch from upper(x))) order by lower(x))
        from unnest(s.spans) as x), '[]') as spans
    from inventory.cluster c left join usage.read_span s on s.cluster = c.name
    where ${name === null ? sql`true` : sql`c.name = ${name}`}
    order by c.name`.execute(db);
  return rows;
}

/** Days `[from, until)` of a cluster. */
export interface Days {
  readonly clusterId: number;
  readonly from: string;
  readonly until: string;
}

/** The days without any run, in order. */
export async function listDaysWithoutRuns(db: Db, { clusterId, from, until }: Days): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select s.day::date::text as day
    from generate_series(${from}::date::timestamp, ${until}::date - interval '1 day', interval '1 day') as s (day)
    left join (
      select distinct d.day from usage.day_count d
      where d.cluster_id = ${clusterId} and d.day >= ${from}::date and d.day < ${until}::date and d.run_count > 0
    ) d on d.day = s.day::date
    where d.day is null
    order by 1`.execute(db);
  return rows.map(({ day }) => day);
}

export interface DayRow {
  readonly day: string;
  readonly run_count: number;
  readonly unknown_count: number;
  readonly batch_count: number;
  readonly rejected_count: number;
  readonly partitions_without_gpus: readonly string[];
}

/** Partitions of a cluster that have GPUs: those whose name says so, and those where a run has ever had one. */
const hasGpus = (clusterId: number) => sql`(l.text ilike '%gpu%' or d.partition_label in (
  select g.partition_label from usage.day_count g where g.cluster_id = ${clusterId} and g.gpu_count > 0))`;

/** The days that have runs. */
export async function listDays(db: Db, { clusterId, from, until }: Days): Promise<DayRow[]> {
  const { rows } = await sql<DayRow>`
    select d.day::text, d.run_count::float8, d.unknown_count::float8, coalesce(b.batch_count, 0)::float8 as batch_count,
      coalesce(b.rejected_count, 0)::float8 as rejected_count, d.partitions_without_gpus
    from (
      select d.day, sum(d.run_count) as run_count, sum(d.unknown_count) as unknown_count,
        coalesce(array_agg(l.text order by l.text) filter (
          where d.allocated_count > 0 and d.gpu_count = 0 and ${hasGpus(clusterId)}), '{}') as partitions_without_gpus
      from usage.day_count d join jobs.label l on l.id = d.partition_label
      where d.cluster_id = ${clusterId} and d.day >= ${from}::date and d.day < ${until}::date and d.run_count > 0
      group by d.day
    ) d
    left join usage.day_batches b
      on b.cluster_id = ${clusterId} and b.day = d.day and b.day >= ${from}::date and b.day < ${until}::date
    order by d.day`.execute(db);
  return rows;
}

export interface DayPartition {
  readonly partition: string;
  readonly run_count: number;
  readonly unknown_count: number;
  readonly allocated_count: number;
  readonly gpu_count: number;
  readonly lacks_gpus: boolean;
}

/** The partitions that have runs on a day, by name. */
export async function listDayPartitions(db: Db, clusterId: number, day: string): Promise<DayPartition[]> {
  const { rows } = await sql<DayPartition>`
    select l.text as partition, d.run_count::float8, d.unknown_count::float8, d.allocated_count::float8, d.gpu_count::float8,
      d.allocated_count > 0 and d.gpu_count = 0 and ${hasGpus(clusterId)} as lacks_gpus
    from usage.day_count d join jobs.label l on l.id = d.partition_label
    where d.cluster_id = ${clusterId} and d.day = ${day}::date and d.run_count > 0
    order by l.text`.execute(db);
  return rows;
}

export interface DayBatch {
  readonly id: string;
  readonly source: string;
  readonly source_name: string;
  readonly finished_at: Date;
  readonly runs_new: number;
  readonly runs_changed: number;
  readonly rejected_count: number;
}

/** The batches that brought or changed runs of a day, the latest first, and how many there are in all. */
export async function listDayBatches(
  db: Db,
  { clusterId, day, limit }: { clusterId: number; day: string; limit: number },
): Promise<{ batches: DayBatch[]; count: number }> {
  const { rows } = await sql<DayBatch>`
    select b.id, b.source, b.source_name, b.finished_at, d.runs_new::float8, d.runs_changed::float8,
      (b.rejected - (select count(*) from usage.reject_resolution x where x.batch_id = b.id))::float8 as rejected_count
    from usage.batch_day d join usage.batch b on b.id = d.batch_id
    where d.cluster_id = ${clusterId} and d.day = ${day}::date
    order by d.batch_id desc limit ${limit}`.execute(db);
  const { rows: all } = await sql<{ count: number }>`
    select d.batch_count::float8 as count from usage.day_batches d
    where d.cluster_id = ${clusterId} and d.day = ${day}::date`.execute(db);
  return { batches: rows, count: all[0]?.count ?? 0 };
}
