import { invariant } from "@purser/kernel/invariant";
import type { Tx } from "../../platform/db.ts";
import { nearestTold } from "./core/match-run.ts";
import type { Run } from "./core/run.ts";
import { runId, runKey } from "./core/run-key.ts";
import { findAccountedRuns } from "./events.queries.ts";
import { type KnownRun, readRuns } from "./jobs.queries.ts";
import type { IncomingRun } from "./prepare-run.ts";
import { encodeBody } from "./run-line.ts";
import { holdEvents } from "./run-locks.queries.ts";
import { nameRuns, type UnnamedRun } from "./told-run-ids.queries.ts";
import { listFresh, prepareDoubtful, takeBack, takeDoubtful } from "./twins.queries.ts";

/** A run that stands twice: an event has begun it while accounting, which cannot be seen from there, was telling of it. */
export interface Twin {
  /** The id of accounting's row, which nobody outside the transaction has seen. */
  readonly takenId: string;
  /** The id that the event has given it, and that others know it by. */
  readonly toldId: string;
  readonly known: KnownRun;
}

/**
 * Runs that this batch has added and that events have begun meanwhile. From here on events wait until the transaction
 * ends, and then see what it has written: to be called last, from a savepoint that is tried again.
 */
export async function findTwins(tx: Tx, batchId: string): Promise<Twin[]> {
  const isPrepared = await prepareDoubtful(tx);
  await holdEvents(tx);
  const doubtful = await takeDoubtful(tx);
  if (doubtful.length === 0) return [];
  // Begun between the two: events need not wait while the others are prepared.
  if (!isPrepared) throw Object.assign(new Error("events began runs meanwhile"), { code: "40001" });
  const accounted = await findAccountedRuns(tx, doubtful);
  const fresh = await listFresh(
    tx,
    accounted.map((run) => run.run_id),
    batchId,
  );
  return pairUp(doubtful, await readRuns(tx, fresh));
}

/** Each of the records with the one of the runs in doubt that it is of. */
function pairUp(doubtful: readonly UnnamedRun[], fresh: ReadonlyMap<string, KnownRun>): Twin[] {
  const free = new Set(doubtful);
  return [...fresh].flatMap(([takenId, known]) => {
    const told = twinOf([...free], known);
    if (told === undefined) return [];
    free.delete(told);
    return [{ takenId, toldId: told.runId, known }];
  });
}

function twinOf(doubtful: readonly UnnamedRun[], { run, ids }: KnownRun): UnnamedRun | undefined {
  const same = doubtful.filter(({ clusterId, jobId }) => clusterId === ids.clusterId && jobId === run.jobId);
  const named = same.find(({ keyId }) => keyId === submitId(run));
  const nameless = same.filter(({ keyId }) => keyId === null);
  return named ?? nearestTold(nameless, run);
}

/** The id that its submit time gives a run, also where Slurm names it otherwise. */
function submitId({ cluster, jobId, submittedAt }: Run): string {
  return runId(runKey({ cluster, sluid: null, jobId, submittedAt }));
}

/** Takes the batch's rows of such runs back; gives what they said for the runs that events began. Their prices have been taken back before. */
export async function joinTwins(tx: Tx, twins: readonly Twin[], batchId: string): Promise<IncomingRun[]> {
  const takenIds = twins.map(({ takenId }) => takenId);
  await takeBack(tx, takenIds, batchId);
  await nameRuns(
    tx,
    twins.map(({ takenId, toldId }) => [takenId, toldId] as const),
  );
  return twins.map(({ toldId, known: { run, ids, contentHash } }) => {
    invariant(contentHash !== null, "accounting has told of the run");
    return { run, ids, contentHash, runId: toldId, body: encodeBody(run) };
  });
}
