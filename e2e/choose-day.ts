import type { Locator } from "playwright-core";

/** Chooses today, which is the centre's, in a date field. */
export async function chooseToday(field: Locator): Promise<void> {
  await choose(field, "button[data-highlight-today]:visible");
}

/** Chooses a day as the calendar calls it, "21 Nov 2026", in a date field. */
export async function chooseDay(field: Locator, day: string): Promise<void> {
  await choose(field, `button[aria-label="${day}"]:visible`);
}

/**
 * It is done when the calendar is away: one that still fades is in the page beside the next, and on a slow machine a click
 * meant for the next would land in it.
 */
async function choose(field: Locator, selector: string): Promise<void> {
  const day = field.page().locator(selector);
  await field.click();
  await day.click();
  await day.waitFor({ state: "detached" });
}
