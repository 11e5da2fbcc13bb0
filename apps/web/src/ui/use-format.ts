import { usePreferences } from "../stores/preferences.ts";
import * as format from "./format.ts";

/** The formatter in the person's language: every date, number and amount on the screen goes through it. */
export function useFormat() {
  const language = usePreferences((state) => state.language);
  return {
    language,
    amount: format.formatAmount,
    bytes: format.formatBytes,
    calendarDate: (date: string) => format.formatCalendarDate(language, date),
    clock: (instant: string) => format.formatClock(language, instant),
    count: format.formatCount,
    currency: (currency: string) => format.currencyWord(language, currency),
    date: (instant: string) => format.formatDate(language, instant),
    dateTime: (instant: string) => format.formatDateTime(language, instant),
    duration: (seconds: number) => format.formatDuration(language, seconds),
    end: (instant: string) => format.formatEnd(language, instant),
    exactTime: (instant: string) => format.formatExactTime(language, instant),
    exact: format.formatExact,
    measure: format.formatMeasure,
    mib: format.formatMib,
    money: (amount: string, currency: string) => format.formatMoney(language, amount, currency),
    month: (month: string) => format.formatMonth(language, month),
    percent: format.formatPercent,
    quantity: format.formatQuantity,
    weekday: (date: string) => format.formatWeekday(language, date),
    year: (date: string) => format.formatYear(language, date),
    rounded: format.formatRounded,
    signed: format.formatSigned,
    whole: format.formatWhole,
    zone: format.zoneName(),
    wholeZone: format.wholeZoneName(),
  };
}
