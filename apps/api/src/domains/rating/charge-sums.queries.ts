import type { Period } from "@purser/kernel/period";
import { type RawBuilder, sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";
import type { ChargeGroup, GroupFigure } from "./core/charge-sum.ts";

/** Which charges are summed, and by what: those on receipts by receipt, or those unbilled in a period by account. */
export type ChargeSelection =
  | { readonly receiptIds: readonly string[] }
  | { readonly period: Period; readonly accountIds: readonly string[] | null };

interface GroupRow {
  readonly owner_id: string;
  readonly card_id: string;
  readonly partition: string | null;
  readonly qos: string | null;
  readonly partition_multiplier_micros: bigint;
  readonly qos_multiplier_micros: bigint;
  readonly cpu_used: boolean;
  readonly memory_used: boolean;
  readonly gpu_type: string | null;
  readonly runs: bigint;
  readonly cpu: Figures;
  readonly gpu: Figures;
  readonly memory: Figures;
  readonly minimum: Figures;
}

/** Quantity, micro-units, runs and the latest end, in one column each: figures of one component. */
type Figures = readonly [quantity: string, micros: string, runs: string, lastEndedAt: string | null];

/** Charges grouped by everything a price depends on; charges for several GPU types come as further groups, one a type. */
export async function groupCharges(db: Db | Tx, selection: ChargeSelection): Promise<ChargeGroup[]> {
  const [whole, parts] = [await groupWhole(db, selection), await groupGpuParts(db, selection)];
  return [...whole, ...parts];
}

async function groupWhole(db: Db | Tx, selection: ChargeSelection): Promise<ChargeGroup[]> {
  const { rows } = await sql<GroupRow>`
    select g.*, p.text as partition, q.text as qos from (
      select ${owner(selection)} as owner_id, c.card_id, c.partition_multiplier_micros, c.qos_multiplier_micros,
        ${PARTITION} as partition_label, ${QOS} as qos_label, c.cpu_used, c.memory_used, c.gpu_type, count(*) as runs,
        ${figures(sql`c.cpu_milliseconds`, sql`c.cpu_micros`, sql`c.cpu_milliseconds > 0`)} as cpu,
        ${figures(sql`c.gpu_seconds`, sql`c.gpu_micros`, sql`c.gpu_seconds > 0 and c.gpu_parts is null`)} as gpu,
        ${figures(sql`c.memory_kib_seconds`, sql`c.memory_micros`, sql`c.memory_kib_seconds > 0`)} as memory,
        ${figures(sql`0`, sql`c.minimum_micros`, sql`c.minimum_micros > 0`)} as minimum
      from rating.charge c
      where ${condition(selection)}
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    ) g
    left join jobs.label p on p.id = g.partition_label
    left join jobs.label q on q.id = g.qos_label`.execute(db);
  return rows.map((row) => ({
    ...placementOf(row),
    runCount: Number(row.runs),
    cpu: figure(row.cpu),
    gpu: figure(row.gpu),
    memory: figure(row.memory),
    minimum: figure(row.minimum),
  }));
}

async function groupGpuParts(db: Db | Tx, selection: ChargeSelection): Promise<ChargeGroup[]> {
  const { rows } = await sql<Pick<GroupRow, "gpu"> & PlacementRow>`
    select g.*, p.text as partition, q.text as qos from (
      select ${owner(selection)} as owner_id, c.card_id, c.partition_multiplier_micros, c.qos_multiplier_micros,
        ${PARTITION} as partition_label, ${QOS} as qos_label, false as cpu_used, false as memory_used, s.type as gpu_type,
        ${figures(sql`s.seconds`, sql`s.micros`, sql`s.seconds > 0`)} as gpu
      from rating.charge c
      cross join lateral jsonb_to_recordset(c.gpu_parts) as s (type text, seconds bigint, micros bigint)
      where ${condition(selection)} and c.gpu_parts is not null
      group by 1, 2, 3, 4, 5, 6, 9
    ) g
    left join jobs.label p on p.id = g.partition_label
    left join jobs.label q on q.id = g.qos_label`.execute(db);
  const nothing = figure(["0", "0", "0", null]);
  return rows.map((row) => ({
    ...placementOf(row),
    runCount: 0,
    cpu: nothing,
    gpu: figure(row.gpu),
    memory: nothing,
    minimum: nothing,
  }));
}

/** A multiplier of one needs no name: charges of all such partitions share a line. */
const PARTITION = sql`case when c.partition_multiplier_micros <> 1000000 then c.partition_label end`;
const QOS = sql`case when c.qos_multiplier_micros <> 1000000 then c.qos_label end`;

function owner(selection: ChargeSelection): RawBuilder<string> {
  return "receiptIds" in selection ? sql`c.receipt_id` : sql`c.account_id`;
}

function condition(selection: ChargeSelection): RawBuilder<boolean> {
  if ("receiptIds" in selection) return sql`c.receipt_id = any (${selection.receiptIds}::uuid[])`;
  const { period, accountIds } = selection;
  const accounts = accountIds === null ? sql`` : sql`and c.account_id = any (${accountIds}::uuid[])`;
  return sql`c.receipt_id is null and c.ended_at >= ${period.from} and c.ended_at < ${period.to} ${accounts}`;
}

/** An array of text keeps every digit, and the driver reads it without a rule of its own. */
function figures(quantity: RawBuilder<unknown>, micros: RawBuilder<unknown>, when: RawBuilder<unknown>) {
  return sql`array[coalesce(sum(${quantity}) filter (where ${when}), 0)::text,
    coalesce(sum(${micros}) filter (where ${when}), 0)::text, (count(*) filter (where ${when}))::text,
    (extract(epoch from max(c.ended_at) filter (where ${when})) * 1000)::bigint::text]`;
}

type PlacementRow = Pick<
  GroupRow,
  | "owner_id"
  | "card_id"
  | "partition"
  | "qos"
  | "partition_multiplier_micros"
  | "qos_multiplier_micros"
  | "cpu_used"
  | "memory_used"
  | "gpu_type"
>;

function placementOf(row: PlacementRow) {
  return {
    ownerId: row.owner_id,
    cardId: row.card_id,
    partition: row.partition,
    qos: row.qos,
    partitionMultiplierMicros: row.partition_multiplier_micros,
    qosMultiplierMicros: row.qos_multiplier_micros,
    cpuUsed: row.cpu_used,
    memoryUsed: row.memory_used,
    gpuType: row.gpu_type,
  };
}

function figure([quantity, micros, runs, lastEndedAt]: Figures): GroupFigure {
  return {
    quantity: BigInt(quantity),
    micros: BigInt(micros),
    runCount: Number(runs),
    lastEndedAt: lastEndedAt === null ? null : new Date(Number(lastEndedAt)),
  };
}
