import { Temporal } from "temporal-polyfill";
import type { Span } from "./held-time.ts";
import { LocalTime } from "./local-time.ts";
import type { Periods } from "./reconcile.ts";
import { ReconcileError } from "./reconcile-error.ts";
import type { SreportReport } from "./sreport-reader.ts";

const HOUR = 3_600;

/**
 * The hours that a report is of: those of its title or, where it has none, those that sreport makes of the period asked
 * for, to the nearest hour; and of them only what was over by `now` (seconds since 1970), since Slurm sums an hour up
 * when it is over. Hours are those of the zone's clock.
 *
 * @throws {ReconcileError} `RECONCILE_OTHER_PERIOD` if the title is of another period than what was asked for.
 */
export function periodsOf(asked: Span, title: SreportReport["period"], timeZone: string, now: number): Periods {
  const nearest = { from: nearestHour(asked.from, timeZone), to: nearestHour(asked.to, timeZone) };
  const { from, to } = title === null ? nearest : titled(title, asked, timeZone);
  if (Math.abs(from - asked.from) >= HOUR || Math.abs(to - asked.to) >= HOUR)
    throw new ReconcileError("RECONCILE_OTHER_PERIOD", { first: title?.first ?? "", last: title?.last ?? "" });
  return { asked, reported: { from, to: Math.max(from, Math.min(to, hour(now, timeZone, "floor"))) } };
}

function titled({ first, last }: { first: string; last: string }, asked: Span, timeZone: string): Span {
  return { from: instantOf(first, asked.from, timeZone), to: instantOf(last, asked.to, timeZone) + 1 };
}

/** Of an hour that comes twice, the one nearer to what was asked for. */
function instantOf(local: string, near: number, timeZone: string): number {
  const [year, month, day, hours, minute, second] = local.split(/\D/).map(Number);
  const hourNumber = (((year ?? 0) * 100 + (month ?? 0)) * 100 + (day ?? 0)) * 100 + (hours ?? 0);
  const instants = new LocalTime(timeZone).instants(hourNumber, minute ?? 0, second ?? 0);
  return [...instants].sort((a, b) => Math.abs(a - near) - Math.abs(b - near))[0] ?? Number.NEGATIVE_INFINITY;
}

function nearestHour(time: number, timeZone: string): number {
  return hour(time, timeZone, "halfExpand");
}

function hour(time: number, timeZone: string, roundingMode: "floor" | "halfExpand"): number {
  const at = Temporal.Instant.fromEpochMilliseconds(time * 1_000).toZonedDateTimeISO(timeZone);
  return at.round({ smallestUnit: "hour", roundingMode }).epochMilliseconds / 1_000;
}
