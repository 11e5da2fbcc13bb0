import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CodeFailures, codesLockedUntil, withCodeFailure } from "./code-failures.ts";

const START = new Date("2026-03-01T12:00:00Z").getTime();
const HOUR = 3_600_000;

describe("codesLockedUntil and withCodeFailure", () => {
  it("look at no more than ten wrong codes in the hour after the first, whenever they come", () => {
    const pauses = fc.array(fc.nat(HOUR / 5), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(pauses, (each) => {
        let count: CodeFailures = { failures: 0, failingSince: null };
        let now = START;
        const looked: number[] = [];
        for (const pause of each) {
          now += pause;
          const until = codesLockedUntil(count, new Date(now));
          if (until !== null) {
            expect(until.getTime()).toBeGreaterThan(now);
            continue;
          }
          looked.push(now);
          count = withCodeFailure(count, new Date(now));
        }
        // However an hour is laid over them, it touches two counts at most.
        for (const from of looked) {
          expect(looked.filter((time) => time >= from && time < from + HOUR).length).toBeLessThanOrEqual(20);
        }
      }),
    );
  });

  it("lock for the rest of the hour, and not a moment longer", () => {
    const full = { failures: 10, failingSince: new Date(START) };
    expect(codesLockedUntil(full, new Date(START + HOUR - 1))).toEqual(new Date(START + HOUR));
    expect(codesLockedUntil(full, new Date(START + HOUR))).toBeNull();
    expect(withCodeFailure(full, new Date(START + HOUR))).toEqual({
      failures: 1,
      failingSince: new Date(START + HOUR),
    });
    expect(codesLockedUntil({ failures: 9, failingSince: new Date(START) }, new Date(START + 1))).toBeNull();
  });
});
