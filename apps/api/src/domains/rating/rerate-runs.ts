import { groupBy } from "@purser/kernel/group-by";
import type { Tx } from "../../platform/db.ts";
import { lockBillingAccounts } from "../organisation/lock-billing-accounts.ts";
import { type BilledAmount, findBilledAmounts } from "./adjustments.queries.ts";
import { findDecidedFigures, type StoredFigure } from "./billed-changes.queries.ts";
import { isSameCharge, type PayingRun, payingRun, type RatedRunInput } from "./charge-line.ts";
import {
  findChargedAccounts,
  findCharges,
  findVerdicts,
  insertChangedAfterBilling,
  type StandingCharge,
  supersede,
} from "./charges.queries.ts";
import { billedDifferences, differenceOf, dueAmount, type RunAmount } from "./core/billed-difference.ts";
import { type Outcome, verdictOf } from "./core/verdict.ts";
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
 * unbilled charge is kept as superseded and replaced; a billed one stays as it is, and the run is put before finance, unless
 * adjustments have made up for the difference or finance has decided about the same amount already.
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
  const adjusted = await findAdjusted(tx, runIds);
  const decided = await findDecidedFigures(tx, runIds);
  const changed: PayingRun[] = [];
  const billed: BilledCharge[] = [];
  for (const input of runs) {
    const outcome = verdictOf(input, cards);
    const charge = charges.get(input.runId);
    const stands = isSameOutcome(input, outcome, { charge, verdict: verdicts.get(input.runId) });
    if (charge === undefined || charge.receipt_id === null) {
      if (!stands) changed.push(input);
      continue;
    }
    const figures = { stands, adjusted: adjusted.get(input.runId), decided: decided.get(input.runId) };
    if (!isSettled(dueAmount(input.accountId, outcome), figures)) billed.push(...billedCharge(charge));
  }
  return { changed, billed };
}

/** Whether rating would write what stands. */
function isSameOutcome(
  input: PayingRun,
  outcome: Outcome,
  { charge, verdict }: { charge: StandingCharge | undefined; verdict: string | undefined },
): boolean {
  if (outcome.verdict !== "charged") return verdict === outcome.verdict;
  return charge !== undefined && isSameCharge(charge, input, outcome);
}

interface BilledFigures {
  /** Whether the charge is what rating would write. */
  readonly stands: boolean;
  /** What the run was billed with, if it has been adjusted. */
  readonly adjusted: readonly RunAmount[] | undefined;
  readonly decided: readonly StoredFigure[] | undefined;
}

/** Whether a billed run needs no decision: what is due was billed, with what was adjusted, or was decided about last. */
function isSettled(due: RunAmount | null, { stands, adjusted, decided }: BilledFigures): boolean {
  if (decided !== undefined && isDecided(decided, due)) return true;
  if (adjusted === undefined) return stands;
  return billedDifferences(adjusted, due).every((difference) => differenceOf(difference) === 0n);
}

function isDecided(figures: readonly StoredFigure[], due: RunAmount | null): boolean {
  const wasDue = figures.filter(({ due_micros }) => due_micros !== "0");
  if (due === null || due.micros === 0n) return wasDue.length === 0;
  return wasDue.some(
    ({ account_id, currency, due_micros }) =>
      account_id === due.accountId && currency === due.currency && due_micros === String(due.micros),
  );
}

/** What runs were billed with, those of them that have been adjusted. */
async function findAdjusted(tx: Tx, runIds: readonly string[]): Promise<Map<string, BilledAmount[]>> {
  const amounts = groupBy(await findBilledAmounts(tx, runIds), ({ runId }) => runId);
  return new Map([...amounts].filter(([, own]) => own.some(({ isAdjustment }) => isAdjustment)));
}

function billedCharge(charge: StandingCharge): BilledCharge[] {
  return charge.receipt_id === null ? [] : [{ runId: charge.run_id, receiptId: charge.receipt_id }];
}
