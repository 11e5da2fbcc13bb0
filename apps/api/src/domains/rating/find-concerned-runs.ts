import { invariant } from "@purser/kernel/invariant";
import { monthOf } from "@purser/kernel/period";
import type { Tx } from "../../platform/db.ts";
import { canonicalSlurmName } from "../organisation/core/binding.ts";
import { BindingConflict } from "../organisation/core/errors.ts";
import type { PayingBinding } from "../organisation/load-payers.ts";
import { personAccounts } from "../organisation/person-accounts.ts";
import type { PlannedChange } from "../organisation/plan-binding-change.ts";
import { findNameLabels, listSelectedRuns, type RatedRunRow, type RunSelection } from "./affected-runs.queries.ts";
import { payingRun, type RatedRunInput } from "./charge-line.ts";
import type { BilledRun, Cost, MovedRun } from "./core/binding-effect.ts";
import { totalMicros } from "./core/pricing.ts";
import { verdictOf } from "./core/verdict.ts";
import { currentRuns } from "./current-runs.ts";
import type { Rater } from "./load-rater.ts";

/** Runs that a change of bindings concerns. */
export interface ConcernedRuns {
  /** Those that are not billed, as they are now, for rating them anew; and what moves with each of those that cost or will cost. */
  readonly runs: readonly RatedRunInput[];
  readonly moved: readonly MovedRun[];
  readonly billed: readonly BilledRun[];
  /** Those that are billed and that the change sends elsewhere, as they are now, to be put before finance. */
  readonly noticed: readonly RatedRunInput[];
}

/** How many runs one change may move or leave on receipts. */
export const MOST_RUNS = 200_000;
const PAGE = 5_000;

/** Verdicts that another tier's cards could turn into a charge. */
const TIER_VERDICTS = ["no_rate_card", "free_state", "too_large"];

export interface Search {
  readonly change: PlannedChange;
  /** Rates with the rules as they are after the change. */
  readonly rater: Rater;
  /** The zone whose calendar billing months follow. */
  readonly timeZone: string;
}

/**
 * Finds, some thousands at a time, the runs that end up with another account by a change of the rules. A charge is compared
 * with the account it is on, so that a run that is where it belongs is left alone, whatever tier the account has by now.
 *
 * @throws {BindingConflict} `BINDING_TOO_MANY_RUNS` beyond `MOST_RUNS`.
 */
export async function* findConcernedRuns(tx: Tx, search: Search): AsyncGenerator<ConcernedRuns> {
  const finder = new Finder(tx, search);
  const { withdrawn, added } = search.change;
  const rules = [withdrawn, added].filter((rule) => rule !== null);
  let found = 0;
  for (const [index, rule] of rules.entries()) {
    const earlier = rules.slice(0, index);
    for await (const rows of selectedBy(tx, rule)) {
      const fresh = rows.filter((row) => !earlier.some((each) => selects(each, row)));
      const concerned = await finder.sortOut(fresh);
      found += concerned.runs.length + concerned.billed.length;
      if (found > MOST_RUNS) throw new BindingConflict("BINDING_TOO_MANY_RUNS", { most: MOST_RUNS });
      yield concerned;
    }
  }
}

async function* selectedBy(tx: Tx, rule: PayingBinding): AsyncGenerator<RatedRunRow[]> {
  const userLabels = rule.slurmUser === null ? null : await findNameLabels(tx, rule.slurmUser);
  for (const accountLabel of await findNameLabels(tx, rule.slurmAccount)) {
    const { cluster, validFrom, validTo } = rule;
    const selection: RunSelection = { cluster, accountLabel, userLabels, from: validFrom, to: validTo };
    for (let after = null; ; ) {
      const rows: RatedRunRow[] = await listSelectedRuns(tx, selection, { after, limit: PAGE });
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) break;
      after = { submittedAt: last.submitted_at, runId: last.run_id };
    }
  }
}

/** Whether a rule of the same change has led to this run already. */
function selects(rule: PayingBinding, row: RatedRunRow): boolean {
  return (
    canonicalSlurmName(row.account) === rule.slurmAccount &&
    row.cluster === rule.cluster &&
    (rule.slurmUser === null || canonicalSlurmName(row.user) === rule.slurmUser) &&
    rule.validFrom <= row.ended_at &&
    (rule.validTo === null || row.ended_at < rule.validTo)
  );
}

