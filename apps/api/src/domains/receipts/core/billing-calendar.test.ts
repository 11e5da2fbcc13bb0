import { describe, expect, it } from "vitest";
import { checkPaymentDay, dayOf, daysAfter } from "./billing-calendar.ts";

const at = (text: string) => new Date(text);

describe("checkPaymentDay", () => {
  const days = { issuedAt: at("2026-10-31T17:00:00Z"), now: at("2026-11-05T16:59:59Z"), timeZone: "Asia/Bangkok" };

  it.each(["2026-11-01", "2026-11-05"])("takes %s: the first and the last day count", (paidOn) => {
    expect(() => checkPaymentDay({ ...days, paidOn })).not.toThrow();
  });

  it.each([
    ["2026-10-31", "RECEIPT_PAYMENT_BEFORE_ISSUE"], // still October in UTC, November in Bangkok
    ["2026-11-06", "RECEIPT_PAYMENT_IN_FUTURE"],
  ])("refuses %s as %s", (paidOn, code) => {
    expect(() => checkPaymentDay({ ...days, paidOn })).toThrow(expect.objectContaining({ code }));
  });
});

it("reads the day on the calendar of the zone", () => {
  expect(dayOf(at("2026-10-31T16:59:59Z"), "Asia/Bangkok")).toBe("2026-10-31");
  expect(dayOf(at("2026-10-31T17:00:00Z"), "Asia/Bangkok")).toBe("2026-11-01");
});

it("counts terms in calendar days, also over a change of the clock", () => {
  expect(daysAfter(at("2026-10-24T10:00:00Z"), 2, "Europe/Berlin")).toEqual(at("2026-10-26T11:00:00Z"));
});
