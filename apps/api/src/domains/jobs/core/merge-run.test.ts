import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleRun } from "../../../testing/sample-run.ts";
import { mergeRun } from "./merge-run.ts";
import type { Run } from "./run.ts";

// The keys of a literal of the type are exactly its keys.
const FIELDS = Object.keys(sampleRun()) as (keyof Run)[];
const ALL = new Set(FIELDS);
const fields = fc.subarray(FIELDS).map((some) => new Set(some));
const seconds = fc.option(fc.nat({ max: 9_999 }));
const reading = fc
  .record({
    rawState: fc.constantFrom("PENDING", "RUNNING", "COMPLETED", "CANCELLED by 7", "HIBERNATED"),
    endedAt: seconds,
    usedCpuMilliseconds: seconds,
    maxRssKib: seconds,
    usedMemoryKibSeconds: seconds,
    allocatedCpus: fc.nat({ max: 64 }),
    reason: fc.option(fc.constantFrom("Priority", "Resources")),
  })
  .map(sampleRun);

describe("a run read again", () => {
  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(reading, reading, fields, (existing, incoming, present) => {
        const once = mergeRun(existing, incoming, present);
        expect(mergeRun(once, incoming, present)).toEqual(once);
      }),
    );
  });

  it("never goes back from ended to not ended, whose steps only fill in what is not known", () => {
    const used = ["usedCpuMilliseconds", "maxRssKib", "usedMemoryKibSeconds"] as const;
    fc.assert(
      fc.property(reading, reading, (existing, incoming) => {
        const ended = { ...existing, rawState: "COMPLETED" };
        const filled = Object.fromEntries(used.map((field) => [field, ended[field] ?? incoming[field]]));
        expect(mergeRun(ended, { ...incoming, rawState: "RUNNING" }, ALL)).toEqual({ ...ended, ...filled });
      }),
    );
  });

  it("keeps the reading of a run under way that was taken later", () => {
    const later = sampleRun({ rawState: "RUNNING", endedAt: null, elapsedSeconds: 20, reason: null });
    const earlier = sampleRun({ rawState: "RUNNING", endedAt: null, elapsedSeconds: 10, reason: "Priority" });
    const waiting = { ...earlier, rawState: "PENDING", startedAt: null, elapsedSeconds: 20 };
    expect(mergeRun(later, earlier, ALL)).toEqual(later);
    expect(mergeRun(later, waiting, ALL)).toEqual(later);
    expect(mergeRun(earlier, later, ALL)).toEqual(later);
    expect(mergeRun(waiting, earlier, ALL)).toMatchObject({ startedAt: earlier.startedAt, rawState: "RUNNING" });
  });

  it("keeps the reading of a suspended run that was taken later, when only the time suspended has grown", () => {
    const later = sampleRun({ rawState: "SUSPENDED", endedAt: null, elapsedSeconds: 9, suspendedSeconds: 21 });
    const earlier = { ...later, suspendedSeconds: 20 };
    expect([mergeRun(later, earlier, ALL), mergeRun(earlier, later, ALL)]).toEqual([later, later]);
  });

  it.each([
    // Who cancelled it, and the exit code, are told by sacct and not by the JSON of older versions.
    [{ rawState: "CANCELLED by 1002" }, { rawState: "CANCELLED" }],
    [
      { rawState: "FAILED", exitCode: 3, exitSignal: 0 },
      { rawState: "FAILED", exitCode: null, exitSignal: 0 },
    ],
    [
      { rawState: "FAILED", exitCode: 0, exitSignal: 9 },
      { rawState: "FAILED", exitCode: null, exitSignal: null },
    ],
    // Up to v0.0.37 the start is not told of what was cancelled while it waited.
    [
      { rawState: "CANCELLED by 1002", startedAt: 1_795_230_323, endedAt: 1_795_230_323 },
      { rawState: "CANCELLED", startedAt: null, endedAt: 1_795_230_323 },
    ],
  ])("ends as %j whether %j is told before or after", (more, less) => {
    const [known, vague] = [sampleRun(more), sampleRun(less)];
    expect([mergeRun(known, vague, ALL), mergeRun(vague, known, ALL)]).toEqual([known, known]);
  });

  it("does not take the exit code of a run under way, or of another end, for the one that is not told", () => {
    const failed = sampleRun({ rawState: "FAILED", exitCode: null, exitSignal: 0 });
    for (const before of ["RUNNING", "NODE_FAIL"]) {
      const known = sampleRun({ rawState: before, exitCode: 0, exitSignal: 0 });
      expect(mergeRun(known, failed, ALL)).toMatchObject({ rawState: "FAILED", exitCode: null });
    }
  });

  it("keeps what the reading has no column for", () => {
    fc.assert(
      fc.property(reading, reading, fields, (existing, incoming, present) => {
        const merged = mergeRun(existing, incoming, present);
        for (const field of FIELDS) if (!present.has(field)) expect(merged[field]).toEqual(existing[field]);
      }),
    );
  });

  it("keeps what steps told when they are missing, and takes everything else", () => {
    const existing = sampleRun({ rawState: "RUNNING", maxRssKib: 5, usedCpuMilliseconds: 9, reason: "Priority" });
    const incoming = sampleRun({ usedCpuMilliseconds: 10, allocatedCpus: 8 });
    expect(mergeRun(existing, incoming, ALL)).toEqual({ ...incoming, maxRssKib: 5 });
  });
});
