import { describe, expect, it } from "vitest";
import {
  dateInWords,
  dayInWords,
  decimalsNeeded,
  grouped,
  hundredths,
  periodInWords,
  plain,
  withDecimals,
  zoneInWords,
} from "./receipt-figures.ts";

const bangkok = "Asia/Bangkok";

describe("dates on a bill", () => {
  it("are of the Buddhist era in Thai", () => {
    expect(dayInWords("2026-10-31", "th")).toBe("31 ตุลาคม พ.ศ. 2569");
    expect(dayInWords("2026-10-01", "en")).toBe("1 October 2026");
  });

  it("are those of the billing time zone, not of UTC or of the host", () => {
    const lateInOctober = new Date("2026-10-31T18:00:00Z");
    expect(dateInWords(lateInOctober, bangkok, "en")).toBe("1 November 2026");
    expect(dateInWords(lateInOctober, "UTC", "en")).toBe("31 October 2026");
    expect(dateInWords(new Date("2026-12-31T17:00:00Z"), bangkok, "th")).toBe("1 มกราคม พ.ศ. 2570");
  });

  it("name the last day that is in the period, not the first that is not", () => {
    const from = new Date("2026-09-30T17:00:00Z");
    expect(periodInWords(from, new Date("2026-10-31T17:00:00Z"), bangkok, "th")).toBe("1–31 ตุลาคม พ.ศ. 2569");
    expect(periodInWords(from, new Date("2026-10-01T17:00:00Z"), bangkok, "en")).toBe("1 October 2026");
    expect(periodInWords(from, new Date("2026-11-30T17:00:00Z"), bangkok, "en")).toBe(
      "1 October 2026 – 30 November 2026",
    );
  });

  it("say how far the zone is from UTC", () => {
    expect(zoneInWords(bangkok, new Date(0))).toBe("Asia/Bangkok (UTC+07:00)");
    expect(zoneInWords("UTC", new Date(0))).toBe("UTC");
  });
});

describe("figures on a bill", () => {
  it.each([
    ["0.00", "0.00"],
    ["999.99", "999.99"],
    ["1000.00", "1,000.00"],
    ["1234567.10", "1,234,567.10"],
    ["1234567", "1,234,567"],
  ])("part the thousands of %s", (decimal, text) => {
    expect(grouped(decimal)).toBe(text);
  });

  it("show as many decimals as the column needs, at least two, and never drop a digit", () => {
    expect(decimalsNeeded(["1.000000", "2.500000"])).toBe(2);
    expect(decimalsNeeded(["1.000000", "0.000278"])).toBe(6);
    expect(decimalsNeeded([])).toBe(2);
    expect(withDecimals("1234.500000", 4)).toBe("1,234.5000");
    expect(withDecimals("5", 2)).toBe("5.00");
  });

  it("leave idle zeros out of rates", () => {
    expect([plain("7.00"), plain("1.50"), plain("10"), plain("0.500")]).toEqual(["7", "1.5", "10", "0.5"]);
  });

  it("count amounts in hundredths", () => {
    expect(hundredths("6779.79")).toBe(677979n);
    expect(hundredths("0.05")).toBe(5n);
  });
});
