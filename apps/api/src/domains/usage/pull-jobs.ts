import type { Tx } from "../../platform/db.ts";
import { addJob } from "../../platform/queue.ts";

/** The job that works on the pulls of one cluster. */
export const PULL_TASK = "usage_pull";

/** Has a worker look after the pulls of a cluster once this transaction commits. */
export async function wakePulls(tx: Tx, cluster: string): Promise<void> {
  await addJob(tx, PULL_TASK, { cluster }, `${PULL_TASK}:${cluster}`);
}
