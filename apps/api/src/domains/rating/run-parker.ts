import type { Tx } from "../../platform/db.ts";
import { insertParkedVerdicts, supersede } from "./charges.queries.ts";

/**
 * What fills the port through which runs that only events tell of get a verdict: they are not charged until accounting tells
 * of them, which rates them anew.
 */
export const runParker = {
  park: async (tx: Tx, runIds: readonly string[]) => insertParkedVerdicts(tx, runIds),
  unpark: async (tx: Tx, runIds: readonly string[]) => {
    await supersede(tx, { runIds, batchId: NO_BATCH, at: new Date(0) }); // there is no charge that would be kept with them
  },
};

const NO_BATCH = "00000000-0000-0000-0000-000000000000";
