import type { Db, Tx } from "../../platform/db.ts";
import { byTier, type RateCards } from "./core/rate-card.ts";
import { loadAllCards } from "./rate-cards.queries.ts";

/** What runs are rated with: every rate card, by tier. */
export interface Rater {
  readonly cards: RateCards;
}

/** Reads the rate cards once, to rate any number of runs in this transaction with. */
export async function loadRater(tx: Db | Tx): Promise<Rater> {
  return { cards: byTier(await loadAllCards(tx)) };
}
