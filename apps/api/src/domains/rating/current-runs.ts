import { invariant } from "@purser/kernel/invariant";
import type { Tx } from "../../platform/db.ts";
import { personAccounts } from "../organisation/person-accounts.ts";
import type { RatedRunInput } from "./charge-line.ts";
import { readStandingRuns } from "./rated-runs.queries.ts";

/** Runs as they stand now, with the account and tier of the user they belong to now. */
export async function currentRuns(tx: Tx, runIds: readonly string[]): Promise<RatedRunInput[]> {
  const standing = await readStandingRuns(tx, runIds, null);
  const accounts = await personAccounts(tx, [...new Set(standing.map(({ run }) => run.user))]);
  return standing.map(({ runId, run, partitionLabel, qosLabel }) => {
    const account = accounts.get(run.user);
    invariant(account !== undefined, "a stored run's user has a billing account");
    return { runId, run, partitionLabel, qosLabel, partition: run.partition, qos: run.qos, ...account };
  });
}
