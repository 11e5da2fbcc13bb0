import { billingMonth, type Period } from "@purser/kernel/period";
import { v7 as uuidv7 } from "uuid";
import type { RequestContext } from "../../platform/context.ts";
import type { Tx } from "../../platform/db.ts";
import { once } from "../../platform/idempotency.ts";
import { recordEvents } from "../audit/record-event.ts";
import { holdBindings } from "../organisation/load-payers.ts";
import { type ChargeClaim, claimCharges } from "../rating/claim-charges.ts";
import type { ChargeSum } from "../rating/core/charge-sum.ts";
import { releaseCharges } from "../rating/release-charges.ts";
import { sumCharges } from "../rating/sum-charges.ts";
import { daysAfter } from "./core/billing-calendar.ts";
import { composeReceipt, type ReceiptFigures, subtotalOf } from "./core/compose-receipt.ts";
import { ReceiptError, ReceiptNotFoundError } from "./core/errors.ts";
import { lineColumns } from "./core/line-columns.ts";
import { formatNumber } from "./core/numbering.ts";
import { buyerOf, sellerOf } from "./core/party.ts";
import { type SummaryAnswer, summaryAnswer } from "./core/receipt-answer.ts";
import { listAccountNames, listReceiptsById } from "./receipts.queries.ts";
import {
  allowLongStatements,
  type BuyerRow,
  countLiveReceipts,
  insertItems,
  insertLines,
  insertReceipts,
  listBillableAccounts,
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
 * Issues the receipts of a month that is over: one for each account with charges of the month that are on no receipt yet
 * and come to at least half a minor unit. One transaction; issuers of a month wait for one another on its counter.
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
    const bills = await claimBills(tx, ctx, { period, accountId });
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

/** What one receipt will bill, and whom. */
interface Bill {
  readonly receiptId: string;
  readonly account: BuyerRow;
  readonly runCount: number;
  readonly figures: ReceiptFigures;
}

async function checkAccount(tx: Tx, accountId: string | null): Promise<void> {
  if (accountId !== null && (await listAccountNames(tx, [accountId])).length === 0) {
    throw new ReceiptNotFoundError("NOT_FOUND");
  }
}

/**
 * Claims what there is to bill and adds it up. What is added up is what was claimed: charges may have come or gone since
 * the accounts were chosen, so an account may by now come to nothing, and is then let go.
 */
async function claimBills(
  tx: Tx,
  ctx: IssueContext,
  { period, accountId }: { period: Period; accountId: string | null },
): Promise<Bill[]> {
  const accounts = await listBillableAccounts(tx, period, accountId);
  const chosen = accounts.map((account) => ({ account, receiptId: uuidv7() }));
  const claims = chosen.map(({ account, receiptId }) => ({ accountId: account.id, receiptId }));
  await claimCharges(tx, { period, claims });
  const sums = byOwner(
    await sumCharges(
      tx,
      claims.map((claim) => claim.receiptId),
    ),
  );
  const isBilled = ({ receiptId }: { receiptId: string }) => subtotalOf(sums.get(receiptId) ?? []) > 0n;
  const dropped = chosen.filter((each) => !isBilled(each)).map((each) => each.receiptId);
  if (dropped.length > 0) await releaseCharges(tx, dropped);
  refuseMixedCurrencies(accounts, claims, sums);
  return chosen.filter(isBilled).map(({ account, receiptId }) => {
    const own = sums.get(receiptId) ?? [];
    const figures = composeReceipt(own, ctx.config.tax);
    return { receiptId, account, runCount: own[0]?.ownerRunCount ?? 0, figures };
  });
}

/** Names every account that stands in the way, so that all of them can be put right before the next try. */
function refuseMixedCurrencies(
  accounts: readonly BuyerRow[],
  claims: readonly ChargeClaim[],
  sums: ReadonlyMap<string, readonly ChargeSum[]>,
): void {
  const details = claims.flatMap(({ accountId, receiptId }) => {
    const currencies = [...new Set(sums.get(receiptId)?.map((sum) => sum.currency))].sort();
    if (currencies.length <= 1) return [];
    const code = accounts.find((account) => account.id === accountId)?.code;
    const issue = "has charges in several currencies";
    return [{ issue, account_id: accountId, account_code: code, currencies: currencies.join(" ") }];
  });
  if (details.length > 0) throw new ReceiptError("RECEIPT_MIXED_CURRENCIES", {}, { details });
}

function byOwner(sums: readonly ChargeSum[]): Map<string, ChargeSum[]> {
  const owners = new Map<string, ChargeSum[]>();
  for (const sum of sums) {
    const own = owners.get(sum.ownerId);
    if (own === undefined) owners.set(sum.ownerId, [sum]);
    else own.push(sum);
  }
  return owners;
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
  await insertItems(
    tx,
    receipts.map((receipt) => receipt.id),
  );
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
