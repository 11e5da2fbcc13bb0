import { expect, it } from "vitest";
import { inNodeOrder } from "./node-order.ts";

it("counts nodes by their numbers, and leaves what it is given as it is", () => {
  const told = ["gpu10", "gpu9", "cpu2-11", "cpu2-3", "cpu1-20", "login"];
  expect(inNodeOrder(told)).toEqual(["cpu1-20", "cpu2-3", "cpu2-11", "gpu9", "gpu10", "login"]);
  expect(told[0]).toBe("gpu10");
});
