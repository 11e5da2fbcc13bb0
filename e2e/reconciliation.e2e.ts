import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seriousFaults } from "./accessibility.ts";
import { launchChromium } from "./chromium.ts";
import { wordsOf } from "./texts.ts";
import { faultsBeside, settled, signIn, type Visit, visit } from "./visit.ts";

const t = wordsOf("en");
let browser: Browser;
let desk: Visit;
let page: Page;
let cluster: string;

/** The steps of this journey follow each other in one window, as they do at a desk. */
beforeAll(async () => {
  browser = await launchChromium();
  // A browser far west of the centre, where the day before is today for most of the hours.
  desk = await visit(browser, { timezoneId: "America/Los_Angeles" });
  ({ page } = desk);
  await signIn(page, "auditor");
  await page
    .getByRole("navigation")
    .getByRole("link", { name: t("ui:nav.reconciliation"), exact: true })
    .click();
  cluster = await page.getByLabel(t("reconciliation:cluster")).inputValue();
  for (const label of [t("reconciliation:from"), t("reconciliation:to")]) {
    await page.getByLabel(label).click();
    await page.locator("button[data-today]:visible").last().click();
  }
});

afterAll(async () => {
  await browser.close();
});

async function compare(report: string): Promise<void> {
  await page.getByLabel(t("reconciliation:text")).fill(report);
  await page.getByRole("button", { name: t("reconciliation:submit") }).click();
}

it("says which line is none of the report", async () => {
  await page.getByLabel(t("reconciliation:unit"), { exact: true }).selectOption("minutes");
  await compare(`${cluster}|physics|nobody-known||cpu|2\nsomething else\n`);
  const refusal = page.getByRole("alert");
  await refusal.getByText(t("errors:code.RECONCILE_REPORT_UNREADABLE")).waitFor();
  expect(await refusal.textContent()).toContain("line: 2");
});

it("shows by account and user what nothing explains, and what may be behind it", async () => {
  await compare(`${cluster}|physics|nobody-known||cpu|2\n`);
  const table = page.getByRole("table", { name: t("reconciliation:rows") });
  await table.waitFor();
  await page.getByRole("switch", { name: t("reconciliation:only_unexplained") }).check({ force: true });
  const row = table.getByRole("row").filter({ hasText: "nobody-known" });
  expect(await row.count()).toBe(1);
  const text = await row.textContent();
  for (const part of ["physics", "+120", t("reconciliation:possible.reservation")]) expect(text).toContain(part);
  await row.getByText(t("reconciliation:unexplained", { amount: "+120" })).waitFor();
  await settled(page);
  expect(await seriousFaults(page, "/reconciliation")).toEqual([]);
  expect(faultsBeside(desk, 422)).toEqual([]);
});

it("works with a telephone's width", async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await settled(page);
  await expect
    .poll(async () => await page.evaluate(() => document.documentElement.scrollWidth))
    .toBeLessThanOrEqual(360);
  const left = page.getByText(t("reconciliation:unexplained", { amount: "+120" })).first();
  expect(await left.isVisible()).toBe(true);
});
