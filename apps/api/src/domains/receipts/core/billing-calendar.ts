import { Temporal } from "temporal-polyfill";
import { PaymentDayError } from "./errors.ts";

/** The calendar day, `YYYY-MM-DD`, that `instant` falls on in `timeZone`. */
export function dayOf(instant: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** The same time of day in `timeZone`, `days` calendar days later: terms of payment do not shift with summer time. */
export function daysAfter(instant: Date, days: number, timeZone: string): Date {
  const due = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).add({ days });
  return new Date(due.epochMilliseconds);
}

/** Which days a receipt can have been paid on: from the day of its issue to today, both in its own time zone. */
export interface PaymentDays {
  readonly paidOn: string;
  readonly issuedAt: Date;
  readonly now: Date;
  readonly timeZone: string;
}

/** @throws {PaymentDayError} if the day is before the issue or after today; both count, days of the same day are right. */
export function checkPaymentDay({ paidOn, issuedAt, now, timeZone }: PaymentDays): void {
  const [issued, today] = [dayOf(issuedAt, timeZone), dayOf(now, timeZone)];
  if (paidOn > today) {
    throw new PaymentDayError("RECEIPT_PAYMENT_IN_FUTURE", { paid_on: paidOn, today }, onField(`is after ${today}`));
  }
  if (paidOn < issued) {
    throw new PaymentDayError(
      "RECEIPT_PAYMENT_BEFORE_ISSUE",
      { paid_on: paidOn, issued },
      onField(`is before ${issued}`),
    );
  }
}

function onField(issue: string): { details: [{ field: string; issue: string }] } {
  return { details: [{ field: "paid_on", issue }] };
}
