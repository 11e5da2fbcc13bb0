import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseAnswer } from "../../platform/db.ts";
import { JobError } from "./core/errors.ts";
import { laneOf } from "./core/event-lane.ts";
import type { EventResult, OfferedEvent } from "./offered-event.ts";

export interface EventQueueOptions {
  /** Commits a group, in its order. Groups without a lane in common are committed side by side. */
  readonly apply: (group: readonly OfferedEvent[]) => Promise<readonly EventResult[]>;
  /** How many events may wait; whoever comes beyond it is told to come again. */
  readonly mostWaiting?: number;
}

interface Waiting {
  readonly offered: OfferedEvent;
  readonly done: (result: EventResult) => void;
  readonly failed: (error: unknown) => void;
}

/** The most that is written at once: enough to share a commit among, little enough to be quick and to hold few locks. */
const GROUP = 200;
const MOST_WAITING = 20_000;
/** For so long an event waits for others where nothing is under way. */
const GATHER_MILLISECONDS = 2;
/** For so long it waits where something is, and as many others have not come by then. */
const PATIENCE_MILLISECONDS = 20;
/** Fewer are not worth a transaction before that time is over. */
const WORTH_WRITING = 8;
/** So many groups are under way at most: while one is written, another is read for, or committed. */
const GROUPS = 3;
const ATTEMPTS = 5;

/**
 * Gathers events that arrive together into one transaction, and answers each after its commit. A group begins as soon as
 * as many wait as are under way, so that half of the events are written while the others are received and answered. One event
 * that the database refuses, or that has to wait for somebody else's lock, does not take its group with it: the group is halved
 * until it is alone.
 */
export class EventQueue implements AsyncDisposable {
  readonly #apply: EventQueueOptions["apply"];
  readonly #mostWaiting: number;
  #waiting: Waiting[] = [];
  readonly #groups = new Set<Promise<void>>();
  /** The lanes of the events that are under way: others of theirs come after them. */
  readonly #busy = new Set<number>();
  #underWay = 0;
  #gathering: NodeJS.Timeout | undefined;
  #isDue = false;

  constructor({ apply, mostWaiting = MOST_WAITING }: EventQueueOptions) {
    this.#apply = apply;
    this.#mostWaiting = mostWaiting;
  }

  /**
   * Fulfilled when the event has been committed.
   *
   * @throws {JobError} `EVENTS_BUSY` where too many wait; whatever the database says otherwise. Nothing is kept then, or it
   * is not known: the same event again does no harm.
   */
  async offer(offered: OfferedEvent): Promise<EventResult> {
    if (this.#waiting.length >= this.#mostWaiting) throw new JobError("EVENTS_BUSY");
    const answer = new Promise<EventResult>((done, failed) => this.#waiting.push({ offered, done, failed }));
    this.#begin();
    return await answer;
  }

  /** Everything that was offered has been answered. */
  async [Symbol.asyncDispose](): Promise<void> {
    while (this.#waiting.length > 0 || this.#groups.size > 0) {
      this.#isDue = true;
      this.#begin();
      await Promise.race(this.#groups);
    }
    this.#gatherAnew();
  }

  /** Begins a group where enough wait for one, or have waited for long enough. */
  #begin(): void {
    if (this.#waiting.length === 0 || this.#groups.size >= GROUPS) return;
    if (this.#isDue || this.#waiting.length >= Math.max(this.#underWay, WORTH_WRITING)) this.#write(this.#take());
    if (this.#waiting.length === 0) return;
    const patience = this.#groups.size === 0 ? GATHER_MILLISECONDS : PATIENCE_MILLISECONDS;
    this.#gathering ??= setTimeout(() => this.#due(), patience);
  }

  #due(): void {
    this.#gathering = undefined;
    this.#isDue = true;
    this.#begin();
  }

  /** Takes those that have waited longest out of the queue, but for those whose lanes are busy. */
  #take(): Waiting[] {
    const group: Waiting[] = [];
    const left: Waiting[] = [];
    const looked = this.#waiting.slice(0, 2 * GROUP);
    for (const each of looked) {
      const isFree = group.length < GROUP && !this.#busy.has(laneOf(each.offered.event.jobId));
      (isFree ? group : left).push(each);
    }
    this.#waiting = [...left, ...this.#waiting.slice(looked.length)];
    return group;
  }

  #write(group: readonly Waiting[]): void {
    if (group.length === 0) return; // all that wait come after others of their lanes
    this.#isDue = false;
    this.#gatherAnew();
    const lanes = new Set(group.map(({ offered }) => laneOf(offered.event.jobId)));
    for (const lane of lanes) this.#busy.add(lane);
    this.#underWay += group.length;
    const committed = this.#commit(group).then(() => {
      this.#groups.delete(committed);
      this.#underWay -= group.length;
      for (const lane of lanes) this.#busy.delete(lane);
      if (this.#groups.size === 0) this.#gatherAnew();
      this.#begin();
    });
    this.#groups.add(committed);
  }

  /** Those who waited for it have been taken, or wait for less long. */
  #gatherAnew(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
  }

  /** Commits a group, or parts of it; every event of it is answered. Never throws. */
  async #commit(group: readonly Waiting[]): Promise<void> {
    try {
      const results = await this.#applyPatiently(group.map(({ offered }) => offered));
      for (const [index, { done }] of group.entries()) {
        const result = results[index];
        if (result !== undefined) done(result);
      }
    } catch (error) {
      if (group.length === 1 || !isOfOneEvent(error)) {
        for (const { failed } of group) failed(error);
        return;
      }
      const half = Math.ceil(group.length / 2);
      await this.#commit(group.slice(0, half));
      await this.#commit(group.slice(half));
    }
  }

  /** A group that only came in between others is tried again as it is. */
  async #applyPatiently(group: readonly OfferedEvent[]): Promise<readonly EventResult[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#apply(group);
      } catch (error) {
        if (attempt === ATTEMPTS || !isConflict(error)) throw error;
        await sleep(5 * 2 ** attempt * (0.5 + Math.random()));
      }
    }
  }
}

/** Whether it may be one event of a group that is to blame: the database refused it, or it could not even be sent as it is. */
function isOfOneEvent(error: unknown): boolean {
  return isDatabaseAnswer(error) || error instanceof RangeError;
}

/** A serialisation failure, a deadlock, or the same run added by somebody else at the same moment. */
function isConflict(error: unknown): boolean {
  return isDatabaseAnswer(error) && ["40001", "40P01", "23505"].includes(error.code);
}