class Finder {
  readonly #tx: Tx;
  readonly #search: Search;
  readonly #people = new Map<string, string>();
  readonly #months = new Map<number, string>();

  constructor(tx: Tx, search: Search) {
    this.#tx = tx;
    this.#search = search;
  }

  async sortOut(rows: readonly RatedRunRow[]): Promise<ConcernedRuns> {
    await this.#learnPeople(rows);
    const leaving = rows.filter((row) => this.#isConcerned(row));
    const billed = leaving.flatMap((row) => this.#billedRun(row));
    const open = leaving.filter((row) => row.receipt_id === null);
    const runs = await this.#asTheyAre(open);
    const noticed = await this.#asTheyAre(leaving.filter((row) => row.receipt_id !== null && this.#changesPayer(row)));
    const inputs = new Map(runs.map((input) => [input.runId, input]));
    const moved = open.map((row) => ({
      month: this.#monthOf(row.ended_at),
      before: costOf(row),
      after: this.#costAfter(inputs.get(row.run_id)),
    }));
    return { runs, billed, noticed, moved: moved.filter(({ before, after }) => before !== null || after !== null) };
  }

  /**
   * Whether the run changes its account, or has been judged by the cards of one that it would no more go to. What is billed
   * may have been adjusted to another account than that of its charge, so there the rules alone say.
   */
  #isConcerned(row: RatedRunRow): boolean {
    if (row.account_id !== null && row.account_id !== this.#payer(row, "after")) return true;
    const isJudged = row.receipt_id !== null || TIER_VERDICTS.includes(row.verdict ?? "");
    return isJudged && this.#changesPayer(row);
  }

  #changesPayer(row: RatedRunRow): boolean {
    return this.#payer(row, "before") !== this.#payer(row, "after");
  }

  async #asTheyAre(rows: readonly RatedRunRow[]): Promise<RatedRunInput[]> {
    return await currentRuns(
      this.#tx,
      rows.map((row) => row.run_id),
    );
  }

  #payer(row: RatedRunRow, when: "before" | "after"): string {
    const binding = this.#search.change[when].find(row, row.ended_at.getTime() / 1000);
    const payer = binding?.accountId ?? this.#people.get(row.user);
    invariant(payer !== undefined, "a stored run's user has a billing account");
    return payer;
  }

  /** One that comes back to the account of its receipt is told as well: finance is to decide about it once more. */
  #billedRun(row: RatedRunRow): BilledRun[] {
    const charged = costOf(row);
    const toAccountId = this.#payer(row, "after");
    if (row.receipt_id === null || charged === null) return [];
    if (charged.accountId === toAccountId && !this.#changesPayer(row)) return [];
    const receipt = { receiptId: row.receipt_id, receiptNumber: row.receipt_number ?? "" };
    return [{ ...receipt, charged, month: this.#monthOf(row.ended_at), toAccountId }];
  }

  #costAfter(input: RatedRunInput | undefined): Cost | null {
    invariant(input !== undefined, "a run that was found is there");
    const { cards, payers } = this.#search.rater;
    const paying = payingRun(input, payers);
    const outcome = verdictOf(paying, cards);
    if (outcome.verdict !== "charged") return null;
    return { accountId: paying.accountId, micros: totalMicros(outcome.charge), currency: outcome.card.currency };
  }

  async #learnPeople(rows: readonly RatedRunRow[]): Promise<void> {
    const unknown = [...new Set(rows.map((row) => row.user))].filter((user) => !this.#people.has(user));
    for (const [user, { accountId }] of await personAccounts(this.#tx, unknown)) this.#people.set(user, accountId);
  }

  /** Months begin at a whole quarter of an hour in every zone, so each quarter is looked up once. */
  #monthOf(instant: Date): string {
    const quarter = Math.floor(instant.getTime() / 900_000);
    const month = this.#months.get(quarter) ?? monthOf(instant, this.#search.timeZone);
    this.#months.set(quarter, month);
    return month;
  }
}

function costOf({ account_id: accountId, micros, currency }: RatedRunRow): Cost | null {
  if (accountId === null || micros === null || currency === null) return null;
  return { accountId, micros: BigInt(micros), currency };
}
