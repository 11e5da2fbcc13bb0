import { calendarDay } from "@purser/kernel/period";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayState, daysBetween, gapsAmong, type Known, type Span, serviceEnd, spanOfText } from "./coverage.ts";

const at = (text: string) => Date.parse(text) / 1000;
const BANGKOK = "Asia/Bangkok";

const known = (change: Partial<Known> = {}): Known => ({
  ...{ timeZone: BANGKOK, firstDay: "2026-03-02", lastDay: null, spans: [], now: new Date("2026-03-10T05:00:00Z") },
  ...change,
});
/** All of 4 March in Bangkok. */
const FOURTH = { from: at("2026-03-03T17:00:00Z"), to: at("2026-03-04T17:00:00Z") };

describe("a day", () => {
  it.each<[string, string, number, readonly Span[], string]>([
    ["has runs and was read", "2026-03-04", 3, [FOURTH], "read"],
    ["is quiet: it was read, and there was nothing", "2026-03-04", 0, [FOURTH], "quiet"],
    ["is a gap: nobody has read it", "2026-03-05", 0, [FOURTH], "gap"],
    ["is a gap where all but its last second was read", "2026-03-04", 0, [{ ...FOURTH, to: FOURTH.to - 1 }], "gap"],
    ["is a gap where two readings miss each other by a second", "2026-03-04", 0, parted(1), "gap"],
    [
      "has runs that came, but was not read as a whole",
      "2026-03-04",
      1,
      [{ ...FOURTH, from: FOURTH.from + 1 }],
      "partial",
    ],
    ["is not over", "2026-03-10", 0, [], "open"],
    ["is not over, and has runs", "2026-03-10", 5, [], "open"],
    ["is to come", "2026-03-11", 0, [], "outside"],
    ["lies before the first run", "2026-03-01", 0, [], "outside"],
    ["is the first one, and was read in part", "2026-03-02", 1, [], "partial"],
    ["is yesterday, and nobody has read it", "2026-03-09", 0, [], "gap"],
  ])("%s", (_what, ...[day, runs, spans, state]) => {
    expect(dayState(known({ spans }), day, runs)).toBe(state);
  });

  it.each<[string, string, number, readonly Span[], string]>([
    ["is missed on its last day in service", "2026-03-04", 0, [], "gap"],
    ["is not missed after it", "2026-03-05", 0, [], "outside"],
    ["has runs that came all the same", "2026-03-05", 1, [], "partial"],
    ["is today", "2026-03-10", 0, [], "outside"],
  ])("of a cluster that was retired %s", (_what, ...[day, runs, spans, state]) => {
    expect(dayState(known({ spans, lastDay: "2026-03-04" }), day, runs)).toBe(state);
  });

  it("of a cluster is read to now, or to the end of its last day in service", () => {
    expect(serviceEnd(known())).toBe(at("2026-03-10T05:00:00Z"));
    expect(serviceEnd(known({ lastDay: "2026-03-04" }))).toBe(FOURTH.to);
    expect(serviceEnd(known({ lastDay: "2026-03-12" }))).toBe(at("2026-03-10T05:00:00Z"));
  });

  function parted(seconds: number): Span[] {
    const middle = FOURTH.from + 3_600;
    return [
      { from: FOURTH.from, to: middle },
      { from: middle + seconds, to: FOURTH.to },
    ];
  }

  it("is nothing at all while there are no runs", () => {
    expect(dayState(known({ firstDay: null, spans: [FOURTH] }), "2026-03-04", 0)).toBe("outside");
  });

  it("has 23 hours and 25 where the clock changes, and is read when those are", () => {
    const berlin = {
      timeZone: "Europe/Berlin",
      firstDay: "2026-01-01",
      lastDay: null,
      now: new Date("2026-12-01T00:00:00Z"),
    };
    const short = { from: at("2026-03-28T23:00:00Z"), to: at("2026-03-29T22:00:00Z") };
    const long = { from: at("2026-10-24T22:00:00Z"), to: at("2026-10-25T23:00:00Z") };
    const state = (day: string, span: Span) => dayState({ ...berlin, spans: [span] }, day, 0);
    expect([state("2026-03-29", short), state("2026-10-25", long)]).toEqual(["quiet", "quiet"]);
    expect(state("2026-10-25", { ...long, to: long.to - 3_600 })).toBe("gap");
  });
});

