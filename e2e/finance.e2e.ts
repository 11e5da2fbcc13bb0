import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountingFile, lastMonth } from "./accounting-file.ts";
import { launchChromium } from "./chromium.ts";
import { wordsOf } from "./texts.ts";
import { column, settled, signIn, type Visit, visit } from "./visit.ts";

const t = wordsOf("en");

let browser: Browser;
let desk: Visit;
let page: Page;

/** The steps of this journey follow each other in one window, as they do at a desk. */
beforeAll(async () => {
  browser = await launchChromium();
  desk = await visit(browser);
  ({ page } = desk);
  await signIn(page, "finance");
});

afterAll(async () => {
  await browser.close();
});

const button = (name: string) => page.getByRole("button", { name, exact: true });
const follow = async (label: string) =>
  await page
    .getByRole("navigation")
    .getByRole("link", { name: t(label), exact: true })
    .click();

describe("finance", () => {
  it("uploads the recorded file and sees what came of it", async () => {
    await follow("ui:nav.ingest");
    await page.getByLabel(t("usage:ingest.file"), { exact: true }).setInputFiles(accountingFile());
    await page.getByRole("combobox", { name: t("usage:ingest.time_zone") }).fill("UTC");
    await button(t("usage:ingest.submit")).click();
    await page.getByText(t("usage:ingest.done", { name: "sacct-recorded.psv" })).waitFor();
    const figure = async (key: string) =>
      await page
        .locator("dt", { hasText: t(`usage:summary.${key}`) })
        .locator("xpath=following-sibling::dd[1]")
        .textContent();
    expect(await figure("runs_new")).toBe("168");
    expect(await figure("steps_merged")).toBe("335");
    expect(await figure("rejected")).toBe("0");
    expect(desk.faults).toEqual([]);
  });

  it("finds that the same file again changes nothing", async () => {
    await button(t("usage:ingest.another")).click();
    await page.getByLabel(t("usage:ingest.file"), { exact: true }).setInputFiles(accountingFile());
    await page.getByRole("combobox", { name: t("usage:ingest.time_zone") }).fill("UTC");
    await button(t("usage:ingest.submit")).click();
    await page.getByText(t("usage:ingest.done_unchanged")).waitFor();
  });

  it("opens a run and reads why it costs what it costs", async () => {
    await page.getByRole("link", { name: t("usage:ingest.see_runs") }).click();
    await page.getByLabel(t("jobs:filter.cluster")).selectOption("testbed");
    await page.getByLabel(t("jobs:filter.user")).fill("alice");
    await page.waitForURL(/user=alice/);
    await settled(page);
    const runs = page.getByRole("table", { name: t("jobs:list.table") });
    await expect.poll(async () => await runs.getByRole("row").count()).toBeGreaterThan(5);
    const owners = await column(runs, t("jobs:column.user_account"));
    expect(owners.filter((owner) => !owner.includes("alice"))).toEqual([]);
    await page.goto("/runs?cluster=testbed&user=alice&partition=cpu&state=failed");
    // Job 1 was recorded with two CPUs and 200 MB from 03:05:24 to 03:06:41.
    await runs.getByRole("link", { name: "1", exact: true }).click();
    await page.getByRole("heading", { name: t("jobs:charge.title") }).waitFor();
    for (const step of ["step1", "step2", "step3"]) {
      await page.getByRole("heading", { name: t(`jobs:charge.${step}`) }).waitFor();
    }
    await page.getByText("(77 s)").waitFor();
    await page.getByText(t("jobs:charge.not_billed")).waitFor();
    await page.getByRole("link", { name: t("jobs:charge.open_card") }).waitFor();
    expect(desk.faults).toEqual([]);
  });

  it("looks at the preview of the month, issues it, and opens a receipt", async () => {
    await follow("ui:nav.receipts");
    await page.getByRole("link", { name: t("receipts:list.issue") }).click();
    await page.getByLabel(t("receipts:issue.month")).selectOption(lastMonth());
    await page.getByRole("button", { name: /^Issue \d+ receipts?$/ }).click();
    const dialog = page.getByRole("dialog", { name: t("receipts:issue.confirm_title") });
    await dialog.getByRole("button", { name: t("receipts:issue.confirm") }).click();
    await page.getByText(t("receipts:issue.done_text")).waitFor();
    const issued = page.getByRole("table", { name: t("receipts:list.title") });
    const row = issued.getByRole("row").filter({ hasText: "alice" });
    await row.getByRole("link").first().click();
    await page.getByRole("heading", { level: 1, name: /INV-\d{6}-\d{6}/ }).waitFor();
    await page.getByText(t("receipts:receipt.subtotal"), { exact: true }).first().waitFor();
    await page.getByRole("tab", { name: t("receipts:receipt.tab.runs") }).click();
    await page.getByText(t("receipts:item.lead")).waitFor();
    expect(desk.faults).toEqual([]);
  });

  it("sees the Thai document in the page", async () => {
    await page.getByRole("tab", { name: t("receipts:receipt.tab.document") }).click();
    await page
      .getByRole("radiogroup", { name: t("receipts:pdf.language") })
      .getByText("ไทย")
      .click();
    const sheet = page.locator("canvas[role=img]");
    await expect.poll(async () => (await sheet.getAttribute("aria-label")) ?? "", { timeout: 20_000 }).toMatch(/ใบแจ้ง/);
    const ink = await sheet.evaluate((canvas: HTMLCanvasElement) => {
      const pixels =
        canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
      const shades = new Uint32Array(pixels.buffer);
      return shades.filter((shade) => (shade & 0xff) < 100).length / shades.length;
    });
    // A page of text is a few hundredths ink.
    expect(ink).toBeGreaterThan(0.002);
    expect(ink).toBeLessThan(0.3);
    expect(desk.faults).toEqual([]);
  });

  it("records the payment of one receipt, which is then settled", async () => {
    const number =
      /INV-\d{6}-\d{6}/.exec((await page.getByRole("heading", { level: 1 }).textContent()) ?? "")?.[0] ?? "";
    await button(t("receipts:receipt.pay")).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("receipts:pay.reference")).fill("TRF-E2E-1");
    await dialog.getByRole("button", { name: t("receipts:pay.submit") }).click();
    await page.getByText(t("receipts:pay.done", { number })).waitFor();
    await page.getByRole("tab", { name: t("receipts:receipt.tab.bill") }).click();
    await page.getByText(/TRF-E2E-1/).waitFor();
    await page
      .getByText(/RCT-\d{6}-\d{6}/)
      .first()
      .waitFor();
    expect(await button(t("receipts:receipt.void")).count()).toBe(0);
    expect(await button(t("receipts:receipt.pay")).count()).toBe(0);
    expect(desk.faults).toEqual([]);
  });

  it("voids another with a reason that stays on it", async () => {
    await page.goto(`/receipts?month=${lastMonth()}&status=pending`);
    const row = page.getByRole("row").filter({ hasText: "bob" });
    await row.getByRole("link").first().click();
    await button(t("receipts:receipt.void")).click();
    const dialog = page.getByRole("dialog");
    const submit = dialog.getByRole("button", { name: t("receipts:void.submit") });
    expect(await submit.isDisabled()).toBe(true);
    await dialog.getByLabel(t("receipts:void.reason")).fill("billed twice by mistake");
    const number =
      /INV-\d{6}-\d{6}/.exec((await page.getByRole("heading", { level: 1 }).textContent()) ?? "")?.[0] ?? "";
    await submit.click();
    await page.getByText(t("receipts:void.done", { number })).waitFor();
    await page.getByText(/billed twice by mistake/).waitFor();
    expect(await button(t("receipts:receipt.pay")).count()).toBe(0);
    expect(desk.faults).toEqual([]);
  });
});
