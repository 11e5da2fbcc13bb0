import { groupBy } from "@purser/kernel/group-by";
import type { Tx } from "../../platform/db.ts";
import { matchRun } from "./core/match-run.ts";
import { runId, runKey } from "./core/run-key.ts";
import {
  type EventsOpening,
  findAccountedRuns,
  type JobPlace,
  type KnownAccountedRun,
  type KnownEventRun,
  type KnownEvents,
  type OpeningAnswers,
  openedEvents,
  openingOfEvents,
  summarizeRuns,
} from "./events.queries.ts";
import type { EventResult, OfferedEvent } from "./offered-event.ts";
import { type Snapshot, TouchedRun } from "./touched-run.ts";

/** The id of a cluster by its name. */
export type ClusterIdOf = (name: string) => number;

interface KnownRunsInput {
  readonly clusterIdOf: ClusterIdOf;
  readonly group: readonly OfferedEvent[];
  /** What was answered to the transaction's opening. */
  readonly answers: OpeningAnswers;
}

/** What became of an event, and the run after it. */
export interface Judgement extends EventResult {
  readonly snapshot: Snapshot | null;
}

/** What is known of the runs that a group of events speaks of, and what the group makes of them. */
export class KnownRuns {
  readonly #clusterIdOf: ClusterIdOf;
  readonly #byPlace: Map<string, TouchedRun[]>;
  readonly #repeated: Map<string, string>;
  readonly #isInDoubt: boolean;

  constructor(clusterIdOf: ClusterIdOf, runs: readonly TouchedRun[], { repeated, in_doubt: isInDoubt }: KnownEvents) {
    this.#clusterIdOf = clusterIdOf;
    this.#byPlace = groupBy(runs, placeKey);
    this.#repeated = new Map(repeated.map(({ digest, run_id: id }) => [digest, id]));
    this.#isInDoubt = isInDoubt;
  }

  /** Adds one event to its run. */
  judge(offered: OfferedEvent): Judgement {
    const repeated = this.#repeated.get(offered.digest);
    if (repeated !== undefined) return { status: "skipped", runId: repeated, snapshot: null };
    const run = this.#find(offered) ?? this.#begin(offered);
    this.#repeated.set(offered.digest, run.runId);
    const status = run.apply(offered.event, offered.keyId);
    return { status, runId: run.runId, snapshot: run.snapshot() };
  }

  /** The runs that the events have changed. */
  touched(): TouchedRun[] {
    return [...this.#byPlace.values()].flat().filter(({ isTouched }) => isTouched);
  }

  /** The jobs of events that no known run fits, though accounting may know one. */
  unmatched(group: readonly OfferedEvent[]): JobPlace[] {
    const places = new Map<string, JobPlace>();
    for (const offered of group) {
      if (offered.keyId !== null || this.#repeated.has(offered.digest) || this.#find(offered) !== undefined) continue;
      const place = { clusterId: this.#clusterIdOf(offered.event.cluster), jobId: offered.event.jobId };
      places.set(placeKey(place), place);
    }
    return [...places.values()];
  }

  add(runs: readonly TouchedRun[]): void {
    for (const run of runs) {
      const key = placeKey(run);
      this.#byPlace.set(key, [...(this.#byPlace.get(key) ?? []), run]);
    }
  }

  #find({ event, keyId }: OfferedEvent): TouchedRun | undefined {
    const clusterId = this.#clusterIdOf(event.cluster);
    return matchRun(this.#byPlace.get(placeKey({ clusterId, jobId: event.jobId })) ?? [], event, keyId);
  }

  #begin({ event, keyId }: OfferedEvent): TouchedRun {
    const { cluster, jobId, at, restartCount } = event;
    const clusterId = this.#clusterIdOf(cluster);
    const id = keyId ?? runId(`event:${cluster.length}:${cluster}:${jobId}:${restartCount ?? ""}:${at}`);
    const same = this.#byPlace.get(placeKey({ clusterId, jobId }))?.find((run) => run.runId === id);
    if (same !== undefined) return same;
    const run = TouchedRun.unknown({ runId: id, keyId, cluster, clusterId, jobId }, this.#isInDoubt);
    this.add([run]);
    return run;
  }
}

function placeKey({ clusterId, jobId }: JobPlace): string {
  return `${clusterId}:${jobId}`;
}

/** What the transaction of a group of events opens with: the lock of events, and what is known of the runs they speak of. */
export function openingOf(clusterIdOf: ClusterIdOf, group: readonly OfferedEvent[]): EventsOpening {
  const placesOf = (events: readonly OfferedEvent[]) => {
    const places = events.map(({ event }) => ({ clusterId: clusterIdOf(event.cluster), jobId: event.jobId }));
    return [...new Map(places.map((place) => [placeKey(place), place])).values()];
  };
  return openingOfEvents({
    places: placesOf(group),
    unnamed: placesOf(group.filter(({ keyId }) => keyId === null)),
    keyIds: [...new Set(group.flatMap(({ keyId }) => keyId ?? []))],
    digests: group.map(({ digest }) => digest),
  });
}

/** What is known of the runs that a group of events speaks of, in the transaction that opened with `openingOf`. */
export async function loadKnownRuns(tx: Tx, { clusterIdOf, group, answers }: KnownRunsInput): Promise<KnownRuns> {
  const clusters = new Map(group.map(({ event: { cluster } }) => [clusterIdOf(cluster), cluster]));
  const known = openedEvents(answers);
  const told = (row: KnownEventRun) => TouchedRun.told(row, clusters.get(row.cluster_id) ?? "");
  const accounted = (row: KnownAccountedRun) => {
    const cluster = clusters.get(row.cluster_id) ?? "";
    // Under the id that its submit time gives, also where Slurm names it otherwise.
    const identity = { cluster, sluid: null, jobId: row.job_id, submittedAt: row.submitted_at };
    return TouchedRun.accounted(row, { cluster, keyId: runId(runKey(identity)) });
  };
  const runs = [...known.event_runs.map(told), ...known.accounted_runs.map(accounted)];
  const all = new KnownRuns(clusterIdOf, runs, known);
  const unmatched = all.unmatched(group);
  if (unmatched.length === 0) return all;
  all.add((await accountedOf(tx, unmatched, known)).map(accounted));
  return all;
}

/** The runs of jobs that accounting told of: they were read with the rest, but for those that are being stored just now. */
async function accountedOf(
  tx: Tx,
  places: readonly JobPlace[],
  { in_doubt: isInDoubt, unnamed_runs: runs }: KnownEvents,
): Promise<readonly KnownAccountedRun[]> {
  if (isInDoubt) {
    await summarizeRuns(tx);
    return await findAccountedRuns(tx, places);
  }
  const keys = new Set(places.map(placeKey));
  return runs.filter((run) => keys.has(placeKey({ clusterId: run.cluster_id, jobId: run.job_id })));
}
