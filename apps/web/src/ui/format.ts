import type { Language } from "../stores/preferences.ts";
import { groupDecimal, roundDecimal } from "./decimal.ts";

/** Bills are cut by the calendar of this zone, so every time on the screen is shown in it. */
let billingTimeZone = "Asia/Bangkok";

/** Told once, when the person signs in: the server decides in which zone the centre lives. */
export function setBillingTimeZone(zone: string): void {
  billingTimeZone = zone;
}

const LOCALES = { en: "en-GB", th: "th-TH-u-ca-buddhist-nu-latn" } as const;

const CURRENCY_WORDS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  THB: { en: "THB", th: "บาท" },
};

const UNITS = {
  en: { d: "d", h: "h", m: "min", s: "s", none: "–" },
  th: { d: "วัน", h: "ชม.", m: "นาที", s: "วินาที", none: "–" },
} as const;

const formatters = new Map<string, Intl.DateTimeFormat>();

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(LOCALES[language], options);
  formatters.set(key, known);
  return known;
}

/** Intl writes "พ.ศ." or an era before some Thai years; the year alone is how a Thai bill writes a short date. */
function withoutEra(parts: readonly Intl.DateTimeFormatPart[]): string {
  return parts
    .filter((part) => part.type !== "era")
    .map((part) => part.value)
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

function write(language: Language, at: Date, options: Intl.DateTimeFormatOptions): string {
  return withoutEra(dateFormat(language, { timeZone: billingTimeZone, ...options }).formatToParts(at));
}

const DAY = { day: "numeric", month: "short", year: "numeric" } as const;
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** The billing zone as a person names it: "GMT+7". */
export function zoneName(): string {
  const parts = dateFormat("en", { timeZone: billingTimeZone, timeZoneName: "shortOffset" }).formatToParts(new Date());
  return parts.find((part) => part.type === "timeZoneName")?.value ?? billingTimeZone;
}

/** The same with the name that the operators gave: "Asia/Bangkok (GMT+7)". */
export function wholeZoneName(): string {
  return `${billingTimeZone} (${zoneName()})`;
}

/** "21 Nov 2026" or "21 พ.ย. 2569", of an instant in the billing zone. */
export function formatDate(language: Language, instant: string): string {
  return write(language, new Date(instant), DAY);
}

/** A calendar date without a time ("2026-11-21"), which no zone may move. */
export function formatCalendarDate(language: Language, date: string): string {
  return write(language, new Date(`${date}T00:00:00Z`), { ...DAY, timeZone: "UTC" });
}

/** "21 Nov 2026, 14:05" in the billing zone; the zone is named by `zoneName` beside it. */
export function formatDateTime(language: Language, instant: string): string {
  const at = new Date(instant);
  const separator = language === "th" ? " " : ", ";
  return `${write(language, at, DAY)}${separator}${write(language, at, CLOCK)}`;
}

/** The time of day in the billing zone, with seconds: "14:05:09". */
export function formatClock(language: Language, instant: string): string {
  return write(language, new Date(instant), { ...CLOCK, second: "2-digit" });
}

/** With seconds and the zone: "21 Nov 2026, 14:05:09 GMT+7". */
export function formatExactTime(language: Language, instant: string): string {
  const at = new Date(instant);
  const separator = language === "th" ? " " : ", ";
  return `${write(language, at, DAY)}${separator}${write(language, at, { ...CLOCK, second: "2-digit" })} ${zoneName()}`;
}

/** When something ends: the first moment of a day is written as the day before it, which still counts to its end. */
export function formatEnd(language: Language, instant: string): string {
  const lastMoment = new Date(Date.parse(instant) - 1);
  return Date.parse(startOfDay(nextDay(today(lastMoment)))) === Date.parse(instant)
    ? write(language, lastMoment, DAY)
    : formatDateTime(language, instant);
}

/** A billing month: "October 2026" or "ตุลาคม 2569". */
export function formatMonth(language: Language, month: string): string {
  return write(language, new Date(`${month}-01T00:00:00Z`), { month: "long", year: "numeric", timeZone: "UTC" });
}

/** The day of the week of a calendar date, as short as it is usual: "Mon" or "จ.". */
export function formatWeekday(language: Language, date: string): string {
  return write(language, new Date(`${date}T00:00:00Z`), { weekday: "short", timeZone: "UTC" });
}

/** The year alone, Buddhist in Thai. */
export function formatYear(language: Language, date: string): string {
  return write(language, new Date(`${date}T00:00:00Z`), { year: "numeric", timeZone: "UTC" });
}

/** An amount with its currency. Two decimals at least; further ones only where they say something. */
export function formatMoney(language: Language, amount: string, currency: string): string {
  return `${formatAmount(amount)} ${currencyWord(language, currency)}`;
}

/** An exact amount as an overview shows it: rounded to the minor unit, so that columns line up. */
export function formatRounded(amount: string): string {
  return groupDecimal(roundDecimal(amount, 2), 2);
}

/** An amount to the millionth, all six digits, so that columns line up. */
export function formatExact(amount: string): string {
  return groupDecimal(amount, 6);
}

/** An amount whose currency stands beside it or in the column's head. */
export function formatAmount(amount: string): string {
  return groupDecimal(amount, 2);
}

export function currencyWord(language: Language, currency: string): string {
  return CURRENCY_WORDS[currency]?.[language] ?? currency;
}

/** Hours of CPU, GPU or memory, as a decimal string. */
export function formatQuantity(quantity: string): string {
  return groupDecimal(quantity, 6);
}

/** A whole number that may be too large for a number of JavaScript's. */
export function formatWhole(whole: string): string {
  return groupDecimal(whole, 0);
}

/** The same as a difference: with a plus where it is more. */
export function formatSigned(whole: string): string {
  return /^[1-9]/.test(whole) ? `+${formatWhole(whole)}` : formatWhole(whole);
}

/** Made once: a page of a thousand nodes writes thousands of numbers, and to make one takes longer than to use it. */
const WHOLE = new Intl.NumberFormat("en-GB");
const TENTHS = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

/** A whole number of things. */
export function formatCount(count: number): string {
  return WHOLE.format(count);
}

/** A length of time by its two largest units: "2 d 4 h", "15 min 3 s". */
export function formatDuration(language: Language, seconds: number): string {
  const units = UNITS[language];
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), units.d],
    [Math.floor((seconds % 86_400) / 3_600), units.h],
    [Math.floor((seconds % 3_600) / 60), units.m],
    [Math.floor(seconds % 60), units.s],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return `0 ${units.s}`;
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

