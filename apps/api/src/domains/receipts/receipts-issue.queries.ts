import { invariant } from "@purser/kernel/invariant";
import type { Period } from "@purser/kernel/period";
import { sql } from "kysely";
import type { Tx } from "../../platform/db.ts";
import type { LineColumns } from "./core/line-columns.ts";
import type { Series } from "./core/numbering.ts";

/**
 * Holds the counter of a series and month until the transaction ends and returns the last number given out, 0 for none.
 * Everybody who gives out numbers of that series and month waits here: for bills these are the issuers of the month.
 */
export async function lockSeries(tx: Tx, series: Series, month: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into receipts.series as s (series, month, last) values (${series}, ${month}, 0)
    on conflict (series, month) do update set last = s.last
    returning s.last`.execute(tx);
  const [row] = rows;
  invariant(row !== undefined, "a row that is inserted or updated is returned");
  return row.last;
}

/** Lets the statements of this transaction take ten minutes each: a month may hold a million runs, and is issued at once. */
export async function allowLongStatements(tx: Tx): Promise<void> {
  await sql`select set_config('statement_timeout', '600000', true)`.execute(tx);
}

/** Moves the counter, which `lockSeries` holds, to the last number given out. */
export async function moveSeries(tx: Tx, place: { series: Series; month: string }, last: number): Promise<void> {
  await tx
    .updateTable("receipts.series as s")
    .set({ last })
    .where("s.series", "=", place.series)
    .where("s.month", "=", place.month)
    .execute();
}

/** An account as a document names its buyer. */
export interface BuyerRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly legal_name: string | null;
  readonly address: string | null;
  readonly tax_id: string | null;
  readonly branch: string | null;
  readonly email: string | null;
}

/**
 * The accounts, by code, whose unbilled charges that ended in `period`, with the open adjustments that are to be charged,
 * come to at least half a minor unit; all of them, or `accountId` alone.
 */
export async function listBillableAccounts(tx: Tx, period: Period, accountId: string | null): Promise<BuyerRow[]> {
  const { rows } = await sql<BuyerRow>`
    select a.id, a.code, a.name, a.legal_name, a.address, a.tax_id, a.branch, a.email
    from (
      select s.account_id from (
        select c.account_id, sum(c.cpu_micros::numeric + c.gpu_micros + c.memory_micros + c.minimum_micros) as micros
        from rating.charge as c
        where c.receipt_id is null and c.ended_at >= ${period.from} and c.ended_at < ${period.to}
          and (${accountId}::uuid is null or c.account_id = ${accountId}::uuid)
        group by c.account_id
        union all
        select d.account_id, d.micros from (
          select a.account_id, a.run_id, sum(a.micros) as micros from rating.adjustment as a
          where a.receipt_id is null and (${accountId}::uuid is null or a.account_id = ${accountId}::uuid)
          group by a.account_id, a.run_id
        ) as d where d.micros > 0
      ) as s
      group by s.account_id
      having sum(s.micros) >= 5000
    ) as u
    join organisation.billing_account as a on a.id = u.account_id
    order by a.code`.execute(tx);
  return rows;
}

/** What all receipts of one issue have in common. Texts of JSON are as they are to be stored. */
export interface IssueTerms {
  readonly month: string;
  readonly period: Period;
  readonly timeZone: string;
  readonly tax: { readonly label: string; readonly rateMicros: bigint } | null;
  readonly seller: string;
  readonly paymentTermsDays: number;
  readonly dueAt: Date;
  readonly issuedAt: Date;
  readonly issuedBy: string;
}

/** What one receipt of an issue has of its own. Whole numbers beyond a double are decimal strings. */
export interface NewReceipt {
  readonly id: string;
  readonly number: string;
  readonly sequence: number;
  readonly account_id: string;
  readonly tier: string;
  readonly currency: string;
  readonly run_count: number;
  readonly subtotal_minor: string;
  readonly tax_minor: string;
  readonly total_minor: string;
  readonly buyer: object;
}

/** Writes the receipts of one issue in one statement, each with the labels that its tier has now. */
export async function insertReceipts(tx: Tx, terms: IssueTerms, receipts: readonly NewReceipt[]): Promise<void> {
  await sql`
    insert into receipts.receipt (id, number, month, sequence, account_id, period_from, period_to, time_zone, tier, currency,
      run_count, subtotal_minor, tax_label, tax_rate_micros, tax_minor, total_minor, seller, buyer, payment_terms_days,
      due_at, issued_at, issued_by, tier_label_en, tier_label_th)
    select n.id, n.number, ${terms.month}, n.sequence, n.account_id, ${terms.period.from}::timestamptz,
      ${terms.period.to}::timestamptz, ${terms.timeZone}, n.tier, n.currency, n.run_count, n.subtotal_minor,
      ${terms.tax?.label ?? null}::text, ${terms.tax?.rateMicros ?? null}::bigint, n.tax_minor, n.total_minor,
      ${terms.seller}::jsonb, n.buyer, ${terms.paymentTermsDays}::integer, ${terms.dueAt}::timestamptz,
      ${terms.issuedAt}::timestamptz, ${terms.issuedBy}, t.label_en, t.label_th
    from jsonb_to_recordset(${JSON.stringify(receipts)}::jsonb) as n (id uuid, number text, sequence integer,
      account_id uuid, tier text, currency text, run_count bigint, subtotal_minor bigint, tax_minor bigint,
      total_minor bigint, buyer jsonb)
    left join organisation.tier as t on t.name = n.tier`.execute(tx);
}

/** Writes the lines of the receipts of one issue in one statement; the database refuses lines that do not add up. */
export async function insertLines(tx: Tx, lines: readonly LineColumns[]): Promise<void> {
  await sql`
    insert into receipts.line (receipt_id, position, component, gpu_type, basis, partition, qos, multiplier_micros,
      unit_price_micros, quantity_seconds, run_count, exact_micros, amount_minor, corrects)
    select n.receipt_id, n.position, n.component, n.gpu_type, n.basis, n.partition, n.qos, n.multiplier_micros,
      n.unit_price_micros, n.quantity_seconds, n.run_count, n.exact_micros, n.amount_minor, n.corrects
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as n (receipt_id uuid, position integer, component text,
      gpu_type text, basis text, partition text, qos text, multiplier_micros numeric, unit_price_micros bigint,
      quantity_seconds numeric, run_count bigint, exact_micros numeric, amount_minor bigint,
      corrects text)`.execute(tx);
}

/** Copies the charges that these receipts hold onto them as items. Returns how many there are. */
export async function insertItems(tx: Tx, receiptIds: readonly string[]): Promise<number> {
  const result = await sql`
    insert into receipts.item (receipt_id, run_id, ended_at, card_id, cpu_milliseconds, gpu_seconds, memory_kib_seconds,
      cpu_micros, gpu_micros, memory_micros, minimum_micros)
    select c.receipt_id, c.run_id, c.ended_at, c.card_id, c.cpu_milliseconds, c.gpu_seconds, c.memory_kib_seconds,
      c.cpu_micros, c.gpu_micros, c.memory_micros, c.minimum_micros
    from rating.charge as c
    where c.receipt_id = any(${receiptIds}::uuid[])
    order by c.receipt_id, c.ended_at, c.run_id`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** Keeps on these receipts the adjustments that they have taken up. */
export async function insertTakenAdjustments(tx: Tx, receiptIds: readonly string[]): Promise<void> {
  await sql`
    insert into receipts.adjustment (receipt_id, adjustment_id, run_id, corrects, micros)
    select a.receipt_id, a.id, a.run_id, r.number, a.micros
    from rating.adjustment as a left join receipts.receipt as r on r.id = a.corrects
    where a.receipt_id = any(${receiptIds}::uuid[])`.execute(tx);
}

/** What is written when a pending receipt is paid or voided. */
export type NewSettlement = { readonly receipt_id: string; readonly settled_at: Date; readonly settled_by: string } & (
  | {
      readonly outcome: "paid";
      readonly method: string;
      readonly reference: string;
      readonly paid_on: string;
      readonly tax_invoice_number: string;
    }
  | { readonly outcome: "void"; readonly reason: string }
);

/**
 * Settles a receipt; false: it has been settled already. Waits for another transaction that is settling it, because a
 * receipt has one settlement at most.
 */
export async function insertSettlement(tx: Tx, settlement: NewSettlement): Promise<boolean> {
  const row = await tx
    .insertInto("receipts.settlement")
    .values(settlement)
    .onConflict((conflict) => conflict.column("receipt_id").doNothing())
    .returning("receipt_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** A live receipt of the month, for telling a caller who came second who came first. */
export interface LiveReceipt {
  readonly id: string;
  readonly number: string;
}

/** The live receipts of a month, the last issued first, of one account or of all; at most `limit`. */
export async function listLiveReceipts(
  tx: Tx,
  { month, accountId, limit }: { month: string; accountId: string | null; limit: number },
): Promise<LiveReceipt[]> {
  return await tx
    .selectFrom("receipts.receipt as r")
    .leftJoin("receipts.settlement as s", (join) =>
      join.onRef("s.receipt_id", "=", "r.id").on("s.outcome", "=", "void"),
    )
    .select(["r.id", "r.number"])
    .where("r.month", "=", month)
    .where("s.receipt_id", "is", null)
    .$if(accountId !== null, (query) => query.where("r.account_id", "=", accountId ?? ""))
    .orderBy("r.sequence", "desc")
    .limit(limit)
    .execute();
}

/** How many live receipts the month has. */
export async function countLiveReceipts(tx: Tx, month: string): Promise<number> {
  const row = await tx
    .selectFrom("receipts.receipt as r")
    .leftJoin("receipts.settlement as s", (join) =>
      join.onRef("s.receipt_id", "=", "r.id").on("s.outcome", "=", "void"),
    )
    .select((expression) => expression.fn.countAll<bigint>().as("count"))
    .where("r.month", "=", month)
    .where("s.receipt_id", "is", null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