describe("gaps", () => {
  it("are told as stretches, days in a row as one, also over the end of a month", () => {
    const without = ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-04", "2026-03-06"];
    const found = gapsAmong(known({ firstDay: "2026-02-01", spans: [FOURTH] }), without);
    expect(found).toEqual({
      days: 4,
      stretches: [
        { from: "2026-02-27", to: "2026-03-01" },
        { from: "2026-03-06", to: "2026-03-06" },
      ],
    });
  });

  it("are exactly the days without runs that reading does not cover, whatever was read", () => {
    const day = fc.integer({ min: 0, max: 30 });
    const dayName = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
    const zone = fc.constantFrom("UTC", BANGKOK, "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns");
    fc.assert(
      fc.property(fc.array(fc.tuple(day, day)), fc.uniqueArray(day), zone, (windows, busy, timeZone) => {
        const spans = windows.map(([from, to]) => ({
          from: calendarDay(dayName(from), timeZone).from.getTime() / 1000,
          to: calendarDay(dayName(to), timeZone).from.getTime() / 1000,
        }));
        const merged = merge(spans.filter(({ from, to }) => from < to));
        const now = new Date("2026-02-10T12:00:00Z");
        const days = daysBetween("2026-01-01", "2026-02-01");
        const without = days.filter((_, index) => !busy.includes(index));
        const { stretches } = gapsAmong(
          { timeZone, firstDay: "2026-01-01", lastDay: null, spans: merged, now },
          without,
        );
        const told = stretches.flatMap(({ from, to }) => days.filter((name) => from <= name && name <= to));
        const unread = days.filter(
          (_, index) => !busy.includes(index) && !windows.some(([from, to]) => from <= index && index < to),
        );
        expect(told).toEqual(unread);
      }),
    );
  });

  /** As the database keeps them. */
  function merge(spans: readonly Span[]): Span[] {
    const merged: Span[] = [];
    for (const span of [...spans].sort((one, other) => one.from - other.from)) {
      const last = merged.at(-1);
      if (last === undefined || span.from > last.to) merged.push(span);
      else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    }
    return merged;
  }
});

describe("what a text was read of", () => {
  const READ_AT = new Date("2026-03-20T03:00:00Z");
  const spanOf = (firstEnd: string, lastSubmit: string, readAt = READ_AT) =>
    spanOfText({ firstEnd: at(firstEnd), lastSubmit: at(lastSubmit) }, BANGKOK, readAt);

  it("is whole days, from that of the first end to that of the last submission", () => {
    expect(spanOf("2026-03-02T10:00:00Z", "2026-03-04T18:00:00Z")).toEqual({
      from: at("2026-03-01T17:00:00Z"),
      to: at("2026-03-05T17:00:00Z"), // 18:00 in UTC is 5 March in Bangkok
    });
  });

  it("is no later than when it was read", () => {
    const readAt = new Date("2026-03-04T19:30:00Z");
    expect(spanOf("2026-03-02T10:00:00Z", "2026-03-04T18:00:00Z", readAt)?.to).toBe(readAt.getTime() / 1000);
    expect(spanOf("2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z")).toBeNull();
  });

  it("is the day of the end, where its runs were submitted long before", () => {
    expect(spanOf("2026-03-09T10:00:00Z", "2026-03-01T10:00:00Z")).toEqual({
      from: at("2026-03-08T17:00:00Z"),
      to: at("2026-03-09T17:00:00Z"),
    });
  });

  it("is nothing where no run of it has ended", () => {
    expect(
      spanOfText({ firstEnd: Number.POSITIVE_INFINITY, lastSubmit: at("2026-03-01T00:00:00Z") }, "UTC", READ_AT),
    ).toBeNull();
  });

  it("never claims a day that accounting was not asked for", () => {
    const hour = fc.integer({ min: 0, max: 24 * 40 });
    const run = fc.tuple(hour, hour).map(([submit, length]) => ({ submit, end: submit + length }));
    const DAY = 24;
    fc.assert(
      fc.property(
        fc.array(run),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 10 }),
        (runs, from, length) => {
          const [begin, end] = [from * DAY, (from + length) * DAY];
          // As sacct chooses: what had not ended before the window, and was submitted before its end.
          const told = runs.filter((one) => one.end >= begin && one.submit < end);
          if (told.length === 0) return;
          const start = at("2026-01-01T00:00:00Z");
          const extent = {
            firstEnd: start + Math.min(...told.map((one) => one.end)) * 3_600,
            lastSubmit: start + Math.max(...told.map((one) => one.submit)) * 3_600,
          };
          const span = spanOfText(extent, "UTC", new Date("2027-01-01T00:00:00Z"));
          if (span === null) throw new Error("runs that have ended are of some day");
          const first = Math.min(...told.map((one) => one.end));
          expect(span.from).toBeGreaterThanOrEqual(start + begin * 3_600);
          // Where every run ended after the window, the day of the first end is claimed: it has a run, so it is no gap either way.
          const isInside = first < end;
          if (isInside) expect(span.to).toBeLessThanOrEqual(start + end * 3_600);
          else expect(span.to - span.from).toBe(86_400);
        },
      ),
    );
  });
});