function scaled(value: number, names: readonly string[]): string {
  let rest = value;
  let step = 0;
  while (rest >= 1024 && step < names.length - 1) {
    rest /= 1024;
    step += 1;
  }
  return `${TENTHS.format(rest)} ${names[step] ?? ""}`;
}

/** A size in bytes: "3.4 MiB". */
export function formatBytes(bytes: number): string {
  return scaled(bytes, ["B", "KiB", "MiB", "GiB", "TiB"]);
}

/** A size Slurm gives in MiB: "512 MiB", "64 GiB". */
export function formatMib(mib: number): string {
  return scaled(mib, ["MiB", "GiB", "TiB", "PiB"]);
}

/** A measured figure, to one decimal. */
export function formatMeasure(value: number): string {
  return new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 }).format(value);
}

/** A share of the whole in per cent, for progress. */
export function formatPercent(part: number, whole: number): string {
  return `${whole === 0 ? 100 : Math.floor((part / whole) * 100)}%`;
}

/** The instant a calendar day begins in the billing zone, as the contract writes instants. */
export function startOfDay(date: string): string {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const near = midnight - offsetAt(midnight);
  // The clock may change on that very day. Where it skips midnight itself, the day begins when it does.
  const start = new Date(midnight - offsetAt(near));
  return (today(start) === date ? start : new Date(near)).toISOString();
}

/** How far ahead of UTC the billing zone is at an instant, in milliseconds. */
function offsetAt(instant: number): number {
  const parts = dateFormat("en", { timeZone: billingTimeZone, timeZoneName: "longOffset" }).formatToParts(instant);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  const [, sign, hours = 0, minutes = 0] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === "-" ? -60_000 : 60_000) * (60 * Number(hours) + Number(minutes));
}

/** An instant as programs of Slurm take it on a machine of this zone: "2026-11-21", or "2026-11-20T17:00:00". */
export function slurmTime(instant: string, timeZone: string): string {
  const options = { timeZone, dateStyle: "short", timeStyle: "medium", hourCycle: "h23" } as const;
  const [day, time] = new Intl.DateTimeFormat("sv-SE", options).format(new Date(instant)).split(" ");
  return time === "00:00:00" ? `${day}` : `${day}T${time}`;
}

/** The calendar day after, for the end of a half-open interval. */
export function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

interface DayRange {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The instants of a range of calendar days, both within, as a half-open interval; a side without a day stays open. */
export function instantsOf({ from, to }: DayRange): { from?: string; to?: string } {
  return {
    ...(from !== undefined && { from: startOfDay(from) }),
    ...(to !== undefined && { to: startOfDay(nextDay(to)) }),
  };
}

/** Today's calendar date in the billing zone. */
export function today(now: Date = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: billingTimeZone }).format(now);
}

/** The billing month `back` months before the present one: 1 is the last complete month. */
export function monthBack(back: number, now: Date = new Date()): string {
  const [year = 0, month = 0] = today(now).split("-").map(Number);
  const index = year * 12 + (month - 1) - back;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}
