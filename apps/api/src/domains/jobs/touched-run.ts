import { hostList } from "./core/host-list.ts";
import type { JobEvent } from "./core/job-event.ts";
import type { KnownJobRun } from "./core/match-run.ts";
import {
  isTooLate,
  NOTHING_TOLD,
  outcomeOf,
  progressOf,
  type ToldOutcome,
  type ToldRun,
  withEvent,
} from "./core/told-run.ts";
import type { KnownAccountedRun, KnownEventRun, OneRun } from "./events.queries.ts";
import type { EventOutcome } from "./offered-event.ts";
import { type AccountedState, snapshotOf, type ToldIdentity, type ToldView } from "./told-run-row.ts";

export type Snapshot = ReturnType<typeof snapshotOf>;

/** What is told within a month of a run that was taken away while it ran is of that run. */
const REMOVED_SECONDS = 30 * 86_400;

interface Beginning {
  readonly told: ToldRun;
  readonly isNew: boolean;
  readonly isInDoubt?: boolean;
  readonly isRemoved: boolean;
  readonly accounted: AccountedState | null;
  readonly lastEventAt: number;
}

/** A run that events speak of, while a group of them is applied. */
export class TouchedRun implements KnownJobRun, ToldView {
  readonly runId: string;
  readonly cluster: string;
  readonly clusterId: number;
  readonly jobId: number;
  readonly isNew: boolean;
  /** Whether it is new while accounting is being stored, which may have told of it. */
  readonly isInDoubt: boolean;
  readonly #isRemoved: boolean;
  /** What accounting says of it; null: nothing yet. */
  readonly accounted: AccountedState | null;
  keyId: string | null;
  #told: ToldRun;
  #outcome: ToldOutcome | undefined;
  #nodeList: string | undefined;
  lastEventAt: number;
  isTouched = false;

  private constructor(identity: ToldIdentity, beginning: Beginning) {
    const { told, isNew, isInDoubt = false, isRemoved, accounted, lastEventAt } = beginning;
    this.runId = identity.runId;
    this.keyId = identity.keyId;
    this.cluster = identity.cluster;
    this.clusterId = identity.clusterId;
    this.jobId = identity.jobId;
    this.#told = told;
    this.isNew = isNew;
    this.isInDoubt = isInDoubt;
    this.#isRemoved = isRemoved;
    this.accounted = accounted;
    this.lastEventAt = lastEventAt;
  }

  /** A run that nobody has told of. */
  static unknown(identity: ToldIdentity, isInDoubt: boolean): TouchedRun {
    return new TouchedRun(identity, {
      ...{ told: NOTHING_TOLD, isNew: true, isInDoubt, isRemoved: false, accounted: null, lastEventAt: 0 },
    });
  }

  /** A run that events have told of. */
  static told(row: KnownEventRun, cluster: string): TouchedRun {
    const identity = { runId: row.run_id, keyId: row.key_id, cluster, clusterId: row.cluster_id, jobId: row.job_id };
    const { told, removed: isRemoved, accounted, last_event_at: lastEventAt } = row;
    return new TouchedRun(identity, { told, isNew: false, isRemoved, accounted, lastEventAt });
  }

  /** A run that accounting alone has told of. */
  static accounted(row: KnownAccountedRun, { cluster, keyId }: { cluster: string; keyId: string }): TouchedRun {
    const identity = { runId: row.run_id, keyId, cluster, clusterId: row.cluster_id, jobId: row.job_id };
    const known = { told: NOTHING_TOLD, isNew: false, isRemoved: false, accounted: row.accounted };
    return new TouchedRun(identity, { ...known, lastEventAt: row.submitted_at });
  }

  /** A run that somebody changes by hand. */
  static one(row: OneRun): TouchedRun {
    const identity = {
      runId: row.run_id,
      keyId: row.key_id,
      cluster: row.cluster,
      clusterId: row.cluster_id,
      jobId: row.job_id,
    };
    const known = { told: row.told ?? NOTHING_TOLD, isNew: false, isRemoved: false, accounted: row.accounted };
    return new TouchedRun(identity, { ...known, lastEventAt: row.last_event_at });
  }

  /** Gives it a name that stands before any that events tell. */
  rename(name: string): void {
    this.told = { ...this.told, facts: { ...this.told.facts, name: [name, 0, ""] } };
    this.isTouched = true;
  }

  get told(): ToldRun {
    return this.#told;
  }

  set told(told: ToldRun) {
    if (told.nodes !== this.#told.nodes) this.#nodeList = undefined;
    this.#told = told;
    this.#outcome = undefined;
  }

  get outcome(): ToldOutcome {
    this.#outcome ??= outcomeOf(this.#told);
    return this.#outcome;
  }

  get nodeList(): string | null {
    if (this.#told.nodes.length === 0) return null;
    this.#nodeList ??= hostList(this.#told.nodes);
    return this.#nodeList;
  }

  get restartCount(): number | null {
    return this.told.restartCount;
  }

  get startedAt(): number | null {
    return this.accounted?.started_at ?? this.outcome.startedAt;
  }

  get endedAt(): number | null {
    const endedAt = this.accounted?.ended_at ?? this.outcome.endedAt;
    return endedAt ?? (this.#isRemoved ? this.lastEventAt + REMOVED_SECONDS : null);
  }

  get isSettled(): boolean {
    return this.#isClosed || progressOf(this.told) === "settled";
  }

  /** Events change nothing of a run that was taken away, or whose end accounting has told. */
  get #isClosed(): boolean {
    return this.#isRemoved || (this.accounted !== null && this.accounted.ended_at !== null);
  }

  /** Takes an event in, unless it comes too late. */
  apply(event: JobEvent, keyId: string | null): EventOutcome {
    if (this.#isClosed || isTooLate(this.told, event)) return "frozen";
    const isFirst = this.isNew && this.told === NOTHING_TOLD;
    this.told = withEvent(this.told, event);
    this.keyId ??= keyId;
    this.lastEventAt = Math.max(this.lastEventAt, event.at);
    this.isTouched = true;
    return isFirst ? "created" : "updated";
  }

  /** The run as it is now, for its history. */
  snapshot() {
    return snapshotOf(this, this.accounted);
  }
}
