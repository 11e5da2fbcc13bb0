import type { Locator } from "playwright-core";

/**
 * Chooses today in a date field. It is done when the calendar is away: one that still fades is in the page beside the next,
 * and on a slow machine a click meant for the next would land in it.
 */
export async function chooseToday(field: Locator): Promise<void> {
  const today = field.page().locator("button[data-today]:visible");
  await field.click();
  await today.click();
  await today.waitFor({ state: "detached" });
}
