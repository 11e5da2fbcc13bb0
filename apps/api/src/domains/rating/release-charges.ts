import type { Tx } from "../../platform/db.ts";
import { lockBillingAccounts } from "../organisation/lock-billing-accounts.ts";
import {
  findBilledAccounts,
  findChangedAfterBilling,
  releaseFromReceipts,
  transactionTime,
} from "./charges.queries.ts";
import { currentRuns } from "./current-runs.ts";
import { loadRater } from "./load-rater.ts";
import { findMisplaced } from "./misplaced-charges.queries.ts";
import { rerateRuns } from "./rerate-runs.ts";

/**
 * Takes the charges off receipts that become void, so that they can be billed again. Runs whose record changed while they
 * were billed, and those that the bindings by now send to another account, are rated anew. Holds the bindings and the rows
 * of the accounts. Returns how many charges were released.
 */
export async function releaseCharges(tx: Tx, receiptIds: readonly string[]): Promise<number> {
  if (receiptIds.length === 0) return 0;
  const rater = await loadRater(tx);
  await lockBillingAccounts(tx, await findBilledAccounts(tx, receiptIds));
  const changed = await findChangedAfterBilling(tx, receiptIds);
  const misplaced = await findMisplaced(tx, receiptIds);
  const released = await releaseFromReceipts(tx, receiptIds);
  const causes = new Map([...misplaced, ...changed].map((row) => [row.run_id, row.batch_id]));
  if (causes.size === 0) return released;
  const at = await transactionTime(tx);
  const runs = await currentRuns(tx, [...causes.keys()]);
  for (const batchId of new Set(causes.values())) {
    const ofCause = runs.filter((input) => causes.get(input.runId) === batchId);
    await rerateRuns(tx, { runs: ofCause, batchId, at }, rater);
  }
  return released;
}
