import type { Tx } from "../../platform/db.ts";
import { loadPayers, type Payers } from "../organisation/load-payers.ts";
import { byTier, type RateCards } from "./core/rate-card.ts";
import { loadAllCards } from "./rate-cards.queries.ts";

/** What runs are rated with: every rate card, by tier, and the rules that say who pays. */
export interface Rater {
  readonly cards: RateCards;
  readonly payers: Payers;
}

/**
 * Reads rate cards and bindings once, to rate any number of runs in this transaction with. Bindings stay as they are until
 * it ends; take it before locks of accounts.
 */
export async function loadRater(tx: Tx): Promise<Rater> {
  const payers = await loadPayers(tx);
  return { payers, cards: byTier(await loadAllCards(tx)) };
}
