import type { ReceiptStatus, ReceiptSummary, UnbilledAccount } from "@purser/contract/schemas";
import { addDecimals } from "../../ui/decimal.ts";
import { groupBy } from "../../ui/group-by.ts";

export interface MonthSum {
  readonly month: string;
  readonly currency: string;
  readonly accounts: number;
  readonly runs: number;
  readonly total: string;
}

/** Unbilled charges by month and currency, the latest month first. */
export function sumByMonth(rows: readonly UnbilledAccount[]): readonly MonthSum[] {
  const groups = groupBy(rows, (row) => `${row.month} ${row.currency}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      return {
        month: first.month,
        currency: first.currency,
        accounts: new Set(group.map((row) => row.account_id)).size,
        runs: group.reduce((sum, row) => sum + row.run_count, 0),
        total: addDecimals(group.map((row) => row.total)),
      };
    })
    .sort((a, b) => b.month.localeCompare(a.month));
}

export interface StatusSum {
  readonly status: ReceiptStatus;
  readonly currency: string;
  readonly count: number;
  readonly total: string;
}

/** Receipts by status and currency, in the order a person asks for them. */
export function sumByStatus(receipts: readonly ReceiptSummary[]): readonly StatusSum[] {
  const order = ["pending", "paid", "void"] as const;
  return order.flatMap((status) => {
    const groups = groupBy(
      receipts.filter((receipt) => receipt.status === status),
      (receipt) => receipt.currency,
    );
    return [...groups].map(([currency, group]) => ({
      status,
      currency,
      count: group.length,
      total: addDecimals(group.map((receipt) => receipt.total)),
    }));
  });
}
