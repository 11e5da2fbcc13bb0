import { expect, it } from "vitest";
import { inNodeOrder, namesInNodeOrder } from "./node-order.ts";

const TOLD = ["gpu10", "gpu9", "cpu2-11", "cpu2-3", "cpu1-20", "login"];
const COUNTED = ["cpu1-20", "cpu2-3", "cpu2-11", "gpu9", "gpu10", "login"];

it("counts nodes by their numbers, and leaves what it is given as it is", () => {
  const told = [...TOLD];
  expect(namesInNodeOrder(told)).toEqual(COUNTED);
  expect(told).toEqual(TOLD);
  const nodes = TOLD.map((name) => ({ name, cpus: 8 }));
  expect(inNodeOrder(nodes, ({ name }) => name).map(({ name }) => name)).toEqual(COUNTED);
});
