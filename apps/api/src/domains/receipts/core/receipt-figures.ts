import type { DocumentLanguage } from "./receipt-document.ts";

const MONTHS = {
  en: "January February March April May June July August September October November December".split(" "),
  th: "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split(" "),
} as const;
const BUDDHIST_ERA_BEGINS = 543;

/** A calendar day, `YYYY-MM-DD`, in words; in Thai with the year of the Buddhist era: `31 ตุลาคม พ.ศ. 2569`. */
export function dayInWords(day: string, lang: DocumentLanguage): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const name = MONTHS[lang][Number(month) - 1] ?? month;
  if (lang === "en") return `${Number(date)} ${name} ${year}`;
  return `${Number(date)} ${name} พ.ศ. ${Number(year) + BUDDHIST_ERA_BEGINS}`;
}

/** The calendar day an instant falls on in `timeZone`, in words. */
export function dateInWords(instant: Date, timeZone: string, lang: DocumentLanguage): string {
  return dayInWords(calendarDay(instant, timeZone), lang);
}

/** The first and the last day of the half-open period, whose end is the first instant not in it: `1–31 October 2026`. */
export function periodInWords(from: Date, to: Date, timeZone: string, lang: DocumentLanguage): string {
  const first = calendarDay(from, timeZone);
  const last = calendarDay(new Date(to.getTime() - 1), timeZone);
  if (first === last) return dayInWords(first, lang);
  if (first.slice(0, 7) === last.slice(0, 7)) return `${Number(first.slice(8))}–${dayInWords(last, lang)}`;
  return `${dayInWords(first, lang)} – ${dayInWords(last, lang)}`;
}

/** A zone with its distance from UTC at that instant: `Asia/Bangkok (UTC+07:00)`. */
export function zoneInWords(timeZone: string, at: Date): string {
  const offset = formatOf(timeZone)
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName");
  const distance = (offset?.value ?? "GMT").replace("GMT", "UTC");
  return timeZone === "UTC" ? "UTC" : `${timeZone} (${distance === "UTC" ? "UTC+00:00" : distance})`;
}

const thousands = new Intl.NumberFormat("en-US");

/** A decimal string with thousands parted by commas; the digits after the point as they are. */
export function grouped(decimal: string): string {
  const [whole = "", fraction] = decimal.split(".");
  const parted = thousands.format(whole as `${number}`); // the digits of a decimal string are a number
  return fraction === undefined ? parted : `${parted}.${fraction}`;
}

/** How many decimals a column needs so that no figure in it loses one: at least two, trailing zeros not counted. */
export function decimalsNeeded(decimals: readonly string[]): number {
  return decimals.reduce((most, decimal) => Math.max(most, fractionOf(decimal).length), 2);
}

/** A decimal string at exactly `places` decimals, of which it needs no more: zeros are added or dropped, never digits. */
export function withDecimals(decimal: string, places: number): string {
  const [whole = ""] = decimal.split(".");
  return grouped(`${whole}.${fractionOf(decimal).padEnd(places, "0")}`);
}

/** A multiplier or a rate without idle zeros: `"7.00"` is `7`, `"1.50"` is `1.5`. */
export function plain(decimal: string): string {
  const [whole = ""] = decimal.split(".");
  const fraction = fractionOf(decimal);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** An amount of two decimals as a whole number of hundredths. */
export function hundredths(amount: string): bigint {
  const [whole = "", fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(2, "0").slice(0, 2));
}

function fractionOf(decimal: string): string {
  return (decimal.split(".")[1] ?? "").replace(/(?<!0)0+$/, "");
}

function calendarDay(instant: Date, timeZone: string): string {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}

/** Making one costs more than laying a page out, and there are only as many as there are time zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    timeZoneName: "longOffset",
  });
  formats.set(timeZone, format);
  return format;
}
