import { describe, expect, it } from "vitest";
import { baseState, isEnded, runState } from "./run-state.ts";

describe("the state of a run", () => {
  it.each([
    ["PENDING", "pending"],
    ["SUSPENDED", "pending"],
    ["REQUEUED", "pending"],
    ["COMPLETING", "running"],
    ["COMPLETED", "completed"],
    ["OUT_OF_MEMORY", "failed"],
    ["CANCELLED by 1002", "cancelled"],
    ["CANCELLED+", "cancelled"],
    ["PREEMPTED", "cancelled"],
    ["HIBERNATED", "unknown"],
    ["", "unknown"],
  ])("shows %j as %s", (raw, shown) => {
    expect(runState(raw)).toBe(shown);
  });

  it("is the bare word of what Slurm says", () => {
    expect(["CANCELLED by 0", "CANCELLED+", "TIMEOUT"].map(baseState)).toEqual(["CANCELLED", "CANCELLED", "TIMEOUT"]);
  });

  it("ends a row that was requeued or resized, since the job goes on in another", () => {
    expect(["REQUEUED", "RESIZING", "NODE_FAIL", "CANCELLED by 7"].map((raw) => isEnded(raw, null))).toEqual(
      Array(4).fill(true),
    );
    expect(["RUNNING", "SUSPENDED", "PENDING", "COMPLETING"].map((raw) => isEnded(raw, 5))).toEqual(
      Array(4).fill(false),
    );
  });

  it("ends an unknown word when it has an end", () => {
    expect([isEnded("HIBERNATED", 5), isEnded("HIBERNATED", null)]).toEqual([true, false]);
  });
});
