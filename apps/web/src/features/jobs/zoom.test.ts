import { expect, it } from "vitest";
import { marked, moved, zoomed } from "./zoom.ts";

const whole = { from: 1_000, to: 87_400 };

it("goes in and out around the middle, and out of the whole never", () => {
  const half = zoomed(whole, 0.5, whole);
  expect(half).toEqual({ from: 22_600, to: 65_800 });
  expect(half && zoomed(half, 2, whole)).toBeNull();
  expect(zoomed({ from: 1_000, to: 2_000 }, 2, whole)).toEqual({ from: 1_000, to: 3_000 });
});

it("goes earlier and later as far as there is something", () => {
  expect(moved({ from: 10_000, to: 12_000 }, 0.5, whole)).toEqual({ from: 11_000, to: 13_000 });
  expect(moved({ from: 1_500, to: 3_500 }, -0.5, whole)).toEqual({ from: 1_000, to: 3_000 });
  expect(moved({ from: 86_000, to: 87_000 }, 0.5, whole)).toEqual({ from: 86_400, to: 87_400 });
});

it("shows at least two minutes of what was marked", () => {
  expect(marked({ from: 5_000, to: 5_010 }, whole)).toEqual({ from: 4_945, to: 5_065 });
});

it.each([-3, -0.5, 0.1, 0.5, 2])("is always a part of the whole, %s times", (times) => {
  const stretches = [1_000, 1_300, 40_000, 87_300].flatMap((from) =>
    [0, 90, 5_000, 80_000].map((length) => ({ from, to: Math.min(whole.to, from + length) })),
  );
  const parts = stretches.flatMap((stretch) => [zoomed(stretch, Math.abs(times), whole), moved(stretch, times, whole)]);
  for (const part of parts.filter((each) => each !== null)) {
    expect(part.from).toBeGreaterThanOrEqual(whole.from);
    expect(part.to).toBeLessThanOrEqual(whole.to);
    expect(part.to).toBeGreaterThanOrEqual(part.from);
  }
});
