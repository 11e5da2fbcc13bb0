import { invariant } from "@purser/kernel/invariant";
import type { Tx } from "../../platform/db.ts";
import { lockBillingAccounts } from "../organisation/lock-billing-accounts.ts";
import { personAccounts } from "../organisation/person-accounts.ts";
import type { RatedRunInput } from "./charge-line.ts";
import {
  findBilledAccounts,
  findChangedAfterBilling,
  releaseFromReceipts,
  transactionTime,
} from "./charges.queries.ts";
import { readStandingRuns } from "./rated-runs.queries.ts";
import { rerateRuns } from "./rerate-runs.ts";

/**
 * Takes the charges off receipts that become void, so that they can be billed again, and rates those runs anew whose
 * record changed while they were billed. Holds the rows of the accounts. Returns how many charges were released.
 */
export async function releaseCharges(tx: Tx, receiptIds: readonly string[]): Promise<number> {
  if (receiptIds.length === 0) return 0;
  await lockBillingAccounts(tx, await findBilledAccounts(tx, receiptIds));
  const changed = await findChangedAfterBilling(tx, receiptIds);
  const released = await releaseFromReceipts(tx, receiptIds);
  if (changed.length === 0) return released;
  const at = await transactionTime(tx);
  const runs = await currentInputs(
    tx,
    changed.map((row) => row.run_id),
  );
  for (const batchId of new Set(changed.map((row) => row.batch_id))) {
    const ofBatch = new Set(changed.filter((row) => row.batch_id === batchId).map((row) => row.run_id));
    await rerateRuns(tx, { runs: runs.filter((input) => ofBatch.has(input.runId)), batchId, at });
  }
  return released;
}

/** The runs as they stand now, with the account and tier of the user they belong to now. */
async function currentInputs(tx: Tx, runIds: readonly string[]): Promise<RatedRunInput[]> {
  const standing = await readStandingRuns(tx, runIds, null);
  const accounts = await personAccounts(tx, [...new Set(standing.map(({ run }) => run.user))]);
  return standing.map(({ runId, run, partitionLabel, qosLabel }) => {
    const account = accounts.get(run.user);
    invariant(account !== undefined, "a stored run's user has a billing account");
    return { runId, run, partitionLabel, qosLabel, partition: run.partition, qos: run.qos, ...account };
  });
}
