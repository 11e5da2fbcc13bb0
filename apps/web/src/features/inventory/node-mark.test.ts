import { describe, expect, it } from "vitest";
import { availabilityOf, MEASURES, markOf, NODE_STATES, SIGNS } from "./node-mark.ts";

const node: Parameters<typeof markOf>[0] = {
  ...{ state: "mixed", cpus: 64, allocated_cpus: 32, load: 16, gpus: 0, allocated_gpus: 0 },
  ...{ memory_mib: 1_000, allocated_memory_mib: 0 },
};

describe("markOf", () => {
  it.each([
    ["state", {}, "mixed", "M"],
    ["cpu", {}, "share_2", "50"],
    ["cpu", { allocated_cpus: 33 }, "share_3", "52"],
    ["cpu", { allocated_cpus: null }, "untold", "?"],
    ["memory", {}, "share_0", "0"],
    ["memory", { allocated_memory_mib: 1 }, "share_1", "0"],
    ["gpu", {}, "none", "–"],
    ["gpu", { gpus: 4, allocated_gpus: 4 }, "share_4", "100"],
    ["load", {}, "share_1", "25"],
    ["load", { load: 70 }, "share_4", "109"],
    ["load", { load: 128 }, "over", "200"],
    ["load", { load: null }, "untold", "?"],
    ["load", { state: "down" }, "down", "×"],
    ["cpu", { state: "draining" }, "share_2", "50"],
  ] as const)("tells of %s of %o by %s and %s", (measure, change, tone, sign) => {
    expect(markOf({ ...node, ...change }, measure)).toEqual({ tone, sign });
  });

  it("has a sign of its own for each state, and none for a node without CPUs", () => {
    expect(new Set(Object.values(SIGNS)).size).toBe(NODE_STATES.length);
    for (const measure of MEASURES) expect(markOf({ ...node, cpus: 0 }, measure).sign).not.toContain("NaN");
  });
});

describe("availabilityOf", () => {
  it("counts each node once, one that drains as not available", () => {
    const states = Object.fromEntries(NODE_STATES.map((state) => [state, 1]));
    expect(availabilityOf(states)).toEqual({ in_use: 3, free: 2, unavailable: 6 });
    expect(availabilityOf({ a_new_state: 2, idle: 3 })).toEqual({ in_use: 0, free: 3, unavailable: 2 });
  });
});
