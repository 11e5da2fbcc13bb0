import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";
import { wordsOf } from "./texts.ts";
import { settled, signIn, visit } from "./visit.ts";

const t = wordsOf("en");

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

describe("an administrator", () => {
  it("signs somebody out everywhere on that person's page, and finds it in the audit log", async () => {
    await using theirs = await visit(browser);
    await using own = await visit(browser);
    const { page, faults } = own;
    await signIn(theirs.page, "akara.suksai");
    await signIn(page, "admin");
    await page.goto("/administration/people?search=akara.suksai");
    await page.getByRole("link", { name: "akara.suksai" }).click();
    await settled(page);
    const sessions = page.getByRole("table", { name: t("people:sessions.title") }).locator("tbody tr");
    await sessions.first().waitFor();
    await page.getByText(t("credentials:person.no_second_step")).waitFor();
    const remove = t("credentials:person.remove_title", { username: "akara.suksai" });
    expect(await page.getByRole("button", { name: remove }).count()).toBe(0); // there is nothing to remove

    await page.getByRole("button", { name: "Sign akara.suksai out everywhere" }).click();
    const dialog = page.getByRole("dialog", { name: "Sign akara.suksai out everywhere" });
    await dialog.getByRole("button", { name: t("people:sessions.everywhere") }).click();
    await page.getByText(t("people:sessions.empty_text")).waitFor();
    await theirs.page.reload();
    await theirs.page.getByRole("button", { name: t("identity:submit") }).waitFor();

    await page.getByRole("link", { name: t("ui:audit_link"), exact: true }).click();
    await settled(page);
    const latest = page
      .getByRole("table", { name: t("audit:title") })
      .locator("tbody tr")
      .first();
    await latest.filter({ hasText: "session.closed" }).waitFor();
    expect(faults).toEqual([]);
  });
});
