import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RunUse, runEfficiency, type SampledNode } from "./efficiency.ts";

/** Two hours of 8 CPUs, 16 GiB and 2 GPUs on two nodes, of which nobody measured anything. */
function use(change: Partial<RunUse> = {}): RunUse {
  return {
    ...{ heldSeconds: 7_200, suspendedSeconds: 0, cpus: 8, memoryMib: 16_384, gpus: 2, nodeCount: 2 },
    ...{ usedCpuMilliseconds: null, maxRssKib: null, nodes: [] },
    ...change,
  };
}

/** A node whose samples are these percents of CPU, this peak of memory and these percents of GPU. */
function sampled(node: string, cpu: number[], peak: number | null = null, gpu: number[] = []): SampledNode {
  const sum = (values: number[]) => values.reduce((all, each) => all + each, 0);
  return {
    ...{ node, cpuPercentSum: sum(cpu), cpuCount: cpu.length, memoryMibMax: peak },
    ...{ gpuPercentSum: sum(gpu), gpuCount: gpu.length },
  };
}

describe("runEfficiency", () => {
  it("says nothing of what nobody measured", () => {
    expect(runEfficiency(use())).toEqual({ cpu: null, memory: null, gpu: null, sampledNodes: 0 });
  });

  it("takes the mean of all samples, the peaks of the nodes together, and what was not used in hours", () => {
    const nodes = [sampled("c1", [100, 50], 4_096, [80, 20]), sampled("c2", [30], 2_048, [20])];
    expect(runEfficiency(use({ nodes }))).toEqual({
      cpu: { source: "samples", percent: 60, givenHours: 16, unusedHours: 6.4 },
      memory: { source: "samples", percent: 37.5, givenHours: 32, unusedHours: 20, highWaterMib: 6_144 },
      gpu: { source: "samples", percent: 40, givenHours: 4, unusedHours: 2.4 },
      sampledNodes: 2,
    });
  });

  it("takes accounting's word where there are no samples; it has none of GPUs", () => {
    const { cpu, memory, gpu } = runEfficiency(
      use({ usedCpuMilliseconds: 4 * 3_600_000, maxRssKib: 4_096 * 1_024, suspendedSeconds: 3_600 }),
    );
    expect(cpu).toEqual({ source: "accounting", percent: 50, givenHours: 8, unusedHours: 4 });
    expect(memory).toMatchObject({ source: "accounting", percent: 25, unusedHours: 24, highWaterMib: 4_096 });
    expect(gpu).toBeNull();
  });

  it("prefers samples to accounting, each thing by itself", () => {
    const told = { usedCpuMilliseconds: 1, maxRssKib: 8_192 * 1_024, nodes: [sampled("c1", [75])] };
    const { cpu, memory } = runEfficiency(use(told));
    expect([cpu?.source, cpu?.percent]).toEqual(["samples", 75]);
    expect([memory?.source, memory?.percent]).toEqual(["accounting", 50]);
  });

  it("takes nodes that were not sampled to be like those that were, and samples of no node to be of all", () => {
    const one = runEfficiency(use({ nodes: [sampled("c1", [50], 4_096)] }));
    expect([one.memory?.highWaterMib, one.memory?.percent, one.sampledNodes]).toEqual([8_192, 50, 1]);
    const whole = runEfficiency(use({ nodes: [sampled("", [50], 4_096)] }));
    expect([whole.memory?.highWaterMib, whole.memory?.percent, whole.sampledNodes]).toEqual([4_096, 25, 2]);
  });

  it.each([
    ["no time", { heldSeconds: 0 }],
    ["nothing", { cpus: 0, memoryMib: 0, gpus: 0 }],
  ])("says nothing of a run that had %s", (_, change) => {
    const nodes = [sampled("c1", [50], 100, [50])];
    const { cpu, memory, gpu } = runEfficiency(use({ ...change, nodes, usedCpuMilliseconds: 5, maxRssKib: 5 }));
    expect([cpu, memory, gpu]).toEqual([null, null, null]);
  });

  it("never says that less than nothing, or more than all, was left unused", () => {
    const percents = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 5 });
    const node = fc
      .tuple(fc.constantFrom("c1", "c2", ""), percents, fc.double({ min: 0, max: 1e6, noNaN: true }), percents)
      .map(([name, cpu, peak, gpu]) => sampled(name, cpu, peak, gpu));
    const uses = fc.record({
      heldSeconds: fc.nat(1e7),
      suspendedSeconds: fc.nat(1e7),
      cpus: fc.nat(1_000),
      memoryMib: fc.nat(1e7),
      gpus: fc.nat(100),
      nodeCount: fc.integer({ min: 1, max: 50 }),
      usedCpuMilliseconds: fc.option(fc.nat(1e12)),
      maxRssKib: fc.option(fc.nat(1e12)),
      nodes: fc.array(node, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(uses, (given) => {
        const { cpu, memory, gpu } = runEfficiency(given);
        for (const each of [cpu, memory, gpu]) {
          if (each === null) continue;
          expect(each.givenHours).toBeGreaterThan(0);
          expect(each.unusedHours).toBeGreaterThanOrEqual(0);
          expect(each.unusedHours).toBeLessThanOrEqual(each.givenHours);
          expect(each.percent).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
