import { rateRuns } from "./rate-runs.ts";
import { rerateRuns } from "./rerate-runs.ts";

/** What fills the port through which ingest has its runs priced, wherever the program is put together. */
export const runPricer = { rate: rateRuns, rerate: rerateRuns };
