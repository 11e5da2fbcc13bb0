import { expect, it } from "vitest";
import { sharedMebibytes } from "./embedded-postgres-memory.ts";

const GIBIBYTE = 2 ** 30;

it.each([
  ["a small machine", 0.5 * GIBIBYTE, undefined, 128],
  ["one of some size", 4 * GIBIBYTE, 0, 512],
  ["a large one", 64 * GIBIBYTE, undefined, 1_024],
  ["a small container on a large one", 64 * GIBIBYTE, 2 * GIBIBYTE, 256],
  ["a container without a real limit", 4 * GIBIBYTE, 2 ** 63, 512],
])("the embedded database keeps a share of the memory of %s", (_, machine, limit, mebibytes) => {
  expect(sharedMebibytes(machine, limit)).toBe(mebibytes);
});
