import { describe, expect, it } from "vitest";
import { type FinishedEvent, type JobEvent, NO_FACTS, type StartedEvent } from "./job-event.ts";
import { canEnd, isTooLate, NOTHING_TOLD, outcomeOf, progressOf, type ToldRun, withEvent, wordOf } from "./told-run.ts";

const BASE = { cluster: "lotus", jobId: 7, submittedAt: null, restartCount: null, facts: NO_FACTS };

function started(node: string, change: Partial<StartedEvent> = {}): StartedEvent {
  const device = { gpuDevices: [], cgroupPath: null };
  return { ...BASE, kind: "started", at: 100, node, nodes: ["c1", "c2"], device, ...change };
}

function finished(node: string, change: Partial<FinishedEvent> = {}): FinishedEvent {
  return { ...BASE, kind: "finished", at: 200, node, nodes: [], finalState: null, exitCode: 0, signal: 0, ...change };
}

/** What becomes of events in this order: those that come too late are answered, and change nothing. */
function fold(events: readonly JobEvent[]): ToldRun {
  return events.reduce((told, event) => (isTooLate(told, event) ? told : withEvent(told, event)), NOTHING_TOLD);
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}

describe("the end of a run by its exit code and signal", () => {
  it.each<[string, number | null, number | null, string | null]>([
    ["COMPLETED", 0, 0, null],
    ["COMPLETED", null, null, null],
    ["FAILED", 1, 0, null],
    ["FAILED", 255, null, null],
    ["CANCELLED", 0, 9, null],
    ["CANCELLED", 143, 15, null],
    ["FAILED", 0, 11, null],
    ["FAILED", 0, 6, null],
    ["OUT_OF_MEMORY", 0, 125, null],
    ["TIMEOUT", 0, 15, "TIMEOUT"], // Slurm's word goes before what its signal would mean
    ["EXPEDITING", 0, 0, "EXPEDITING"],
  ])("is %s for %s:%s and the word %s", (word, exitCode, signal, finalState) => {
    expect(wordOf({ finalState, exitCode, signal })).toBe(word);
  });

  it.each(["PENDING", "running", "SUSPENDED", "CONFIGURING", "REQUEUE_HOLD"])("G8: is never %s", (word) => {
    expect(canEnd(word)).toBe(false);
  });

  it.each(["COMPLETED", "CANCELLED by 1002", "timeout", "REQUEUED", "COMPLETING", "HIBERNATING"])(
    "may be %s",
    (word) => {
      expect(canEnd(word)).toBe(true);
    },
  );

  it("is left to exit code and signal while Slurm says COMPLETING", () => {
    const told = fold([started("c1"), finished("", { finalState: "COMPLETING", exitCode: 3 })]);
    expect(outcomeOf(told)).toMatchObject({ state: "failed", rawState: "FAILED", exitCode: 3 });
  });
});

describe("a run of two nodes", () => {
  it("is under way until the last of them has finished", () => {
    const one = fold([started("c1"), finished("c1")]);
    expect([progressOf(one), outcomeOf(one).state, outcomeOf(one).endedAt]).toEqual(["under_way", "running", null]);
    const both = withEvent(one, finished("c2", { at: 260 }));
    expect([progressOf(both), outcomeOf(both)]).toEqual([
      "settled",
      { state: "completed", rawState: "COMPLETED", startedAt: 100, endedAt: 260, exitCode: 0, exitSignal: 0 },
    ]);
  });

  it("has failed where one of them failed and the others were ended for it", () => {
    const told = fold([started(""), finished("c1", { exitCode: 1 }), finished("c2", { signal: 15, at: 201 })]);
    expect(outcomeOf(told)).toMatchObject({ state: "failed", exitCode: 1, exitSignal: 0, endedAt: 201 });
  });

  it("takes the word of whoever speaks for all nodes, also when it comes last", () => {
    const word = finished("", { finalState: "TIMEOUT", exitCode: 0, signal: 0, at: 203 });
    const told = fold([started("c1"), finished("c1", { signal: 15 }), finished("c2", { signal: 15 }), word]);
    expect(outcomeOf(told)).toMatchObject({ state: "failed", rawState: "TIMEOUT", endedAt: 203 });
  });

  it("goes on where the end of one came before anybody said that there are two", () => {
    const lone = fold([finished("c1")]);
    expect(progressOf(lone)).toBe("ended");
    const more = withEvent(lone, started("c2"));
    expect(progressOf(more)).toBe("under_way");
    expect(progressOf(withEvent(more, finished("c2")))).toBe("settled");
  });

  it("is frozen once it has ended, but for the end on another node and a start that nobody told", () => {
    const ended = fold([started("c1"), finished("c1"), finished("c2")]);
    expect(isTooLate(ended, started("c1", { at: 101 }))).toBe(true);
    expect(isTooLate(ended, finished("c2", { exitCode: 9 }))).toBe(true);
    expect(isTooLate(ended, started("c2"))).toBe(false);
    expect(isTooLate(ended, finished("c3"))).toBe(false);
    expect(isTooLate(ended, finished(""))).toBe(false);
    expect(isTooLate(fold([started(""), finished("")]), started("c1"))).toBe(true);
  });
});

