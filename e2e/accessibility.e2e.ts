import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { colorFaults, seriousFaults } from "./accessibility.ts";
import { addressesFor } from "./addresses.ts";
import { launchChromium } from "./chromium.ts";
import { settled, signIn, turnTo, visit } from "./visit.ts";

const PHONE = { width: 360, height: 740 };

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

describe("the whole interface", () => {
  it("has no serious fault of accessibility, and no fault of its own, in light, in dark and on a phone", async () => {
    await using eyes = await visit(browser, { colorScheme: "light", reducedMotion: "reduce" });
    const { page, faults } = eyes;
    await page.goto("/sign-in");
    await settled(page);
    const found = await faultsOf(page, "/sign-in");
    await signIn(page, "admin");
    for (const address of await addressesFor(page)) {
      await turnTo(page, address);
      found.push(...(await faultsOf(page, address)));
    }
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
  }, 600_000);

  it("is dark from the beginning where the machine is", async () => {
    await using night = await visit(browser, { colorScheme: "dark" });
    const { page, faults } = night;
    await page.goto("/sign-in");
    await settled(page);
    expect(await brightness(page)).toBeLessThan(0.5);
    await signIn(page, "admin");
    await settled(page);
    expect(await brightness(page)).toBeLessThan(0.5);
    expect(faults).toEqual([]);
  });
});

/** The page in light, once more in dark, where nothing but its colours is another, and on a narrow screen. */
async function faultsOf(page: Page, address: string): Promise<string[]> {
  expect(await brightness(page)).toBeGreaterThan(0.5);
  const faults = await seriousFaults(page, address);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(async () => await brightness(page)).toBeLessThan(0.5);
  faults.push(...(await colorFaults(page, `${address} in dark`)));
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(async () => await brightness(page)).toBeGreaterThan(0.5);
  if (await overflowsOn(page, PHONE)) faults.push(`${address} is wider than a phone`);
  return faults;
}

/** Whether the page has to be scrolled sideways on a screen of that size, once it is laid out for it. */
async function overflowsOn(page: Page, size: { width: number; height: number }): Promise<boolean> {
  const before = page.viewportSize() ?? size;
  await page.setViewportSize(size);
  // What hangs on the width is drawn anew a moment after it is another.
  const fits = page.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth, null, {
    timeout: 2_000,
  });
  const overflows = await fits.then(
    () => false,
    () => true,
  );
  await page.setViewportSize(before);
  return overflows;
}

/** Of the page's background, from 0 to 1. */
async function brightness(page: Page): Promise<number> {
  const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor); // rgb(r, g, b)
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map(Number);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}
