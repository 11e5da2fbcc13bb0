import { describe, expect, it } from "vitest";
import { courseOf, fold, together } from "./chart-points.ts";

const START = Date.parse("2026-11-21T10:00:00Z") / 1000;
const at = (seconds: number) => new Date((START + seconds) * 1000).toISOString();
const point = (seconds: number, value: number | null, samples = 1) => ({
  at: at(seconds),
  samples,
  stats: value === null ? null : { min: value - 1, avg: value, max: value + 1 },
});

describe("courseOf", () => {
  it("draws each point by itself, in the unit asked for", () => {
    expect(courseOf([point(0, 1024), point(30, null), point(60, 2048)], { unit: 1024 })).toEqual({
      at: [START, START + 30, START + 60],
      mean: [1, null, 2],
      least: [1023 / 1024, null, 2047 / 1024],
      most: [1025 / 1024, null, 2049 / 1024],
    });
  });

  it("breaks the line where nobody measured for a while", () => {
    const points = [0, 30, 60, 90, 600, 630].map((seconds) => point(seconds, 5));
    const { at: times, mean } = courseOf(points);
    expect(times.map((time) => time - START)).toEqual([0, 30, 60, 90, 120, 600, 630]);
    expect(mean).toEqual([5, 5, 5, 5, null, 5, 5]);
  });

  it("puts together what several nodes measured at about the same time", () => {
    const points = [point(0, 10), point(7, 30), point(60, 50), point(67, 70)];
    expect(courseOf(points, { foldSeconds: 60 })).toEqual({
      ...{ at: [START, START + 60], mean: [20, 60], least: [9, 49], most: [31, 71] },
    });
  });

  it("is empty where nothing was measured", () => {
    expect(courseOf([])).toEqual({ at: [], mean: [], least: [], most: [] });
  });
});

describe("fold", () => {
  it.each([1, 60, 450, 10_000])("changes not what all points come to, %s seconds at a time", (seconds) => {
    const all = Array.from({ length: 200 }, (_, index) => point(index * 37, (index * 7919) % 101, 1 + (index % 3)));
    const folded = fold(all, seconds);
    expect(folded.map((each) => each.at)).toEqual([...new Set(folded.map((each) => each.at))].sort());
    const [before, after] = [together(all), together(folded)];
    expect(folded.reduce((sum, { samples }) => sum + samples, 0)).toBe(
      all.reduce((sum, { samples }) => sum + samples, 0),
    );
    expect([after?.min, after?.max]).toEqual([before?.min, before?.max]);
    expect(after?.avg).toBeCloseTo(before?.avg ?? 0, 9);
  });

  it("says nothing where none of its points does", () => {
    expect(fold([point(0, null), point(1, null)], 60)).toMatchObject([{ samples: 2, stats: null }]);
  });
});
