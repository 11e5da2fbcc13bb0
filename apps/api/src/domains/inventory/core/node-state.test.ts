import { describe, expect, it } from "vitest";
import { nodeState } from "./node-state.ts";
import { isStale } from "./stale-view.ts";

describe("nodeState", () => {
  it.each([
    [["IDLE"], "idle"],
    [["IDLE", "PLANNED"], "idle"],
    [["MIXED"], "mixed"],
    [["ALLOCATED", "COMPLETING"], "allocated"],
    [["IDLE", "COMPLETING"], "completing"],
    [["MIXED", "DRAIN"], "draining"],
    [["IDLE", "DRAIN", "COMPLETING"], "draining"],
    [["IDLE", "DRAIN"], "drained"],
    [["IDLE", "FAIL"], "drained"],
    [["DOWN"], "down"],
    [["DOWN", "DRAIN"], "down"],
    [["IDLE", "NOT_RESPONDING"], "down"],
    [["IDLE", "DRAIN", "NOT_RESPONDING"], "down"],
    [["IDLE", "MAINTENANCE"], "maintenance"],
    [["MIXED", "MAINTENANCE"], "mixed"],
    [["IDLE", "POWERED_DOWN"], "powered_down"],
    [["MIXED", "POWERING_UP"], "mixed"],
    [["IDLE", "RESERVED"], "reserved"],
    [["FUTURE"], "unknown"],
    [["HIBERNATING"], "unknown"],
    [[], "unknown"],
  ])("makes of %j: %s", (words, state) => expect(nodeState(words)).toBe(state));
});

describe("isStale", () => {
  it.each([
    [null, 30, true],
    [90, 30, false],
    [91, 30, true],
    [91, 5, true],
    [80, 5, false],
    [300, 100, false],
    [301, 100, true],
    [91, 0, true],
  ])("of a picture of %s seconds with a look each %s seconds is %s", (age, every, stale) =>
    expect(isStale(age, every)).toBe(stale),
  );
});
