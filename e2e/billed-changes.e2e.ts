import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFaults } from "./accessibility.ts";
import { lastMonth } from "./accounting-file.ts";
import { type Api, apiOf, bringRuns } from "./brought-runs.ts";
import { launchChromium } from "./chromium.ts";
import { wordsOf } from "./texts.ts";
import { settled, signIn, type Visit, visit } from "./visit.ts";

const t = wordsOf("en");
const CLUSTER = "corrected-cluster";
const JOBS = { "wipa.r": 7_001, "yada.k": 7_002 };
type User = keyof typeof JOBS;
const USERS: readonly User[] = ["wipa.r", "yada.k"];

let browser: Browser;
let desk: Visit;
let page: Page;

/** The steps of this journey follow each other in one window, as they do at a desk. */
beforeAll(async () => {
  await billAndCorrect(await apiOf("finance"));
  browser = await launchChromium();
  desk = await visit(browser);
  ({ page } = desk);
  await signIn(page, "finance");
});

afterAll(async () => {
  await browser.close();
});

/** Bills an hour on one CPU to each of two people; then a record comes that says it was two CPUs. */
async function billAndCorrect(api: Api): Promise<void> {
  const end = Date.parse(`${lastMonth()}-10T12:00:00+07:00`) / 1000;
  const runs = (cpus: number) =>
    USERS.map((user) => ({ jobId: JOBS[user], cluster: CLUSTER, user, account: "ecology", end, cpus }));
  await bringRuns(api, runs(1));
  for (const user of USERS) {
    const { data } = await api("GET", `/billing-accounts?search=${user}`);
    const body = JSON.stringify({ month: lastMonth(), account_id: data[0].id });
    await api("POST", "/receipts", { type: "application/json", body });
  }
  const { runs_changed } = await bringRuns(api, runs(2), "ecology-corrected.psv");
  if (runs_changed !== USERS.length) throw new Error(`${runs_changed} runs were corrected`);
}

const changes = () => page.getByRole("table", { name: t("changes:title") });
const rowOf = (user: User) => changes().getByRole("row").filter({ hasText: user });
const notice = () => page.getByRole("status").filter({ hasText: t("jobs:charge_history.open_title") });

async function decide(user: User, outcome: "adjusted" | "acknowledged", note: string): Promise<void> {
  const id = String(JOBS[user]);
  await rowOf(user)
    .getByRole("button", { name: t("changes:decide.action_of", { id }) })
    .click();
  const dialog = page.getByRole("dialog", { name: t("changes:decide.title", { id }) });
  const submit = dialog.getByRole("button", { name: t("changes:decide.submit") });
  expect(await submit.isDisabled()).toBe(true);
  await dialog.getByRole("radio", { name: t(`changes:decide.${outcome}`) }).check();
  await dialog.getByLabel(t("changes:decide.note")).fill(note);
  await submit.click();
  await page.getByText(t(`changes:decide.done_${outcome}`, { id })).waitFor();
  await settled(page);
}

describe("a billed run that changed", () => {
  it("says so on its page, which leads to what is to be decided", async () => {
    await page.goto(`/runs?cluster=${CLUSTER}`);
    await page.getByRole("link", { name: String(JOBS["wipa.r"]), exact: true }).click();
    await notice().waitFor();
    await notice()
      .getByRole("link", { name: t("jobs:charge_history.open_link") })
      .click();
    await rowOf("wipa.r").waitFor();
    await settled(page);
    expect(await changes().locator("tbody tr").count()).toBe(1);
    expect(await rowOf("wipa.r").textContent()).toContain(t("changes:status.open"));
    expect(await seriousFaults(page, "/billed-changes")).toEqual([]);
    expect(desk.faults).toEqual([]);
  });

  it("is charged or credited where finance says so, and its page says it no more", async () => {
    await decide("wipa.r", "adjusted", "the record came late");
    const row = rowOf("wipa.r");
    await row.getByText(t("changes:status.adjusted"), { exact: true }).waitFor();
    const text = await row.textContent();
    for (const part of ["the record came late", t("changes:waiting")]) expect(text).toContain(part);
    await row.getByRole("link", { name: String(JOBS["wipa.r"]) }).click();
    await page.getByRole("table", { name: t("jobs:charge_history.adjustments") }).waitFor();
    expect(await notice().count()).toBe(0);
    expect(desk.faults).toEqual([]);
  });

  it("is left as billed where finance says that, and leaves the list of those to decide", async () => {
    await page
      .getByRole("navigation")
      .getByRole("link", { name: t("ui:nav.billed_changes"), exact: true })
      .click();
    await page.getByLabel(t("changes:status.label")).selectOption("open");
    await rowOf("yada.k").waitFor();
    expect(await rowOf("wipa.r").count()).toBe(0);
    await decide("yada.k", "acknowledged", "too small to bill");
    await rowOf("yada.k").waitFor({ state: "detached" });
    await page.getByLabel(t("changes:status.label")).selectOption("acknowledged");
    const text = await rowOf("yada.k").textContent();
    for (const part of ["too small to bill", t("changes:status.acknowledged")]) expect(text).toContain(part);
    expect(desk.faults).toEqual([]);
  });

  it("is decided with a telephone's width as well", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await settled(page);
    await expect
      .poll(async () => await page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(360);
  });
});
