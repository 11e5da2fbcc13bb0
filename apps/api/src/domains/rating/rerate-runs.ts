import type { Tx } from "../../platform/db.ts";
import { lockBillingAccounts } from "../organisation/lock-billing-accounts.ts";
import { isSameCharge, type PayingRun, payingRun, type RatedRunInput } from "./charge-line.ts";
import {
  findChargedAccounts,
  findCharges,
  findVerdicts,
  insertChangedAfterBilling,
  type StandingCharge,
  supersede,
} from "./charges.queries.ts";
import { verdictOf } from "./core/verdict.ts";
import { loadRater, type Rater } from "./load-rater.ts";
import { rateRuns } from "./rate-runs.ts";

export interface Rerating {
  /** Runs as they are now. */
  readonly runs: readonly RatedRunInput[];
  /** What changed them: a usage batch, or else what moved them to another account. */
  readonly batchId: string;
  readonly at: Date;
}

/**
 * Rates runs anew whose record has changed. Where that changes nothing of the charge or verdict, nothing is written. An
 * unbilled charge is kept as superseded and replaced; a billed one stays as it is, and the run is put before finance.
 *
 * Holds the rows of the billing accounts concerned, so that no void slips between reading a charge and judging it.
 */
export async function rerateRuns(tx: Tx, { runs: inputs, batchId, at }: Rerating, given?: Rater): Promise<void> {
  if (inputs.length === 0) return;
  const rater = given ?? (await loadRater(tx));
  const runs = inputs.map((input) => payingRun(input, rater.payers));
  const runIds = runs.map((input) => input.runId);
  const accounts = [...(await findChargedAccounts(tx, runIds)), ...runs.map((input) => input.accountId)];
  await lockBillingAccounts(tx, [...new Set(accounts)]);
  const { changed, billed } = await findChanged(tx, runs, rater);
  const replaced = await supersede(tx, { runIds: changed.map((input) => input.runId), batchId, at });
  const left = changed.filter((input) => !replaced.has(input.runId)).map((input) => input.runId);
  const claimedMeanwhile = (await findCharges(tx, left)).flatMap(billedCharge);
  await insertChangedAfterBilling(tx, [...billed, ...claimedMeanwhile], { batchId, at });
  const kept = new Set(claimedMeanwhile.map((charge) => charge.runId));
  await rateRuns(
    tx,
    changed.filter((input) => !kept.has(input.runId)),
    rater,
  );
}

interface BilledCharge {
  readonly runId: string;
  readonly receiptId: string;
}

/** The runs that would be rated otherwise now: those that may be replaced, and those that are billed. */
async function findChanged(
  tx: Tx,
  runs: readonly PayingRun[],
  { cards }: Rater,
): Promise<{ changed: PayingRun[]; billed: BilledCharge[] }> {
  const runIds = runs.map((input) => input.runId);
  const charges = new Map((await findCharges(tx, runIds)).map((charge) => [charge.run_id, charge]));
  const verdicts = await findVerdicts(tx, runIds);
  const changed: PayingRun[] = [];
  const billed: BilledCharge[] = [];
  for (const input of runs) {
    const outcome = verdictOf(input, cards);
    const charge = charges.get(input.runId);
    const isSame =
      outcome.verdict === "charged"
        ? charge !== undefined && isSameCharge(charge, input, outcome)
        : verdicts.get(input.runId) === outcome.verdict;
    if (isSame) continue;
    const onReceipt = charge === undefined ? [] : billedCharge(charge);
    if (onReceipt.length === 0) changed.push(input);
    else billed.push(...onReceipt);
  }
  return { changed, billed };
}

function billedCharge(charge: StandingCharge): BilledCharge[] {
  return charge.receipt_id === null ? [] : [{ runId: charge.run_id, receiptId: charge.receipt_id }];
}
