import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";
import { wordsOf } from "./texts.ts";
import { column, settled, signIn, visit } from "./visit.ts";

const t = wordsOf("en");

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

/** Addresses of a run and a receipt of somebody else, as finance would paste them. */
async function othersAddresses(): Promise<string[]> {
  await using office = await visit(browser);
  const { page } = office;
  await signIn(page, "finance");
  const addresses: string[] = [];
  for (const list of ["/runs?user=anong.wattana", "/receipts"]) {
    await page.goto(list);
    await settled(page);
    const rows = page.getByRole("row").filter({ hasNotText: "akara" }).getByRole("link");
    addresses.push((await rows.first().getAttribute("href")) ?? "none");
  }
  return addresses;
}

describe("a user", () => {
  it("sees only their own runs and receipts, and no page of others' work", async () => {
    await using own = await visit(browser);
    const { page, faults } = own;
    await signIn(page, "akara.suksai");
    const links = await page.getByRole("navigation").getByRole("link").allInnerTexts();
    expect(links).toContain(t("ui:nav.runs"));
    for (const hidden of ["ui:nav.ingest", "ui:nav.audit", "ui:nav.accounts", "ui:nav.unbilled"]) {
      expect(links).not.toContain(t(hidden));
    }
    await page.goto("/runs");
    await settled(page);
    const owners = await column(page.getByRole("table"), t("jobs:column.user_account"));
    expect(owners.length).toBeGreaterThan(5);
    expect(owners.filter((owner) => !owner.includes("akara.suksai"))).toEqual([]);
    await page.goto("/receipts");
    await settled(page);
    const bills = await page.getByRole("table").locator("tbody tr").allInnerTexts();
    expect(bills.length).toBeGreaterThan(0);
    expect(bills.filter((bill) => !/akara/i.test(bill))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("finds nothing at the address of someone else's record, as at one that never was", async () => {
    const addresses = await othersAddresses();
    expect(addresses).toEqual([expect.stringMatching(/^\/runs\//), expect.stringMatching(/^\/receipts\//)]);
    await using own = await visit(browser);
    const { page } = own;
    await signIn(page, "akara.suksai");
    const never = addresses.map((address) => address.replace(/[^/]+$/, "019a0000-0000-7000-8000-00000000dead"));
    for (const address of [...addresses, ...never]) {
      await page.goto(address);
      await page.getByText(t("ui:missing.title")).waitFor();
      expect(await page.getByRole("main").textContent()).toContain(t("ui:missing.text"));
    }
    await page.goto("/no/such/page");
    await page.getByText(t("ui:not_found.title")).waitFor();
    await page.goto("/ingest");
    await page.getByText(t("ui:forbidden.title")).waitFor();
  });
});
