import { expect, it } from "vitest";
import { exposeGauge } from "./exposition.ts";

it("writes a family with its help, its type and a line for each of its series", () => {
  const family = { name: "hpc_x", help: "What it is.", labels: ["a", "b"] };
  const series = [
    [["1", "two"], 0.25],
    [["3", ""], Number.POSITIVE_INFINITY],
  ] as const;
  expect(exposeGauge({ ...family, series })).toBe(
    '# HELP hpc_x What it is.\n# TYPE hpc_x gauge\nhpc_x{a="1",b="two"} 0.25\nhpc_x{a="3",b=""} +Inf\n',
  );
  expect(exposeGauge({ ...family, labels: [], series: [[[], Number.NaN]] })).toContain("\nhpc_x NaN\n");
  expect(exposeGauge({ ...family, series: [] })).toBe("");
});

it("lets no value of a label out of its quotes", () => {
  const evil = 'a"} 1\nhpc_evil{b="\\';
  const text = exposeGauge({ name: "hpc_x", help: "x", labels: ["user"], series: [[[evil], 1]] });
  expect(text.split("\n")).toHaveLength(4);
  expect(text).toContain('hpc_x{user="a\\"} 1\\nhpc_evil{b=\\"\\\\"} 1\n');
});
