import { expect, it } from "vitest";
import { isDue, isScheduled } from "./pull.ts";

const END = 1_790_000_000;
const DAY = 86_400;

it.each([
  [60, 1],
  [300, 5],
])("reads every %i seconds, looked after once a minute and never at the same moment of it", (everySeconds, minutes) => {
  const schedule = { everySeconds, overlapSeconds: 3_600, since: null };
  const asked = END + 0.12;
  for (let minute = 1; minute <= minutes; minute += 1)
    for (const late of [0, 0.05, 2]) expect(isDue(schedule, asked, END + 60 * minute + late)).toBe(minute === minutes);
  expect(isDue(schedule, null, END)).toBe(true);
});

it.each<[string, number | null, number, boolean]>([
  ["its service goes on", END - 900, END - 1, true],
  ["nothing of it was ever read and its service goes on", null, END - 1, true],
  ["its service has ended and its last hours were not read", END - 900, END, true],
  ["its last hours were not read for most of a day", END - 900, END + DAY - 1, true],
  ["its last hours could not be read for a day", END - 900, END + DAY, false],
  ["its service has ended and all of it was read", END, END, false],
  ["its service has ended and nothing of it was ever read", null, END, false],
])("asks the sources of a cluster that is retired only where %s", (_what, readUntil, now, expected) => {
  expect(isScheduled({ now, readUntil, serviceEnd: END })).toBe(expected);
  expect(isScheduled({ now, readUntil, serviceEnd: null })).toBe(true);
});
