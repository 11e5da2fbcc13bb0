import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressesFor } from "./addresses.ts";
import { launchChromium } from "./chromium.ts";
import { textsOf, wordsOf } from "./texts.ts";
import { passwordOf, signIn, turnTo, visit } from "./visit.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

describe("the whole interface", () => {
  it("is in Thai once Thai is chosen, with no English left", async () => {
    await using thai = await visit(browser);
    const { page, faults } = thai;
    await page.goto("/sign-in");
    await page.getByText("ไทย", { exact: true }).click();
    await page.getByRole("button", { name: wordsOf("th")("identity:submit") }).waitFor();
    await signIn(page, "admin", "th");
    const [english, words] = [textsOf("en"), textsOf("th")];
    // Names of things, such as GPU or sacct, are the same in both languages.
    const foreign = [...english].filter(
      ([key, text]) => words.get(key) !== text && /^[A-Z][a-z]+( [a-z]+)*\.?$/.test(text),
    );
    const left: string[] = [];
    for (const address of await addressesFor(page)) {
      await turnTo(page, address);
      const lines = new Set((await visibleTexts(page)).map((text) => text.trim()));
      for (const [key, text] of foreign) if (lines.has(text)) left.push(`${address}: ${text} (${key})`);
    }
    expect(left).toEqual([]);
    expect(faults).toEqual([]);
  }, 240_000);

  it("can be signed in to and found about on a screen of 360 pixels", async () => {
    await using phone = await visit(browser, { viewport: { width: 360, height: 740 } });
    const { page } = phone;
    const t = wordsOf("en");
    await page.goto("/sign-in");
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole("textbox", { name: t("identity:username") }).fill("admin");
    await page.getByLabel(t("identity:password"), { exact: true }).fill(passwordOf("admin"));
    await page.getByRole("button", { name: t("identity:submit") }).click();
    await page.getByRole("button", { name: t("ui:open_navigation") }).click();
    await page
      .getByRole("navigation")
      .getByRole("link", { name: t("ui:nav.receipts") })
      .click();
    await page.getByRole("heading", { level: 1, name: t("ui:nav.receipts") }).waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it("shows each part of the home page as it comes, and what failed by itself", async () => {
    await using desk = await visit(browser);
    const { page } = desk;
    const t = wordsOf("en");
    let fail = () => {};
    const failed = new Promise<void>((resolve) => {
      fail = resolve;
    });
    await page.route("**/api/v1/unbilled?*", async (route) => {
      await failed;
      await route.fulfill({
        status: 404,
        json: { error: { code: "NOT_FOUND", message: "", request_id: "", details: [] } },
      });
    });
    await signIn(page, "finance");
    const part = (title: string) => page.locator("section").filter({ has: page.getByRole("heading", { name: title }) });
    await part(t("home:receipts.title")).getByRole("link").nth(1).waitFor();
    await part(t("home:unbilled.title")).getByRole("status").waitFor();
    fail();
    await part(t("home:unbilled.title")).getByText(t("ui:missing.title")).waitFor();
    await part(t("home:next.title")).getByText(t("home:next.unknown")).waitFor();
    expect(desk.faults).toEqual([]);
  });

  it("can be signed in to by keyboard alone", async () => {
    await using keyboard = await visit(browser);
    const { page, faults } = keyboard;
    await page.goto("/sign-in");
    await page.getByRole("textbox", { name: wordsOf("en")("identity:username") }).waitFor();
    await page.keyboard.type("finance"); // the field has the focus from the beginning
    await page.keyboard.press("Tab");
    await page.keyboard.type(passwordOf("finance"));
    await page.keyboard.press("Enter");
    await page.getByRole("navigation", { name: wordsOf("en")("ui:navigation") }).waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(wordsOf("en")("ui:skip_to_content"));
    expect(faults).toEqual([]);
  });
});

/** The texts that can be seen, one for each text node. */
async function visibleTexts(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const shown = node.parentElement?.checkVisibility({ visibilityProperty: true }) ?? false;
      if (shown && node.textContent !== null) texts.push(node.textContent);
    }
    return texts;
  });
}

async function overflow(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
