import { expect, it } from "vitest";
import { ClusterTally, type CountedRun } from "./day-tally.ts";

const at = (text: string) => Date.parse(text) / 1000;
const run = (change: Partial<CountedRun> = {}): CountedRun => ({
  ...{
    submittedAt: at("2026-03-01T01:00:00Z"),
    startedAt: at("2026-03-02T01:00:00Z"),
    endedAt: at("2026-03-03T01:00:00Z"),
  },
  ...{ state: "completed" as const, allocatedCpus: 1, gpus: 0 },
  ...change,
});
const counts = (tally: ClusterTally) =>
  Object.fromEntries([...tally.days].map(({ day, partitions }) => [day, Object.fromEntries(partitions)]));

it("counts a run for the day it ended, started or was submitted, whichever it came to", () => {
  const tally = new ClusterTally("UTC");
  tally.add(run(), 7);
  tally.add(run({ endedAt: null }), 7);
  tally.add(run({ endedAt: null, startedAt: null, allocatedCpus: 0, state: "unknown" }), 7);
  expect(counts(tally)).toEqual({
    "2026-03-03": { 7: { runs: 1, unknown: 0, allocated: 1, gpus: 0 } },
    "2026-03-02": { 7: { runs: 1, unknown: 0, allocated: 1, gpus: 0 } },
    "2026-03-01": { 7: { runs: 1, unknown: 1, allocated: 0, gpus: 0 } },
  });
});

it("knows the days of its zone, to the second, whatever they are called in UTC", () => {
  const tally = new ClusterTally("Asia/Bangkok");
  for (const end of ["2026-03-02T16:59:59Z", "2026-03-02T17:00:00Z", "2026-03-03T16:59:59Z", "2026-03-03T17:00:00Z"])
    tally.add(run({ endedAt: at(end), gpus: 2 }), 1);
  expect([...tally.days].map(({ day, runsNew }) => [day, runsNew])).toEqual([
    ["2026-03-02", 1],
    ["2026-03-03", 2],
    ["2026-03-04", 1],
  ]);
});

it("takes a changed run from where it was to where it is", () => {
  const tally = new ClusterTally("UTC");
  tally.change(run({ endedAt: null, state: "unknown" }), 1, run({ gpus: 4 }), 2);
  expect(counts(tally)).toEqual({
    "2026-03-02": { 1: { runs: -1, unknown: -1, allocated: -1, gpus: 0 } },
    "2026-03-03": { 2: { runs: 1, unknown: 0, allocated: 1, gpus: 1 } },
  });
  expect([...tally.days].map(({ runsNew, runsChanged }) => [runsNew, runsChanged])).toEqual([
    [0, 0],
    [0, 1],
  ]);
});

it("keeps the first end, the last submission and the last end of all runs it met", () => {
  const tally = new ClusterTally("UTC");
  tally.meet(run({ endedAt: null, submittedAt: at("2026-03-09T00:00:00Z") }));
  tally.meet(run());
  tally.meet(run({ endedAt: at("2026-03-05T01:00:00Z") }));
  expect([tally.firstEnd, tally.lastSubmit, tally.lastEnd]).toEqual(
    ["2026-03-03T01:00:00Z", "2026-03-09T00:00:00Z", "2026-03-05T01:00:00Z"].map(at),
  );
});
