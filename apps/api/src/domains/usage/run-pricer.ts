import type { RequestContext } from "../../platform/context.ts";
import type { Tx } from "../../platform/db.ts";
import type { Run } from "../jobs/core/run.ts";
import type { JobLifter } from "./core/job-lifter.ts";

/** A run that is in the database, with what its price depends on beside itself. */
export interface RunToPrice {
  readonly runId: string;
  /** The account of its user, who pays unless a rule of the pricer's says otherwise. */
  readonly accountId: string;
  readonly tier: string;
  readonly partition: string;
  readonly qos: string;
  readonly partitionLabel: number;
  readonly qosLabel: number;
  readonly run: Run;
}

/**
 * Prices runs in the transaction that stores them. Prices are an upper slice's affair: `rating` has them and
 * `app.ts` brings the two together.
 */
export interface RunPricer {
  /** Reads what prices come from, once for any number of runs that the transaction stores, and holds it until it ends. */
  open(tx: Tx): Promise<OpenPricer>;
}

/** Prices the runs of one transaction. */
export interface OpenPricer {
  /** Gives each of these new runs its charge or its verdict. */
  rate(runs: readonly RunToPrice[]): Promise<void>;
  /** Rates runs anew whose record has changed. What is billed already stays and is put before finance. */
  rerate(changed: { runs: readonly RunToPrice[]; batchId: string; at: Date }): Promise<void>;
  /** Forgets what runs cost that this batch has added itself, which is not committed yet. */
  forget(runIds: readonly string[], batchId: string): Promise<void>;
}

/** What ingest works with. */
export interface UsageContext extends RequestContext {
  readonly pricer: RunPricer;
  readonly lifter: JobLifter;
}
