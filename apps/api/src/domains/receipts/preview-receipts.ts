import { groupBy } from "@purser/kernel/group-by";
import { formatMinor } from "@purser/kernel/money";
import { billingMonth } from "@purser/kernel/period";
import type { RequestContext } from "../../platform/context.ts";
import { openAdjustments } from "../rating/claim-adjustments.ts";
import type { ChargeSum, ChargeSums } from "../rating/core/charge-sum.ts";
import { sumUnbilled } from "../rating/sum-charges.ts";
import { type NamedAdjustment, withAdjustments } from "./core/bill-lines.ts";
import { composeReceipt, type LineSum, subtotalOf, type Tax } from "./core/compose-receipt.ts";
import { ReceiptNotFoundError } from "./core/errors.ts";
import { unissuedLine } from "./core/line-columns.ts";
import { type LineAnswer, lineAnswer } from "./core/receipt-answer.ts";
import { type AccountNameRow, listAccountNames } from "./receipts.queries.ts";

/** What issuing would bill one account. */
export interface PreviewAccount {
  readonly account_id: string;
  readonly account_code: string;
  readonly account_name: string;
  readonly tier: string;
  readonly currency: string;
  readonly run_count: number;
  readonly lines: readonly LineAnswer[];
  readonly subtotal: string;
  readonly tax: string;
  readonly total: string;
}

export interface PreviewAnswer {
  readonly month: string;
  readonly period_from: string;
  readonly period_to: string;
  readonly data: readonly PreviewAccount[];
}

/**
 * What issuing a month would bill, by account code; nothing is changed, and the month may still run. Accounts that come
 * to less than half a minor unit are left out, as issuing leaves them. An account with charges in two currencies, which
 * issuing refuses, stands here once for each of them.
 *
 * @throws {ReceiptNotFoundError} for an account that is not there.
 */
export async function previewReceipts(
  { db, config }: Pick<RequestContext, "db" | "config">,
  { month, accountId }: { month: string; accountId: string | null },
): Promise<PreviewAnswer> {
  const period = billingMonth(month, config.billingTimeZone);
  const open = groupBy(await openAdjustments(db, accountId), (adjustment) => adjustment.accountId);
  const bills = billsOf(await sumUnbilled(db, { period, accountId }), open);
  const ids = accountId === null ? [...new Set(bills.map((bill) => bill.accountId))] : [accountId];
  const accounts = await listAccountNames(db, ids);
  if (accountId !== null && accounts.length === 0) throw new ReceiptNotFoundError("NOT_FOUND");
  return {
    month,
    period_from: period.from.toISOString(),
    period_to: period.to.toISOString(),
    data: accounts.flatMap((account) =>
      bills.filter((bill) => bill.accountId === account.id).map((bill) => previewOf(account, bill, config.tax)),
    ),
  };
}

/** What one account would be billed in one currency. */
interface PreviewBill {
  readonly accountId: string;
  readonly runCount: number;
  readonly lines: readonly LineSum[];
}

/**
 * Bills by account and currency, as issuing makes them: an account with no charge in the month has the currency of its
 * oldest open adjustment.
 */
function billsOf(
  { sums, runCounts }: ChargeSums,
  open: ReadonlyMap<string, readonly NamedAdjustment[]>,
): PreviewBill[] {
  const charged = [...groupBy(sums, ({ ownerId, currency }) => `${ownerId} ${currency}`).values()];
  const withCharges = new Set(sums.map(({ ownerId }) => ownerId));
  const billOf = (accountId: string, charges: readonly ChargeSum[]): PreviewBill => {
    const { lines } = withAdjustments(charges, open.get(accountId) ?? []);
    return { accountId, runCount: runCounts.get(accountId) ?? 0, lines };
  };
  const others = [...open.keys()].filter((accountId) => !withCharges.has(accountId));
  return [
    ...charged.map((own) => billOf(own[0]?.ownerId ?? "", own)),
    ...others.map((accountId) => billOf(accountId, [])),
  ].filter(({ lines }) => subtotalOf(lines) > 0n);
}

function previewOf(account: AccountNameRow, bill: PreviewBill, tax: Tax | null): PreviewAccount {
  const figures = composeReceipt(bill.lines, tax);
  return {
    account_id: account.id,
    account_code: account.code,
    account_name: account.name,
    tier: figures.tier,
    currency: figures.currency,
    run_count: bill.runCount,
    lines: figures.lines.map((line) => lineAnswer(unissuedLine(line))),
    subtotal: formatMinor(figures.subtotalMinor),
    tax: formatMinor(figures.taxMinor),
    total: formatMinor(figures.totalMinor),
  };
}
