import { describe, expect, it } from "vitest";
import { periodsOf } from "./reported-period.ts";

const at = (time: string) => Date.parse(time) / 1_000;
const LATER = at("2027-01-01T00:00:00Z");
const asked = (from: string, to: string) => ({ from: at(from), to: at(to) });

describe("the hours that a report is of", () => {
  it("are those of its title, in the cluster's zone", () => {
    const title = { first: "2026-11-21T00:00:00", last: "2026-11-21T23:59:59" };
    const day = asked("2026-11-20T17:00:00Z", "2026-11-21T17:00:00Z");
    expect(periodsOf(day, title, "Asia/Bangkok", LATER).reported).toEqual(day);
    expect(() => periodsOf(day, title, "UTC", LATER)).toThrow("RECONCILE_OTHER_PERIOD");
  });

  it("are of an hour that comes twice the one that was asked for", () => {
    const title = { first: "2026-10-25T02:00:00", last: "2026-10-25T02:59:59" };
    const second = asked("2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z");
    expect(periodsOf(second, title, "Europe/Berlin", LATER).reported).toEqual(second);
  });

  it.each([
    ["UTC", "15:29:59", "16:30:00", "15:00:00", "17:00:00"],
    ["Asia/Kolkata", "15:00:00", "16:00:00", "15:30:00", "16:30:00"],
  ])("are without a title the nearest ones of the clock of %s", (zone, ...times) => {
    const [from = "", to = "", first = "", last = ""] = times.map((time) => `2026-11-21T${time}Z`);
    expect(periodsOf(asked(from, to), null, zone, LATER).reported).toEqual(asked(first, last));
  });

  it("are only those that are over", () => {
    const day = asked("2026-11-21T00:00:00Z", "2026-11-21T15:40:00Z");
    const { reported } = periodsOf(day, null, "UTC", at("2026-11-21T15:40:00Z"));
    expect(reported.to).toBe(at("2026-11-21T15:00:00Z"));
    const young = asked("2026-11-21T15:10:00Z", "2026-11-21T15:20:00Z");
    expect(periodsOf(young, null, "UTC", at("2026-11-21T15:20:00Z")).reported).toEqual({
      ...{ from: at("2026-11-21T15:00:00Z"), to: at("2026-11-21T15:00:00Z") },
    });
  });
});
