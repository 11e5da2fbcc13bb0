import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { billingMonth, calendarDay, contains, dayOf, isMonth, monthOf, monthsBefore } from "./period.ts";

const zones = ["Asia/Bangkok", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "UTC"];
const month = fc
  .tuple(fc.integer({ min: 2001, max: 2098 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, "0")}`);

describe("billingMonth", () => {
  it("begins and ends at midnight in Bangkok, seven hours before UTC's", () => {
    expect(billingMonth("2026-10", "Asia/Bangkok")).toEqual({
      from: new Date("2026-09-30T17:00:00Z"),
      to: new Date("2026-10-31T17:00:00Z"),
    });
  });

  it("is an hour short in March and an hour long in October where the clocks change", () => {
    const hours = (name: string) => {
      const { from, to } = billingMonth(name, "Europe/Berlin");
      return (to.getTime() - from.getTime()) / 3_600_000;
    };
    expect(hours("2026-03")).toBe(31 * 24 - 1);
    expect(hours("2026-10")).toBe(31 * 24 + 1);
  });

  it("leaves no instant to two months or to none, in any zone", () => {
    fc.assert(
      fc.property(month, fc.constantFrom(...zones), (name, zone) => {
        const period = billingMonth(name, zone);
        expect(billingMonth(monthsBefore(name, 1), zone).to).toEqual(period.from);
        expect(monthOf(period.from, zone)).toBe(name);
        expect(monthOf(new Date(period.to.getTime() - 1), zone)).toBe(name);
        expect(monthOf(period.to, zone)).toBe(monthsBefore(name, -1));
        expect(contains(period, period.from)).toBe(true);
        expect(contains(period, period.to)).toBe(false);
      }),
    );
  });

  it("refuses what is no month", () => {
    for (const text of ["2026-13", "2026-1", "2026", "", "2026-10-01"]) {
      expect(isMonth(text)).toBe(false);
      expect(() => billingMonth(text, "UTC")).toThrow(RangeError);
    }
    expect(() => billingMonth("2026-10", "Mars/Olympus")).toThrow(RangeError);
  });
});

describe("dayOf", () => {
  it("is the next day in Bangkok from 17:00 UTC on", () => {
    expect(dayOf(new Date("2026-10-31T16:59:59Z"), "Asia/Bangkok")).toBe("2026-10-31");
    expect(dayOf(new Date("2026-10-31T17:00:00Z"), "Asia/Bangkok")).toBe("2026-11-01");
  });
});

describe("calendarDay", () => {
  it("begins at midnight there, and has as many hours as the day has", () => {
    expect(calendarDay("2026-02-28", "Asia/Bangkok")).toEqual({
      from: new Date("2026-02-27T17:00:00Z"),
      to: new Date("2026-02-28T17:00:00Z"),
    });
    const hours = (day: string, zone: string) => {
      const { from, to } = calendarDay(day, zone);
      return (to.getTime() - from.getTime()) / 3_600_000;
    };
    expect([hours("2026-03-29", "Europe/Berlin"), hours("2026-10-25", "Europe/Berlin")]).toEqual([23, 25]);
    expect(hours("2026-04-05", "Australia/Lord_Howe")).toBe(24.5);
  });

  it("holds an instant exactly where that falls on the day, in any zone", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(2e11), max: new Date(4e12), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (instant, zone) => {
          expect(contains(calendarDay(dayOf(instant, zone), zone), instant)).toBe(true);
        },
      ),
    );
  });
});
