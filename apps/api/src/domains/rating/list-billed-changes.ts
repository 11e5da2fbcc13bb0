import { formatMicros } from "@purser/kernel/money";
import { type Db, transact } from "../../platform/db.ts";
import { readPayers } from "../organisation/load-payers.ts";
import { findAccountNames } from "./affected-runs.queries.ts";
import {
  type BilledChangePage,
  type BilledChangeRow,
  listAdjustmentsOf,
  listBilledChangeRows,
  type RunAdjustment,
  type StoredFigure,
} from "./billed-changes.queries.ts";
import { differenceOf } from "./core/billed-difference.ts";
import { byTier } from "./core/rate-card.ts";
import { findDifferences } from "./find-differences.ts";
import { loadAllCards } from "./rate-cards.queries.ts";

/** What one account was billed for a run and what is due: exact decimal strings. */
export interface BilledChangePart {
  readonly account_id: string;
  readonly account_name: string;
  readonly currency: string;
  readonly billed: string;
  readonly due: string;
  readonly difference: string;
  /** The receipt that has taken the adjustment up. */
  readonly receipt_id: string | null;
  readonly receipt_number: string | null;
}

/** A billed run whose record changed, as the API tells of it. */
export type BilledChange = Omit<BilledChangeRow, "figures"> & { readonly parts: readonly BilledChangePart[] };

/**
 * Billed runs whose record changed, the latest first. Of those that are open the figures are those of this moment; of the
 * others those that were decided on, and of voided ones there are none: the run is billed anew.
 */
export async function listBilledChanges(db: Db, page: BilledChangePage): Promise<BilledChange[]> {
  return await transact(db, async (tx) => {
    const rows = await listBilledChangeRows(tx, page);
    const open = rows.filter(({ status }) => status === "open").map((row) => row.run_id);
    const rater = { cards: byTier(await loadAllCards(tx)), payers: await readPayers(tx) };
    const now = await findDifferences(tx, open, rater);
    const adjustments = await listAdjustmentsOf(
      tx,
      rows.filter(({ status }) => status === "adjusted").map((row) => row.run_id),
    );
    const found = rows.map((row) => ({
      row,
      figures: row.status === "open" ? figuresNow(now, row) : (row.figures ?? []),
    }));
    const accountIds = found.flatMap(({ figures }) => figures.map((figure) => figure.account_id));
    const names = await findAccountNames(tx, [...new Set(accountIds)]);
    return found.map(({ row: { figures: _, ...row }, figures }) => ({
      ...row,
      parts: figures.map((figure) => ({
        ...partOf(figure, names.get(figure.account_id)?.name ?? ""),
        ...takenUp(adjustments, row, figure),
      })),
    }));
  });
}

function figuresNow(now: Awaited<ReturnType<typeof findDifferences>>, { run_id }: BilledChangeRow): StoredFigure[] {
  return (now.get(run_id) ?? []).map((difference) => ({
    ...{ account_id: difference.accountId, currency: difference.currency },
    ...{ billed_micros: String(difference.billedMicros), due_micros: String(difference.dueMicros) },
  }));
}

function partOf({ account_id, currency, billed_micros, due_micros }: StoredFigure, accountName: string) {
  const [billedMicros, dueMicros] = [BigInt(billed_micros), BigInt(due_micros)];
  const difference = differenceOf({ accountId: account_id, cardId: "", currency, billedMicros, dueMicros });
  return {
    ...{ account_id, account_name: accountName, currency },
    ...{ billed: formatMicros(billedMicros), due: formatMicros(dueMicros), difference: formatMicros(difference) },
  };
}

function takenUp(
  adjustments: readonly RunAdjustment[],
  { run_id, batch_id }: Pick<BilledChangeRow, "run_id" | "batch_id">,
  { account_id, currency }: StoredFigure,
) {
  const made = adjustments.find(
    (each) =>
      each.run_id === run_id &&
      each.decided_batch === batch_id &&
      each.account_id === account_id &&
      each.currency === currency,
  );
  return { receipt_id: made?.receipt_id ?? null, receipt_number: made?.receipt_number ?? null };
}
