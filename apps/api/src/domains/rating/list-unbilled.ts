import { billingMonth, monthOf } from "@purser/kernel/period";
import type { Db } from "../../platform/db.ts";
import { listUnbilledSpans, sumUnbilledByMonth, type UnbilledSpan, type UnbilledSum } from "./unbilled.queries.ts";

/** What one account has unbilled of one billing month, under cards of one tier and currency. */
export interface UnbilledMonth extends UnbilledSum {
  readonly month: string;
  readonly account: UnbilledSpan;
}

/** Where a page ends: the last row's account, month, tier and currency. */
export type UnbilledKey = readonly [code: string, month: string, tier: string, currency: string];

export interface UnbilledFilter {
  readonly limit: number;
  readonly after: UnbilledKey | null;
  /** Only this billing month, `YYYY-MM`. */
  readonly month: string | null;
  readonly accountId: string | null;
  /** The zone whose calendar billing months follow. */
  readonly timeZone: string;
}

/**
 * Charges that are on no receipt yet, by account and billing month. Months are the windows that receipts are issued for,
 * worked out here and handed to the database, so that the two never disagree about a zone's rules.
 */
export async function listUnbilled(
  db: Db,
  filter: UnbilledFilter,
): Promise<{ months: readonly UnbilledMonth[]; next: UnbilledKey | null }> {
  const { limit, after, month, accountId, timeZone } = filter;
  const period = month === null ? null : billingMonth(month, timeZone);
  const page = { limit: limit + 2, fromCode: after?.[0] ?? null, accountId, period };
  const spans = await listUnbilledSpans(db, page);
  if (spans.length === 0) return { months: [], next: null };
  const names = month === null ? monthsOf(spans, timeZone) : [month];
  const windows = names.map((name) => billingMonth(name, timeZone));
  const starts = [...windows.map((window) => window.from), ...windows.slice(-1).map((window) => window.to)];
  const accounts = new Map(spans.map((span) => [span.account_id, span]));
  const order = new Map(spans.map((span, index) => [span.account_id, index]));
  const rows = (await sumUnbilledByMonth(db, [...accounts.keys()], starts))
    .flatMap((row) => {
      const account = accounts.get(row.account_id);
      const name = names[row.month_number - 1];
      return account === undefined || name === undefined ? [] : [{ ...row, account, month: name }];
    })
    .toSorted((a, b) => (order.get(a.account_id) ?? 0) - (order.get(b.account_id) ?? 0))
    .filter((row) => after === null || isAfter(row, after));
  const months = rows.slice(0, limit);
  const last = months.at(-1);
  return { months, next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}

/** Every billing month from the first charge to the last. */
function monthsOf(spans: readonly UnbilledSpan[], timeZone: string): string[] {
  const first = Math.min(...spans.map((span) => span.first_ended_at.getTime()));
  const last = Math.max(...spans.map((span) => span.last_ended_at.getTime()));
  const names: string[] = [];
  for (let at = new Date(first); at.getTime() <= last; ) {
    const name = monthOf(at, timeZone);
    names.push(name);
    at = billingMonth(name, timeZone).to;
  }
  return names;
}

function keyOf(row: UnbilledMonth): UnbilledKey {
  return [row.account.code, row.month, row.tier, row.currency];
}

/** Within the account that the page before ended in, what comes after its last row; other accounts follow anyway. */
function isAfter(row: UnbilledMonth, [code, ...rest]: UnbilledKey): boolean {
  if (row.account.code !== code) return true;
  return [row.month, row.tier, row.currency].join("\n") > rest.join("\n");
}
