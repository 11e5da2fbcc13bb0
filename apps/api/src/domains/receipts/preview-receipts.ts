import { formatMinor } from "@purser/kernel/money";
import { billingMonth } from "@purser/kernel/period";
import type { RequestContext } from "../../platform/context.ts";
import type { ChargeSum } from "../rating/core/charge-sum.ts";
import { sumUnbilled } from "../rating/sum-charges.ts";
import { composeReceipt, subtotalOf, type Tax } from "./core/compose-receipt.ts";
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
  const bills = byAccountAndCurrency(await sumUnbilled(db, { period, accountId }));
  const ids = accountId === null ? [...new Set(bills.map((sums) => sums[0].ownerId))] : [accountId];
  const accounts = await listAccountNames(db, ids);
  if (accountId !== null && accounts.length === 0) throw new ReceiptNotFoundError("NOT_FOUND");
  return {
    month,
    period_from: period.from.toISOString(),
    period_to: period.to.toISOString(),
    data: accounts.flatMap((account) =>
      bills.filter((sums) => sums[0].ownerId === account.id).map((sums) => previewOf(account, sums, config.tax)),
    ),
  };
}

type Sums = readonly [ChargeSum, ...ChargeSum[]];

function byAccountAndCurrency(sums: readonly ChargeSum[]): Sums[] {
  const bills = new Map<string, [ChargeSum, ...ChargeSum[]]>();
  for (const sum of sums) {
    const key = `${sum.ownerId} ${sum.currency}`;
    const known = bills.get(key);
    if (known === undefined) bills.set(key, [sum]);
    else known.push(sum);
  }
  return [...bills.values()].filter((bill) => subtotalOf(bill) > 0n);
}

function previewOf(account: AccountNameRow, sums: Sums, tax: Tax | null): PreviewAccount {
  const figures = composeReceipt(sums, tax);
  return {
    account_id: account.id,
    account_code: account.code,
    account_name: account.name,
    tier: figures.tier,
    currency: figures.currency,
    run_count: sums[0].ownerRunCount,
    lines: figures.lines.map((line) => lineAnswer(unissuedLine(line))),
    subtotal: formatMinor(figures.subtotalMinor),
    tax: formatMinor(figures.taxMinor),
    total: formatMinor(figures.totalMinor),
  };
}
