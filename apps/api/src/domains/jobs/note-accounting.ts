import { v7 as uuidv7 } from "uuid";
import type { Tx } from "../../platform/db.ts";
import type { Run } from "./core/run.ts";
import { isEnded } from "./core/run-state.ts";
import { endEventRuns, findToldRuns, insertAccounted } from "./note-accounting.queries.ts";
import { wireTime } from "./told-run-row.ts";

interface Accounted {
  readonly runId: string;
  readonly run: Run;
}

/**
 * Has the history of runs that events told of show what accounting says, and when; and a run that it says has ended is under way
 * no more. Of all other runs the versions of their records are history enough.
 */
export async function noteAccounting(
  tx: Tx,
  runs: readonly Accounted[],
  { batchId, at }: { batchId: string; at: Date },
): Promise<void> {
  if (runs.length === 0) return;
  const told = await findToldRuns(
    tx,
    runs.map(({ runId }) => runId),
  );
  const concerned = runs.filter(({ runId }) => told.has(runId));
  if (concerned.length === 0) return;
  const recordedAt = at.getTime() / 1000;
  const rows = concerned.map(({ runId, run }) => ({
    ...{ run_id: runId, digest: uuidv7(), group_id: batchId, recorded_at: recordedAt },
    ...{ occurred_at: run.endedAt ?? run.startedAt ?? run.submittedAt, snapshot: snapshotOf(runId, run) },
  }));
  await insertAccounted(tx, rows);
  const ended = concerned.filter(({ run }) => isEnded(run.rawState, run.endedAt));
  if (ended.length > 0)
    await endEventRuns(
      tx,
      ended.map(({ runId }) => runId),
    );
}

function snapshotOf(runId: string, run: Run): object {
  return {
    ...{
      run_id: runId,
      cluster: run.cluster,
      job_id: run.jobId,
      accounted: true,
      state: run.state,
      raw_state: run.rawState,
    },
    ...{
      submitted_at: wireTime(run.submittedAt),
      started_at: wireTime(run.startedAt),
      ended_at: wireTime(run.endedAt),
    },
    ...{ exit_code: run.exitCode, exit_signal: run.exitSignal, user: run.user, account: run.account },
    ...{ partition: run.partition, name: run.name, nodes: run.nodes, allocated_cpus: run.allocatedCpus },
    ...{ allocated_memory_mib: run.allocatedMemoryMib, gpus: run.gpus },
  };
}
