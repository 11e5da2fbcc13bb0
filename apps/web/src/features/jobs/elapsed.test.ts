import { expect, it } from "vitest";
import { elapsedSeconds } from "./elapsed.ts";

const NOW = Date.parse("2026-11-21T10:00:00Z");
const run = { started_at: "2026-11-21T09:58:00Z", ended_at: null, elapsed_seconds: 0 };

it.each([
  ["a run that goes on, until now", { ...run, state: "running" }, 120],
  [
    "a run that has ended, as it was told",
    { ...run, state: "completed", ended_at: run.started_at, elapsed_seconds: 7 },
    7,
  ],
  ["a run that is suspended or waits, as it was told", { ...run, state: "pending", elapsed_seconds: 30 }, 30],
  [
    "a run whose start is ahead of this clock, as it was told",
    { ...run, state: "running", started_at: "2026-11-21T10:00:09Z" },
    0,
  ],
] as const)("counts %s", (_, given, seconds) => {
  expect(elapsedSeconds(given, NOW)).toBe(seconds);
});
