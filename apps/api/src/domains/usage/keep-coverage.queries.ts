import { sql } from "kysely";
import type { Tx } from "../../platform/db.ts";
import type { Span } from "./core/coverage.ts";

/** By how much the runs of a partition on a day become more or fewer. */
export interface DayCountChange {
  readonly clusterId: number;
  readonly day: string;
  readonly partitionLabel: number;
  readonly runs: number;
  readonly unknown: number;
  readonly allocated: number;
  readonly gpus: number;
}

/** Adds to the counts of days. The rows come first: what takes away would be refused as a row of its own. */
export async function addDayCounts(tx: Tx, changes: readonly DayCountChange[]): Promise<void> {
  const rows = sql`unnest(${changes.map((change) => change.clusterId)}::integer[], ${changes.map(({ day }) => day)}::date[],
    ${changes.map((change) => change.partitionLabel)}::integer[], ${changes.map(({ runs }) => runs)}::bigint[],
    ${changes.map(({ unknown }) => unknown)}::bigint[], ${changes.map(({ allocated }) => allocated)}::bigint[],
    ${changes.map(({ gpus }) => gpus)}::bigint[])
    as i (cluster_id, day, partition_label, runs, unknown, allocated, gpus)`;
  await sql`
    insert into usage.day_count (cluster_id, day, partition_label)
    select i.cluster_id, i.day, i.partition_label from ${rows}
    on conflict (cluster_id, day, partition_label) do nothing`.execute(tx);
  await sql`
    update usage.day_count as d
    set run_count = d.run_count + i.runs, unknown_count = d.unknown_count + i.unknown,
        allocated_count = d.allocated_count + i.allocated, gpu_count = d.gpu_count + i.gpus
    from ${rows}
    where d.cluster_id = i.cluster_id and d.day = i.day and d.partition_label = i.partition_label`.execute(tx);
}

/** What a batch brought to a day. */
export interface BatchDay {
  readonly clusterId: number;
  readonly day: string;
  readonly runsNew: number;
  readonly runsChanged: number;
}

/** Notes which days a batch is of, and counts it and its rejected lines for each of them. */
export async function insertBatchDays(
  tx: Tx,
  { batchId, rejected }: { batchId: string; rejected: number },
  days: readonly BatchDay[],
): Promise<void> {
  await sql`
    with brought as (
      insert into usage.batch_day (batch_id, cluster_id, day, runs_new, runs_changed)
      select ${batchId}::uuid, * from unnest(${days.map(({ clusterId }) => clusterId)}::integer[],
        ${days.map(({ day }) => day)}::date[], ${days.map(({ runsNew }) => runsNew)}::bigint[],
        ${days.map(({ runsChanged }) => runsChanged)}::bigint[])
      returning cluster_id, day
    )
    insert into usage.day_batches as d (cluster_id, day, batch_count, rejected_count)
    select b.cluster_id, b.day, 1, ${rejected}::bigint from brought b
    on conflict (cluster_id, day) do update
    set batch_count = d.batch_count + 1, rejected_count = d.rejected_count + excluded.rejected_count`.execute(tx);
}

/** Rejected lines of a batch that have been taken in since are open no more, on any day of it. */
export async function takeResolvedRejects(tx: Tx, batchId: string, resolved: number): Promise<void> {
  await sql`
    update usage.day_batches as d set rejected_count = d.rejected_count - ${resolved}::bigint
    from usage.batch_day b
    where b.batch_id = ${batchId} and d.cluster_id = b.cluster_id and d.day = b.day`.execute(tx);
}

/** Adds what was read of a cluster (null: nothing is claimed) and when the last run that was seen ended, in epoch seconds. */
export async function addReadSpan(
  tx: Tx,
  cluster: string,
  { span, lastRunAt }: { span: Span | null; lastRunAt: number | null },
): Promise<void> {
  const read =
    span === null
      ? sql`'{}'::tstzmultirange`
      : sql`tstzmultirange(tstzrange(to_timestamp(${span.from}), to_timestamp(${span.to})))`;
  await sql`
    insert into usage.read_span as s (cluster, spans, last_run_at)
    values (${cluster.normalize("NFC")}, ${read}, to_timestamp(${lastRunAt}))
    on conflict (cluster) do update
    set spans = s.spans + excluded.spans, last_run_at = greatest(s.last_run_at, excluded.last_run_at)`.execute(tx);
}
