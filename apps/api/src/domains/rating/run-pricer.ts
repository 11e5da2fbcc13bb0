import type { Tx } from "../../platform/db.ts";
import { takeBack } from "./charges.queries.ts";
import { loadRater } from "./load-rater.ts";
import { type RatedRunInput, rateRuns } from "./rate-runs.ts";
import { type Rerating, rerateRuns } from "./rerate-runs.ts";

/** What fills the port through which ingest has its runs priced, wherever the program is put together. */
export const runPricer = {
  open: async (tx: Tx) => {
    const rater = await loadRater(tx);
    return {
      rate: async (runs: readonly RatedRunInput[]) => await rateRuns(tx, runs, rater),
      forget: async (runIds: readonly string[], batchId: string) => await takeBack(tx, runIds, batchId),
      rerate: async (changed: Rerating) => await rerateRuns(tx, changed, rater),
    };
  },
};
