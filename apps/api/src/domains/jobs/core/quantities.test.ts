import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleRun } from "../../../testing/sample-run.ts";
import { runQuantities } from "./quantities.ts";

describe("what a run held", () => {
  it("is its allocation times the seconds from start to end", () => {
    expect(runQuantities(sampleRun())).toEqual({
      heldSeconds: 3_600n,
      cpuSeconds: 14_400n,
      gpuSeconds: 7_200n,
      gpuSecondsByType: [{ type: "a100", seconds: 7_200n }],
      memoryMibSeconds: 29_491_200n,
      usedCpuMilliseconds: 14_400_000n,
      usedMemoryKibSeconds: 30_198_988_800n,
    });
  });

  it("begins at the submit time of a resized row, which repeats the start before it", () => {
    expect(runQuantities(sampleRun({ submittedAt: 5_000 }))?.heldSeconds).toBe(600n);
  });

  it("gives back suspended CPUs, not GPUs or memory, and never more than it had", () => {
    const suspended = runQuantities(sampleRun({ suspendedSeconds: 600 }));
    expect([suspended?.cpuSeconds, suspended?.gpuSeconds]).toEqual([12_000n, 7_200n]);
    expect(runQuantities(sampleRun({ suspendedSeconds: 9_999 }))?.cpuSeconds).toBe(0n);
  });

  it.each([{ startedAt: null }, { allocatedTres: "" }])("is nothing with %j, whatever it asked for", (changes) => {
    const held = runQuantities(sampleRun(changes));
    expect([held?.cpuSeconds, held?.gpuSeconds, held?.usedCpuMilliseconds]).toEqual([0n, 0n, 0n]);
  });

  it("is not known before the run has ended", () => {
    expect(runQuantities(sampleRun({ rawState: "RUNNING", endedAt: null }))).toBeNull();
    expect(runQuantities(sampleRun({ endedAt: null }))).toBeNull();
  });

  it("is what was used where Slurm says so", () => {
    const held = runQuantities(sampleRun({ usedCpuMilliseconds: 1_500, usedMemoryKibSeconds: 77 }));
    expect([held?.usedCpuMilliseconds, held?.usedMemoryKibSeconds]).toEqual([1_500n, 77n]);
  });

  it("splits GPUs by type without remainder, the untyped last", () => {
    const { gpuSecondsByType } = runQuantities(sampleRun({ gpus: 5, gpuTypes: { t4: 1, a100: 2 } })) ?? {};
    expect(gpuSecondsByType?.map(({ type, seconds }) => [type, seconds / 3_600n])).toEqual([
      ["a100", 2n],
      ["t4", 1n],
      [null, 2n],
    ]);
  });

  it("stays exact beyond 2^53", () => {
    const count = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(count, count, (allocatedCpus, endedAt) => {
        const held = runQuantities(sampleRun({ allocatedCpus, submittedAt: 0, startedAt: 0, endedAt }));
        expect(held?.cpuSeconds).toBe(BigInt(allocatedCpus) * BigInt(endedAt));
      }),
    );
  });
});
