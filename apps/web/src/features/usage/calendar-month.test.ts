import { expect, it } from "vitest";
import { dayAfter, daysBefore, monthAfter, shadeOf } from "./calendar-month.ts";

it.each([
  ["2026-11", 1, "2026-12"],
  ["2026-12", 1, "2027-01"],
  ["2026-03", -5, "2025-10"],
  ["2026-01", -12, "2025-01"],
])("finds the month from %s by %s", (month, count, expected) => {
  expect(monthAfter(month, count)).toBe(expected);
});

it.each([
  ["2026-02-28", 1, "2026-03-01"],
  ["2026-01-01", -1, "2025-12-31"],
  ["2028-02-22", 7, "2028-02-29"],
])("finds the day from %s by %s", (day, count, expected) => {
  expect(dayAfter(day, count)).toBe(expected);
});

it("begins weeks on Monday", () => {
  // 1 June 2026 is a Monday, 1 November a Sunday.
  expect([daysBefore("2026-06"), daysBefore("2026-11"), daysBefore("2026-07")]).toEqual([0, 6, 2]);
});

it("is darker with each doubling, up to the busiest day", () => {
  expect([1, 12, 13, 24, 25, 49, 50, 100].map((runs) => shadeOf(runs, 100))).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
  expect(shadeOf(1, 1)).toBe(4);
});
