import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AttemptOutcome, admit, isForgettable, secondsUntil, settle, type ThrottleState } from "./throttle.ts";

const START = new Date("2026-03-01T12:00:00Z").getTime();
const at = (seconds: number) => new Date(START + seconds * 1000);
const NEW: ThrottleState = { failedAt: [], pendingAt: [], lockedUntil: null };

/** One attempt after the other, each decided at once. */
function attempt(state: ThrottleState, seconds: number, outcome: AttemptOutcome): ThrottleState {
  const admission = admit(state, at(seconds));
  if (admission.kind !== "admitted") throw new Error(`not admitted at ${seconds}: ${admission.kind}`);
  return settle(admission.state, at(seconds), outcome, at(seconds));
}

const failures = (...seconds: number[]) => seconds.reduce((state, each) => attempt(state, each, "failed"), NEW);

describe("the fifth failure within a minute", () => {
  it("locks the pair for five minutes, whoever comes then", () => {
    const locked = failures(0, 10, 20, 30, 59.999);
    expect(locked.lockedUntil).toEqual(at(359.999));
    expect(admit(locked, at(359.998))).toEqual({ kind: "locked", until: at(359.999) });
    expect(admit(locked, at(359.999)).kind).toBe("admitted");
  });

  it("counts back from itself, not from a fixed minute", () => {
    expect(failures(0, 50, 55, 58, 60).lockedUntil).toBeNull(); // the first is a whole minute old
    expect(failures(0, 50, 55, 58, 60, 61).lockedUntil).toEqual(at(361));
  });

  it("leaves nothing behind when the lock is over", () => {
    expect(attempt(failures(0, 1, 2, 3, 4), 400, "failed")).toEqual({ ...NEW, failedAt: [at(400)] });
  });
});

describe("being right", () => {
  it("forgives the failures before it", () => {
    const state = attempt(failures(0, 1, 2, 3), 4, "proven");
    expect(isForgettable(state)).toBe(true);
    expect([5, 6, 7, 8].reduce((next, each) => attempt(next, each, "failed"), state).lockedUntil).toBeNull();
  });

  it("forgives nothing where a further proof is still asked for", () => {
    const state = attempt(failures(0, 1, 2, 3), 4, "undecided");
    expect(attempt(state, 5, "failed").lockedUntil).toEqual(at(305));
  });
});

describe("attempts that come together", () => {
  it("wait once five are being checked, and are let in as those are decided", () => {
    let state = NEW;
    for (let each = 0; each < 5; each += 1) {
      const admission = admit(state, at(each / 1000));
      if (admission.kind !== "admitted") throw new Error("not admitted");
      state = admission.state;
    }
    expect(admit(state, at(1))).toEqual({ kind: "wait" });
    expect(admit(settle(state, at(0), "failed", at(1)), at(1))).toEqual({ kind: "wait" });
    expect(admit(settle(state, at(0), "proven", at(1)), at(1)).kind).toBe("admitted");
    // One that was never decided, since its process died, drops out after a minute.
    expect(admit(state, at(60)).kind).toBe("admitted");
  });
});

/** What the rule says, without any cleverness: all failures are kept, and looked back at. */
class Model {
  #failures: number[] = [];
  #lockedUntil = 0;

  isLocked(now: number): boolean {
    return now < this.#lockedUntil;
  }

  note(now: number, outcome: AttemptOutcome): void {
    if (outcome === "proven") this.#failures = [];
    if (outcome !== "failed") return;
    this.#failures.push(now);
    if (this.#failures.filter((each) => now - each < 60).length < 5) return;
    this.#lockedUntil = now + 300;
    this.#failures = [];
  }
}

describe("any sequence of attempts", () => {
  const step = fc.record({
    pause: fc.constantFrom(0, 0.5, 1, 5, 14, 20, 59, 60, 61, 299, 300),
    outcome: fc.constantFrom<AttemptOutcome>("failed", "failed", "failed", "failed", "proven", "undecided"),
  });

  it("is locked exactly when the rule says so", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const model = new Model();
        let [state, now] = [NEW, 0];
        for (const { pause, outcome } of steps) {
          now += pause;
          const admission = admit(state, at(now));
          expect(admission.kind).toBe(model.isLocked(now) ? "locked" : "admitted");
          if (admission.kind !== "admitted") continue;
          state = settle(admission.state, at(now), outcome, at(now));
          model.note(now, outcome);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("never has more than five in question, however they overlap, and no more than the database holds", () => {
    const event = fc.record({
      pause: fc.constantFrom(0, 0.001, 1, 30, 61, 301),
      decide: fc.boolean(),
      pick: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), (events) => {
        let [state, now]: [ThrottleState, number] = [NEW, 0];
        const begun: Date[] = [];
        for (const { pause, decide, pick } of events) {
          now += pause;
          const [own] = decide ? begun.splice(pick % Math.max(begun.length, 1), 1) : [];
          state = own === undefined ? begin(state, now, begun) : settle(state, own, "failed", at(now));
          expectStorable(state);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

function begin(state: ThrottleState, now: number, begun: Date[]): ThrottleState {
  const admission = admit(state, at(now));
  if (admission.kind !== "admitted") return state;
  begun.push(at(now));
  return admission.state;
}

/** What the checks of the table ask. */
function expectStorable({ failedAt, pendingAt, lockedUntil }: ThrottleState): void {
  expect(failedAt.length).toBeLessThanOrEqual(5);
  expect(pendingAt.length).toBeLessThanOrEqual(5);
  expect(failedAt.length + pendingAt.length <= 5 || lockedUntil !== null).toBe(true);
}

describe("secondsUntil", () => {
  it.each([
    [300, 300],
    [299.001, 300],
    [0.001, 1],
    [-5, 1],
  ])("is whole and at least one: %s seconds are %s", (left, seconds) => {
    expect(secondsUntil(at(left), at(0))).toBe(seconds);
  });
});
