import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseAnswer } from "../../platform/db.ts";
import { JobError } from "./core/errors.ts";
import type { EventResult, OfferedEvent } from "./offered-event.ts";

export interface EventQueueOptions {
  /** Commits a group, in its order; calls `onWritten` as soon as there is nothing left to do but the commit. */
  readonly apply: (group: readonly OfferedEvent[], onWritten: () => void) => Promise<readonly EventResult[]>;
  /** How many events may wait; whoever comes beyond it is told to come again. */
  readonly mostWaiting?: number;
}

interface Waiting {
  readonly offered: OfferedEvent;
  readonly done: (result: EventResult) => void;
  readonly failed: (error: unknown) => void;
}

/** The most that is written at once: enough to share a commit among, little enough to be quick. */
const GROUP = 500;
const MOST_WAITING = 20_000;
/** For so long the first event of a group waits for others. */
const GATHER_MILLISECONDS = 2;
const ATTEMPTS = 5;

/**
 * Gathers events that arrive together into one transaction, and answers each after its commit. One event that the database
 * refuses, or that has to wait for somebody else's lock, does not take its group with it: the group is halved until it is alone.
 */
export class EventQueue implements AsyncDisposable {
  readonly #apply: EventQueueOptions["apply"];
  readonly #mostWaiting: number;
  #waiting: Waiting[] = [];
  #working: Promise<void> | undefined;
  readonly #underWay = new Set<Promise<void>>();

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
    this.#working ??= this.#work();
    return await answer;
  }

  /** Everything that was offered has been answered. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#working;
    await Promise.all(this.#underWay);
  }

  /** Begins the next group while the one before is being committed: it is ready as soon as the database has let that go. */
  async #work(): Promise<void> {
    await sleep(GATHER_MILLISECONDS);
    while (this.#waiting.length > 0) {
      const group = this.#waiting.slice(0, GROUP);
      this.#waiting = this.#waiting.slice(GROUP);
      await new Promise<void>((goOn) => {
        const committed = this.#commit(group, goOn).finally(() => {
          this.#underWay.delete(committed);
          goOn();
        });
        this.#underWay.add(committed);
      });
    }
    this.#working = undefined;
  }

  /** Commits a group, or parts of it; every event of it is answered. Never throws. */
  async #commit(group: readonly Waiting[], onWritten: () => void): Promise<void> {
    try {
      const results = await this.#applyPatiently(
        group.map(({ offered }) => offered),
        onWritten,
      );
      for (const [index, { done }] of group.entries()) {
        const result = results[index];
        if (result !== undefined) done(result);
      }
    } catch (error) {
      if (group.length === 1 || !isDatabaseAnswer(error)) {
        for (const { failed } of group) failed(error);
        return;
      }
      const half = Math.ceil(group.length / 2);
      await this.#commit(group.slice(0, half), onWritten);
      await this.#commit(group.slice(half), onWritten);
    }
  }

  /** A group that only came in between others is tried again as it is. */
  async #applyPatiently(group: readonly OfferedEvent[], onWritten: () => void): Promise<readonly EventResult[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#apply(group, onWritten);
      } catch (error) {
        if (attempt === ATTEMPTS || !isConflict(error)) throw error;
        await sleep(5 * 2 ** attempt * (0.5 + Math.random()));
      }
    }
  }
}

/** A serialisation failure, a deadlock, or the same run added by somebody else at the same moment. */
function isConflict(error: unknown): boolean {
  return isDatabaseAnswer(error) && ["40001", "40P01", "23505"].includes(error.code);
}
