import { describe, expect, it } from "vitest";
import { addDecimals, groupDecimal, isZero, roundDecimal } from "./decimal.ts";
import * as format from "./format.ts";

describe("groupDecimal", () => {
  it.each([
    ["0", 2, "0.00"],
    ["1234567.5", 2, "1,234,567.50"],
    ["0.016667", 2, "0.016667"],
    ["12.500000", 2, "12.50"],
    ["9007199254740993.01", 2, "9,007,199,254,740,993.01"], // Past what a JS number can hold.
    ["-1200.10", 2, "−1,200.10"],
    ["-0.00", 2, "0.00"],
    ["1.000000", 0, "1"],
    ["n/a", 2, "n/a"],
  ])("writes %s with at least %s decimals as %s", (text, digits, expected) => {
    expect(groupDecimal(text, digits)).toBe(expected);
  });
});

describe("addDecimals", () => {
  it("adds exactly where floating point would not", () => {
    expect(addDecimals(["0.1", "0.2"])).toBe("0.3");
    expect(addDecimals(["9007199254740993.000001", "0.999999"])).toBe("9007199254740994.000000");
  });
  it("keeps signs and the empty sum", () => {
    expect(addDecimals(["-1.5", "0.25"])).toBe("-1.25");
    expect(addDecimals([])).toBe("0");
  });
  it("refuses what is no decimal", () => {
    expect(() => addDecimals(["1e3"])).toThrow(RangeError);
  });
  it("knows nothing from something", () => {
    expect([isZero("0.000000"), isZero("0.000001")]).toEqual([true, false]);
  });
});

describe("roundDecimal", () => {
  it.each([
    ["0.005", "0.01"],
    ["0.004999", "0.00"],
    ["9.995", "10.00"],
    ["-1.005", "-1.01"],
    ["79097.12", "79097.12"],
    ["3", "3.00"],
    ["9007199254740993.015", "9007199254740993.02"],
  ])("rounds %s half up to %s", (text, expected) => {
    expect(roundDecimal(text, 2)).toBe(expected);
  });
});

describe("dates", () => {
  it("shows an instant on the billing zone's calendar, not the host's", () => {
    expect(format.formatDate("en", "2026-10-31T17:00:00Z")).toBe("1 Nov 2026");
    expect(format.formatDateTime("en", "2026-10-31T16:59:00Z")).toBe("31 Oct 2026, 23:59");
  });
  it("writes Buddhist years in Thai and common ones in English", () => {
    expect(format.formatDate("th", "2026-11-21T05:00:00Z")).toBe("21 พ.ย. 2569");
    expect(format.formatMonth("th", "2026-10")).toBe("ตุลาคม 2569");
    expect(format.formatMonth("en", "2026-10")).toBe("October 2026");
    expect(format.formatYear("th", "2026-01-01")).toBe("2569");
  });
  it("names the zone of an exact time", () => {
    expect(format.formatExactTime("en", "2026-11-21T05:00:09Z")).toBe("21 Nov 2026, 12:00:09 GMT+7");
  });
  it("leaves a calendar date where it is", () => {
    expect(format.formatCalendarDate("en", "2026-11-01")).toBe("1 Nov 2026");
  });
  it("begins a day at local midnight", () => {
    expect(format.startOfDay("2026-11-01")).toBe("2026-10-31T17:00:00.000Z");
    expect(format.nextDay("2026-12-31")).toBe("2027-01-01");
    expect(format.instantsOf({ from: "2026-11-01", to: "2026-11-01" })).toEqual({
      from: "2026-10-31T17:00:00.000Z",
      to: "2026-11-01T17:00:00.000Z",
    });
    expect(format.instantsOf({ from: undefined, to: "2026-11-01" })).toEqual({ to: "2026-11-01T17:00:00.000Z" });
  });
  it.each([
    // Clocks change at 2 in the night there, so that the whole day begins by the offset before.
    ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00.000Z"],
    ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00.000Z"],
    ["America/New_York", "2026-11-01", "2026-11-01T04:00:00.000Z"],
    ["Pacific/Auckland", "2026-04-05", "2026-04-04T11:00:00.000Z"],
    // In Beirut they go from midnight to one: the day begins at one.
    ["Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00.000Z"],
  ])("begins a day in %s on which the clock changes when it begins, %s", (zone, day, instant) => {
    format.setBillingTimeZone(zone);
    expect(format.startOfDay(day)).toBe(instant);
    format.setBillingTimeZone("Asia/Bangkok");
  });
  it("tells programs of Slurm an instant in their own zone", () => {
    expect(format.slurmTime("2026-11-20T17:00:00.000Z", "Asia/Bangkok")).toBe("2026-11-21");
    expect(format.slurmTime("2026-11-20T17:00:00.000Z", "UTC")).toBe("2026-11-20T17:00:00");
  });
  it("writes an end at midnight as the last day, and any other as the moment that it is", () => {
    expect(format.formatEnd("en", "2026-12-15T17:00:00Z")).toBe("15 Dec 2026");
    expect(format.formatEnd("th", "2026-12-15T17:00:00.000Z")).toBe("15 ธ.ค. 2569");
    expect(format.formatEnd("en", "2026-12-15T17:01:00Z")).toBe("16 Dec 2026, 00:01");
  });
  it("counts months back over a year's end in the billing zone", () => {
    const newYearInBangkok = new Date("2026-12-31T18:00:00Z");
    expect(format.today(newYearInBangkok)).toBe("2027-01-01");
    expect(format.monthBack(1, newYearInBangkok)).toBe("2026-12");
    expect(format.monthBack(13, newYearInBangkok)).toBe("2025-12");
  });
});

describe("amounts and sizes", () => {
  it("puts the currency behind the amount in the reader's language", () => {
    expect(format.formatMoney("en", "6779.79", "THB")).toBe("6,779.79 THB");
    expect(format.formatMoney("th", "6779.79", "THB")).toBe("6,779.79 บาท");
    expect(format.formatMoney("th", "1", "USD")).toBe("1.00 USD");
  });
  it.each([
    ["0", "0", "0"],
    ["48144", "48,144", "+48,144"],
    ["-128", "−128", "−128"],
    ["9007199254740993", "9,007,199,254,740,993", "+9,007,199,254,740,993"],
  ])("writes the whole number %s as %s, and as %s where it is a difference", (whole, plain, signed) => {
    expect([format.formatWhole(whole), format.formatSigned(whole)]).toEqual([plain, signed]);
  });
  it.each([
    [0, "0 s"],
    [59, "59 s"],
    [903, "15 min 3 s"],
    [187_200, "2 d 4 h"],
    [86_400, "1 d"],
  ])("writes %s seconds as %s", (seconds, expected) => {
    expect(format.formatDuration("en", seconds)).toBe(expected);
  });
  it("scales sizes by 1024", () => {
    expect(format.formatBytes(3_565_158)).toBe("3.4 MiB");
    expect(format.formatMib(65_536)).toBe("64 GiB");
    expect(format.formatMib(512)).toBe("512 MiB");
  });
});
