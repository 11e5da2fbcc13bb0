import { billingMonth, type Period } from "@purser/kernel/period";
import type { RequestContext } from "../../platform/context.ts";
import type { Tx } from "../../platform/db.ts";
import { once } from "../../platform/idempotency.ts";
import { recordEvents } from "../audit/record-event.ts";
import { holdBindings } from "../organisation/load-payers.ts";
import { type Bill, claimBills } from "./claim-bills.ts";
import { daysAfter } from "./core/billing-calendar.ts";
import { ReceiptError, ReceiptNotFoundError } from "./core/errors.ts";
import { lineColumns } from "./core/line-columns.ts";
import { formatNumber } from "./core/numbering.ts";
import { buyerOf, sellerOf } from "./core/party.ts";
import { type SummaryAnswer, summaryAnswer } from "./core/receipt-answer.ts";
import { listAccountNames, listReceiptsById } from "./receipts.queries.ts";
import {
  allowLongStatements,
  countLiveReceipts,
  insertItems,
  insertLines,
  insertReceipts,
  insertTakenAdjustments,
  listLiveReceipts,
  lockSeries,
  moveSeries,
  type NewReceipt,
} from "./receipts-issue.queries.ts";

export type IssueContext = Pick<RequestContext, "db" | "config" | "now" | "actor" | "requestId">;

export interface IssueReceiptsInput {
  readonly month: string;
  /** Null: every account with something to bill. */
  readonly accountId: string | null;
  readonly idempotencyKey: string | null;
}

/** How many receipts were issued, and they themselves by number. */
export interface IssueReceiptsAnswer {
  readonly issued: number;
  readonly data: readonly SummaryAnswer[];
}

/**
 * Issues the receipts of a month that is over: one for each account whose charges of the month that are on no receipt yet,
 * with its open adjustments, come to at least half a minor unit. One transaction; issuers of a month wait for one another on its counter.
 *
 * @throws {ReceiptError} `RECEIPT_MONTH_NOT_OVER`, `RECEIPT_ALREADY_ISSUED` or `RECEIPT_NOTHING_TO_BILL` (see
 *   `refuseEmpty`), `RECEIPT_MIXED_CURRENCIES`; {ReceiptNotFoundError} for an account that is not there.
 */
export async function issueReceipts(ctx: IssueContext, input: IssueReceiptsInput): Promise<IssueReceiptsAnswer> {
  const { month, accountId, idempotencyKey: key } = input;
  const call = { actorId: ctx.actor.id, operation: "issueReceipts", key, request: { month, account_id: accountId } };
  return await once(ctx.db, call, async (tx) => {
    const period = billingMonth(month, ctx.config.billingTimeZone);
    if (ctx.now() < period.to) throw new ReceiptError("RECEIPT_MONTH_NOT_OVER", { month });
    await checkAccount(tx, accountId);
    // Charges that a change of bindings moves are not billed in the middle of it.
    await holdBindings(tx);
    await allowLongStatements(tx);
    const last = await lockSeries(tx, "INV", month);
    const bills = await claimBills(tx, { period, accountId, tax: ctx.config.tax });
    if (bills.length === 0) return await refuseEmpty(tx, { month, accountId });
    const receipts = bills.map((bill, index) => numbered(bill, { month, sequence: last + 1 + index }));
    await writeReceipts(tx, ctx, { month, period, bills, receipts });
    await moveSeries(tx, { series: "INV", month }, last + receipts.length);
    const rows = await listReceiptsById(
      tx,
      receipts.map((receipt) => receipt.id),
    );
    return { issued: rows.length, data: rows.map(summaryAnswer) };
  });
}

async function checkAccount(tx: Tx, accountId: string | null): Promise<void> {
  if (accountId !== null && (await listAccountNames(tx, [accountId])).length === 0) {
    throw new ReceiptNotFoundError("NOT_FOUND");
  }
}

function numbered(bill: Bill, { month, sequence }: { month: string; sequence: number }): NewReceipt {
  const { figures } = bill;
  return {
    id: bill.receiptId,
    number: formatNumber("INV", month, sequence),
    sequence,
    account_id: bill.account.id,
    tier: figures.tier,
    currency: figures.currency,
    run_count: bill.runCount,
    subtotal_minor: figures.subtotalMinor.toString(),
    tax_minor: figures.taxMinor.toString(),
    total_minor: figures.totalMinor.toString(),
    buyer: buyerOf(bill.account),
  };
}

interface Issue {
  readonly month: string;
  readonly period: Period;
  readonly bills: readonly Bill[];
  readonly receipts: readonly NewReceipt[];
}

async function writeReceipts(tx: Tx, ctx: IssueContext, { month, period, bills, receipts }: Issue): Promise<void> {
  const { config, actor } = ctx;
  const issuedAt = ctx.now();
  const terms = {
    month,
    period,
    timeZone: config.billingTimeZone,
    tax: config.tax,
    seller: JSON.stringify(sellerOf(config.seller)),
    paymentTermsDays: config.paymentTermsDays,
    dueAt: daysAfter(issuedAt, config.paymentTermsDays, config.billingTimeZone),
    issuedAt,
    issuedBy: actor.username,
  };
  await insertReceipts(tx, terms, receipts);
  await insertLines(
    tx,
    bills.flatMap(({ receiptId, figures }) => figures.lines.map((line) => lineColumns(receiptId, line))),
  );
  const receiptIds = receipts.map((receipt) => receipt.id);
  await insertItems(tx, receiptIds);
  await insertTakenAdjustments(tx, receiptIds);
  const events = receipts.map(({ id, number, account_id, run_count, total_minor, currency }) => ({
    action: "receipt.issued",
    subject: id,
    detail: { number, month, account_id, run_count, total_minor, currency },
  }));
  await recordEvents(tx, ctx, events);
}

/**
 * Says why there is nothing to bill: for one account by naming its live receipt of the month, if it has one; for all
 * accounts by how many live receipts the month has.
 */
async function refuseEmpty(tx: Tx, { month, accountId }: { month: string; accountId: string | null }): Promise<never> {
  if (accountId === null) {
    const count = await countLiveReceipts(tx, month);
    const details = count === 0 ? [] : [{ issue: "the month has live receipts", live_receipts: count }];
    throw new ReceiptError("RECEIPT_NOTHING_TO_BILL", { month }, { details });
  }
  const [winner] = await listLiveReceipts(tx, { month, accountId, limit: 1 });
  if (winner === undefined) throw new ReceiptError("RECEIPT_NOTHING_TO_BILL", { month });
  const details = [{ issue: "is on this receipt", receipt_id: winner.id, number: winner.number }];
  throw new ReceiptError("RECEIPT_ALREADY_ISSUED", { month, number: winner.number }, { details });
}
