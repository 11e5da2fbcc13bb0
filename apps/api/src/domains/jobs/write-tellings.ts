import { beginOf, type Tx } from "../../platform/db.ts";
import type { EventNames } from "./event-names.ts";
import type { EventOutcome, Teller } from "./offered-event.ts";
import { eventRunRow, labelsOf, toldRunRow } from "./told-run-row.ts";
import type { Snapshot, TouchedRun } from "./touched-run.ts";
import { type HistoryRow, writeTold } from "./write-told.queries.ts";

/** What gives the runs that accounting has yet to tell of their verdict: prices are nothing that this slice knows. */
export interface RunParker {
  /** Says of new runs that they are not charged until accounting tells of them. */
  readonly park: (tx: Tx, runIds: readonly string[]) => Promise<void>;
  /** Takes that back, for runs that are taken away. */
  readonly unpark: (tx: Tx, runIds: readonly string[]) => Promise<void>;
}

/** Something that was told of a run, and what became of it. */
export interface Telling {
  readonly kind: HistoryRow["kind"];
  readonly runId: string;
  readonly digest: string;
  readonly groupId: string;
  readonly outcome: EventOutcome;
  /** Epoch seconds. */
  readonly at: number;
  readonly teller: Teller;
  readonly told: object;
  /** The run after it. */
  readonly snapshot: Snapshot | null;
}

export interface Tellings {
  readonly touched: readonly TouchedRun[];
  readonly tellings: readonly Telling[];
}

/**
 * Writes what was told of runs, and the runs as they are with it. A run of which accounting has spoken keeps accounting's
 * row. Gives back the ids of the labels that the rows refer to.
 */
export async function writeTellings(
  tx: Tx,
  { parker, names }: { parker: RunParker; names: EventNames },
  { touched, tellings }: Tellings,
): Promise<ReadonlyMap<string, number>> {
  const open = touched.filter(({ accounted }) => accounted === null);
  const labels = await names.labels(tx, new Set(open.flatMap(({ told }) => Object.values(labelsOf(told)))));
  const rowOf = (run: TouchedRun) => toldRunRow(run, labels);
  const added = open.filter(({ isNew }) => isNew);
  const recordedAt = Date.parse(beginOf(tx)) / 1000;
  await writeTold(tx, {
    added: added.map(rowOf),
    changed: open.filter(({ isNew }) => !isNew).map(rowOf),
    eventRuns: touched.map(eventRunRow),
    history: tellings.map((telling) => historyRow(telling, recordedAt)),
  });
  if (added.length > 0)
    await parker.park(
      tx,
      added.map(({ runId }) => runId),
    );
  return labels;
}

function historyRow(
  { kind, runId, digest, groupId, outcome, at, teller, told, snapshot }: Telling,
  now: number,
): HistoryRow {
  return {
    run_id: runId,
    digest,
    group_id: groupId,
    kind,
    outcome,
    recorded_at: now,
    occurred_at: at,
    actor_name: teller.actor.username,
    changed_by: teller.changedBy,
    source: teller.source,
    correlation_id: teller.correlationId,
    told,
    snapshot,
  };
}
