import { groupBy } from "@purser/kernel/group-by";
import type { Period } from "@purser/kernel/period";
import { v7 as uuidv7 } from "uuid";
import type { Tx } from "../../platform/db.ts";
import { claimAdjustments, holdOpenAdjustments } from "../rating/claim-adjustments.ts";
import { type ChargeClaim, claimCharges } from "../rating/claim-charges.ts";
import type { ChargeSum } from "../rating/core/charge-sum.ts";
import { releaseCharges } from "../rating/release-charges.ts";
import { sumCharges } from "../rating/sum-charges.ts";
import { withAdjustments } from "./core/bill-lines.ts";
import { composeReceipt, type LineSum, type ReceiptFigures, subtotalOf, type Tax } from "./core/compose-receipt.ts";
import { ReceiptError } from "./core/errors.ts";
import { type BuyerRow, listBillableAccounts } from "./receipts-issue.queries.ts";

/** What one receipt will bill, and whom. */
export interface Bill {
  readonly receiptId: string;
  readonly account: BuyerRow;
  readonly runCount: number;
  readonly figures: ReceiptFigures;
}

interface BillsWanted {
  readonly period: Period;
  /** Null: every account with something to bill. */
  readonly accountId: string | null;
  readonly tax: Tax | null;
}

/**
 * Claims what there is to bill and adds it up. What is added up is what was claimed: charges may have come or gone since
 * the accounts were chosen, so an account may by now come to nothing, and is then let go. Adjustments that no receipt has
 * taken up yet come on top, as far as the charges cover those that give something back.
 */
export async function claimBills(tx: Tx, { period, accountId, tax }: BillsWanted): Promise<Bill[]> {
  const accounts = await listBillableAccounts(tx, period, accountId);
  const chosen = accounts.map((account) => ({ account, receiptId: uuidv7() }));
  const claims = chosen.map(({ account, receiptId }) => ({ accountId: account.id, receiptId }));
  await claimCharges(tx, { period, claims });
  const receiptIds = claims.map((claim) => claim.receiptId);
  const charged = await sumCharges(tx, receiptIds);
  const sums = groupBy(charged.sums, ({ ownerId }) => ownerId);
  const open = await holdOpenAdjustments(
    tx,
    claims.map((claim) => claim.accountId),
  );
  const adjustments = groupBy(open, (adjustment) => adjustment.accountId);
  const drafts = chosen.map(({ account, receiptId }) => ({
    ...{ account, receiptId, runCount: charged.runCounts.get(receiptId) ?? 0 },
    ...withAdjustments(sums.get(receiptId) ?? [], adjustments.get(account.id) ?? []),
  }));
  const isBilled = ({ lines }: { readonly lines: readonly LineSum[] }) => subtotalOf(lines) > 0n;
  const dropped = drafts.filter((draft) => !isBilled(draft)).map(({ receiptId }) => receiptId);
  if (dropped.length > 0) await releaseCharges(tx, dropped);
  refuseMixedCurrencies(accounts, claims, sums);
  const billed = drafts.filter(isBilled);
  const taken = billed.flatMap(({ receiptId, taken: own }) => own.map(({ id }) => ({ adjustmentId: id, receiptId })));
  await claimAdjustments(tx, taken);
  return billed.map(({ account, receiptId, runCount, lines }) => ({
    ...{ account, receiptId, runCount, figures: composeReceipt(lines, tax) },
  }));
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
