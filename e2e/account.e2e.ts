import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";
import { addNewcomer, type Newcomer } from "./newcomer.ts";
import { wordsOf } from "./texts.ts";
import { passwordOf, settled, signIn, tryToSignIn, visit } from "./visit.ts";

const t = wordsOf("en");

let browser: Browser;
/** Has no session but those of these journeys, whatever the others do. */
let person: Newcomer;

beforeAll(async () => {
  browser = await launchChromium();
  person = await addNewcomer("prasit.thongdee", ["auditor"]);
});

afterAll(async () => {
  await browser.close();
});

/** Signs the person in and opens their own account. */
async function openAccount(page: Page): Promise<void> {
  await tryToSignIn(page, person);
  await page.getByRole("button", { name: t("ui:account_menu") }).click();
  await page.getByRole("menuitem", { name: t("ui:own_account") }).click();
  await settled(page);
}

const sessions = (page: Page) => page.getByRole("table", { name: t("identity:sessions.title") }).locator("tbody tr");

describe("one's own account", () => {
  it("shows where one is signed in, lives on after a reload, and is ended from elsewhere", async () => {
    await using here = await visit(browser);
    await using there = await visit(browser);
    await openAccount(there.page);
    await openAccount(here.page);
    await here.page.reload(); // the cookie alone brings the session back
    await settled(here.page);
    expect(await sessions(here.page).count()).toBe(2);
    expect(
      await sessions(here.page)
        .filter({ hasText: t("identity:sessions.current") })
        .count(),
    ).toBe(1);
    await sessions(here.page).getByRole("button").click();
    await expect.poll(async () => await sessions(here.page).count()).toBe(1);
    await there.page.reload();
    await there.page.getByRole("button", { name: t("identity:submit") }).waitFor();
  });

  it("signs out everywhere at once, here as well", async () => {
    await using here = await visit(browser);
    await using there = await visit(browser);
    await openAccount(there.page);
    await openAccount(here.page);
    const everywhere = t("identity:sessions.everywhere");
    await here.page.getByRole("button", { name: everywhere }).click();
    const dialog = here.page.getByRole("dialog", { name: everywhere });
    await dialog.getByText(t("identity:sessions.everywhere_lead")).waitFor();
    await dialog.getByRole("button", { name: everywhere }).click();
    await here.page.getByRole("button", { name: t("identity:submit") }).waitFor();
    await there.page.reload();
    await there.page.getByRole("button", { name: t("identity:submit") }).waitFor();
  });
});

describe("a call that moves money, long after the sign-in,", () => {
  it("asks for the password and is repeated, with all that was chosen", async () => {
    await using office = await visit(browser);
    const { page } = office;
    await signIn(page, "finance");
    // The server's refusal is played once, since a journey cannot wait for ten minutes; all the rest is real.
    let calls = 0;
    await page.route("**/api/v1/receipts/*/void", async (route) => {
      calls += 1;
      if (calls > 1) return await route.fallback();
      const error = { code: "FRESH_LOGIN_REQUIRED", message: "", request_id: "journey-1", details: [] };
      await route.fulfill({ status: 403, contentType: "application/json", body: JSON.stringify({ error }) });
    });
    await page.goto("/receipts?status=pending");
    await settled(page);
    await page.getByRole("table").locator("tbody").getByRole("link").first().click();
    await page.getByRole("button", { name: t("receipts:receipt.void") }).click();
    const form = page.getByRole("dialog").filter({ hasText: t("receipts:void.lead") });
    await form.getByRole("textbox").fill("billed by mistake");
    await form.getByRole("button").last().click();
    const proof = page.getByRole("dialog", { name: t("ui:proof.title") });
    await proof.getByLabel(t("ui:proof.password", { username: "finance" })).fill("not the password");
    await proof.getByRole("button", { name: t("ui:proof.confirm") }).click();
    await proof.getByText(t("errors:code.INVALID_CREDENTIALS")).waitFor();
    expect(await form.getByRole("textbox").inputValue()).toBe("billed by mistake");
    await proof.getByLabel(t("ui:proof.password", { username: "finance" })).fill(passwordOf("finance"));
    await proof.getByRole("button", { name: t("ui:proof.confirm") }).click();
    await form.waitFor({ state: "hidden" });
    await settled(page);
    expect(await page.getByRole("button", { name: t("receipts:receipt.void"), exact: true }).count()).toBe(0);
    expect(calls).toBe(2);
  });
});
