import { inChunks } from "../../platform/copy.ts";
import type { Tx } from "../../platform/db.ts";
import { chargeLine, payingRun, type RatedRunInput } from "./charge-line.ts";
import { copyCharges, copyVerdicts } from "./charges.queries.ts";
import { verdictOf } from "./core/verdict.ts";
import { loadRater, type Rater } from "./load-rater.ts";

export type { RatedRunInput } from "./charge-line.ts";

/**
 * Prices runs that have neither charge nor verdict and writes which of the two each of them has, both by COPY. Many runs
 * at a time: each call is two statements, and a few more for rate cards and bindings unless a rater is given.
 */
export async function rateRuns(tx: Tx, runs: readonly RatedRunInput[], rater?: Rater): Promise<void> {
  if (runs.length === 0) return;
  const verdicts: string[] = [];
  await copyCharges(tx, inChunks(chargeLines(runs, rater ?? (await loadRater(tx)), verdicts)));
  if (verdicts.length > 0) await copyVerdicts(tx, inChunks(verdicts));
}

/** The lines of the runs that are charged, as they are asked for; those of the others are added to `verdicts`. */
function* chargeLines(runs: readonly RatedRunInput[], { cards, payers }: Rater, verdicts: string[]): Generator<string> {
  for (const input of runs) {
    const paying = payingRun(input, payers);
    const outcome = verdictOf(paying, cards);
    if (outcome.verdict === "charged") yield chargeLine(paying, outcome);
    else verdicts.push(`${input.runId}\t${outcome.verdict}\n`);
  }
}
