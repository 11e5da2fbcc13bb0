import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeStats, type Stats } from "./metric-fold.ts";
import { packRollups, rollUp, unpackRollups } from "./rollup.ts";
import type { Sample } from "./sample.ts";

const DAY = Date.parse("2026-11-21T00:00:00Z");
const figure = (max: number) => fc.option(fc.integer({ min: 0, max }));
const samples = fc.array(
  fc.record({
    at: fc.integer({ min: DAY, max: DAY + 86_399_999 }),
    ...{ cpu: figure(10_000), memory: figure(1e10), gpu: figure(10_000) },
    ...{ source: fc.constant(1), gpus: fc.constant(null) },
  }),
  { maxLength: 60 },
);

const total = (all: readonly (Stats | null)[]) => all.reduce((sum, each) => mergeStats(sum, each), null);
const statsOf = (given: readonly Sample[], name: "cpu" | "memory" | "gpu") =>
  total(given.map(({ [name]: value }) => (value === null ? null : { count: 1, sum: value, min: value, max: value })));

describe("roll-ups", () => {
  it("come to what their samples come to, each of them in its own five minutes, and come back as they were packed", () => {
    fc.assert(
      fc.property(samples, (given) => {
        const rollups = rollUp(given);
        expect(unpackRollups(DAY, packRollups(DAY, rollups))).toEqual(rollups);
        expect(rollups.map(({ stats }) => stats[0] ?? null).reduce(mergeStats, null)).toEqual(statsOf(given, "cpu"));
        expect(total(rollups.map(({ stats }) => stats[1] ?? null))).toEqual(statsOf(given, "memory"));
        expect(total(rollups.map(({ stats }) => stats[2] ?? null))).toEqual(statsOf(given, "gpu"));
        for (const { at, samples: count } of rollups) {
          expect((at - DAY) % 300_000).toBe(0);
          expect(count).toBe(given.filter((each) => each.at >= at && each.at < at + 300_000).length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
