import { randomUUID } from "node:crypto";
import { ensureCluster } from "../domains/inventory/ensure-cluster.ts";
import type { Run } from "../domains/jobs/core/run.ts";
import { ensureLabels } from "../domains/jobs/ensure-labels.ts";
import { prepareRun } from "../domains/jobs/prepare-run.ts";
import { type StoredRun, storeRuns } from "../domains/jobs/store-runs.ts";
import { ensurePersonAccounts } from "../domains/organisation/ensure-person-accounts.ts";
import { type RatedRunInput, rateRuns } from "../domains/rating/rate-runs.ts";
import { rerateRuns } from "../domains/rating/rerate-runs.ts";
import { addAccountCounts } from "../domains/usage/account-counts.queries.ts";
import { AccountTally } from "../domains/usage/core/account-tally.ts";
import { SYSTEM_ACTOR } from "../platform/context.ts";
import { type Db, type Tx, transact } from "../platform/db.ts";
import { testConfig } from "./billable-runs.ts";
import { exampleRun } from "./example-rating.ts";

/** Who acts in tests of use cases that no request asked for. */
export const TEST_CONTEXT = { config: testConfig(), actor: SYSTEM_ACTOR, requestId: null };

const PRESENT = new Set(Object.keys(exampleRun()) as (keyof Run)[]); // a run has every key

/** Stores runs and prices them, as an ingest does; returns their ids in order. Runs that are known already are changed. */
export async function storeAndRate(db: Db, runs: readonly Run[]): Promise<string[]> {
  const batchId = randomUUID();
  const at = new Date();
  return await transact(db, async (tx) => {
    const labels = await ensureLabels(tx, [
      ...new Set(runs.flatMap((run) => [run.user, run.account, run.partition, run.qos])),
    ]);
    const clusterId = await ensureCluster(tx, TEST_CONTEXT, { name: "c1", timeZone: "UTC" });
    const label = (text: string) => labels.get(text) ?? 0;
    const incoming = runs.map((run) => {
      const ids = {
        userLabel: label(run.user),
        accountLabel: label(run.account),
        partitionLabel: label(run.partition),
      };
      return { ...prepareRun(run), ids: { clusterId, ...ids, qosLabel: label(run.qos) } };
    });
    const stored = await storeRuns(tx, { runs: incoming, batchId, present: PRESENT, at });
    const accounts = new AccountTally();
    for (const { run, ids } of stored.added) accounts.add(ids, run.submittedAt);
    for (const { run, ids, before } of stored.changed)
      accounts.change(before.ids, before.run.submittedAt, ids, run.submittedAt);
    await addAccountCounts(tx, clusterId, accounts.changes());
    await rateRuns(tx, await toRate(tx, stored.added));
    await rerateRuns(tx, { runs: await toRate(tx, stored.changed), batchId, at });
    return [...stored.added, ...stored.changed].map((run) => run.runId);
  });
}

async function toRate(tx: Tx, runs: readonly StoredRun[]): Promise<RatedRunInput[]> {
  const accounts = await ensurePersonAccounts(tx, TEST_CONTEXT, [...new Set(runs.map(({ run }) => run.user))]);
  return runs.flatMap(({ runId, run, ids }) => {
    const account = accounts.get(run.user);
    if (account === undefined) throw new Error(`${run.user} has no account`);
    const { partition, qos } = run;
    return { runId, run, partition, qos, partitionLabel: ids.partitionLabel, qosLabel: ids.qosLabel, ...account };
  });
}
