import { groupBy } from "@purser/kernel/group-by";
import type { Tx } from "../../platform/db.ts";
import { findBilledAmounts } from "./adjustments.queries.ts";
import { payingRun } from "./charge-line.ts";
import { type BilledDifference, billedDifferences, dueAmount, type RunAmount } from "./core/billed-difference.ts";
import { verdictOf } from "./core/verdict.ts";
import { currentRuns } from "./current-runs.ts";
import type { Rater } from "./load-rater.ts";

/** What billed runs were billed with, beside what they cost as their records stand now, by run. */
export async function findDifferences(
  tx: Tx,
  runIds: readonly string[],
  { cards, payers }: Rater,
): Promise<Map<string, BilledDifference[]>> {
  if (runIds.length === 0) return new Map();
  const billed = groupBy(await findBilledAmounts(tx, runIds), ({ runId }) => runId);
  const due = new Map<string, RunAmount>();
  for (const run of await currentRuns(tx, runIds)) {
    const input = payingRun(run, payers);
    const amount = dueAmount(input.accountId, verdictOf(input, cards));
    if (amount !== null) due.set(input.runId, amount);
  }
  return new Map(runIds.map((runId) => [runId, billedDifferences(billed.get(runId) ?? [], due.get(runId) ?? null)]));
}
