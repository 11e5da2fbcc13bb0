import { type Db, type Tx, transact } from "../../platform/db.ts";
import { packRollups, rollUp } from "./core/rollup.ts";
import type { Sample } from "./core/sample.ts";
import { listSeries } from "./job-metrics.queries.ts";
import { readAllSamples } from "./read-all-samples.ts";
import { listRunsOfDay, makeRollupMonth, writeRollups } from "./rollups.queries.ts";

const RUNS_AT_ONCE = 100;
const DAY_MS = 86_400_000;
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/** Makes the roll-ups of a day (`2026-11-21`) from its samples. Done again it writes the same again. */
export async function rollUpDay(db: Db, day: string): Promise<void> {
  await transact(db, async (tx) => await makeRollupMonth(tx, day));
  for (let after: string | undefined = BEFORE_ALL; after !== undefined; ) {
    const last: string = after;
    after = await transact(db, async (tx) => {
      const runs = await listRunsOfDay(tx, day, { after: last, limit: RUNS_AT_ONCE });
      for (const runId of runs) await rollUpRun(tx, runId, day);
      return runs.at(-1);
    });
  }
}

async function rollUpRun(tx: Tx, runId: string, day: string): Promise<void> {
  const from = Date.parse(`${day}T00:00:00Z`);
  const nodeLabels = (await listSeries(tx, runId)).map(({ nodeLabel }) => nodeLabel);
  const byNode = new Map<number, Sample[]>();
  for await (const samples of readAllSamples(tx, { runId, nodeLabels, from, to: from + DAY_MS })) {
    for (const { nodeLabel, sample } of samples) {
      const known = byNode.get(nodeLabel);
      if (known === undefined) byNode.set(nodeLabel, [sample]);
      else known.push(sample);
    }
  }
  const rollups = [...byNode].map(([nodeLabel, samples]) => {
    return { runId, nodeLabel, data: packRollups(from, rollUp(samples)) };
  });
  await writeRollups(tx, day, rollups);
}
