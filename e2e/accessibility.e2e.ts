import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { colorFaults, seriousFaults } from "./accessibility.ts";
import { addressesFor } from "./addresses.ts";
import { launchChromium } from "./chromium.ts";
import { settled, signIn, turnTo, visit } from "./visit.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

describe("the whole interface", () => {
  it("has no serious fault of accessibility, and no fault of its own, in light and in dark", async () => {
    await using eyes = await visit(browser, { colorScheme: "light", reducedMotion: "reduce" });
    const { page, faults } = eyes;
    await page.goto("/sign-in");
    await settled(page);
    const found = await faultsInBoth(page, "/sign-in");
    await signIn(page, "admin");
    for (const address of await addressesFor(page)) {
      await turnTo(page, address);
      found.push(...(await faultsInBoth(page, address)));
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

/** The page in light, and once more in dark, where nothing but its colours is another. */
async function faultsInBoth(page: Page, address: string): Promise<string[]> {
  expect(await brightness(page)).toBeGreaterThan(0.5);
  const faults = await seriousFaults(page, address);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(async () => await brightness(page)).toBeLessThan(0.5);
  faults.push(...(await colorFaults(page, `${address} in dark`)));
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(async () => await brightness(page)).toBeGreaterThan(0.5);
  return faults;
}

/** Of the page's background, from 0 to 1. */
async function brightness(page: Page): Promise<number> {
  const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor); // rgb(r, g, b)
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map(Number);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}