/** Numbers from 0 to 1 that a seed gives. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS = [null, "COMPLETED", "TIMEOUT", "CANCELLED by 0", "NODE_FAIL", "COMPLETING"];

/** Up to six events as a cluster sends them: the controller's start and end, and those of two nodes; some never arrive. */
function someEvents(next: () => number): JobEvent[] {
  const pick = <T>(items: readonly T[]) => items[Math.floor(next() * items.length)] as T; // there is one
  const within = (seconds: number) => Math.floor(next() * seconds);
  const end = () => ({ exitCode: pick([0, 1, 137]), signal: pick([0, 9, 11, 15]) });
  const events = [
    started("", { at: 100 }), // the controller's start is the first moment there is
    started("c1", { at: 100 + within(50) }),
    started("c2", { at: 100 + within(50) }),
    finished("c1", { at: 200 + within(50), ...end() }),
    finished("c2", { at: 200 + within(50), ...end() }),
    finished("", { at: 200 + within(50), ...end(), finalState: pick(WORDS), nodes: ["c1", "c2"] }),
  ];
  return events.filter(() => next() < 0.8);
}

function shuffled<T>(items: readonly T[], next: () => number): T[] {
  return items
    .map((item) => [next(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

describe("M1: events in any order", () => {
  it("make the same run in every order of up to six of them", () => {
    const all: JobEvent[] = [
      started("", { at: 100 }),
      started("c1", { at: 101 }),
      started("c2", { at: 103 }),
      finished("c1", { at: 200, signal: 15 }),
      finished("c2", { at: 207, exitCode: 1 }),
      finished("", { at: 208, finalState: "TIMEOUT", nodes: ["c1", "c2"] }),
    ];
    const seen = new Set<string>();
    let orders = 0;
    for (const order of permutations(all)) {
      orders += 1;
      seen.add(JSON.stringify(outcomeOf(fold(order))));
    }
    expect(orders).toBe(720);
    // A node's start that comes after everybody has ended tells nothing that the controller's had not.
    expect([...seen].map((text) => JSON.parse(text))).toEqual([
      { state: "failed", rawState: "TIMEOUT", startedAt: 100, endedAt: 208, exitCode: 0, exitSignal: 0 },
    ]);
  });

  it("make the same run in any order, with any of them missing or told again, 100,000 times", () => {
    const next = random(20_261_121);
    const outcome = (order: readonly JobEvent[]) => {
      const told = fold(order);
      // A node's start that comes after the end may have been the first moment known.
      return JSON.stringify([progressOf(told), { ...outcomeOf(told), startedAt: 0 }, told.nodes]);
    };
    const differing: unknown[] = [];
    for (let round = 0; round < 10_000; round += 1) {
      const events = someEvents(next);
      const expected = outcome(events);
      for (let turn = 0; turn < 10; turn += 1) {
        const order = shuffled([...events, ...events.filter(() => next() < 0.3)], next);
        if (outcome(order) !== expected) differing.push(order);
      }
    }
    expect(differing).toEqual([]);
  }, 60_000);

  it("change nothing when they are told again", () => {
    const next = random(7);
    for (let round = 0; round < 1_000; round += 1) {
      const events = someEvents(next);
      expect(fold([...events, ...events])).toEqual(fold(events));
    }
  });
});
