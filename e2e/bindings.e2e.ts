import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiOf, bringRuns } from "./brought-runs.ts";
import { launchChromium } from "./chromium.ts";
import { wordsOf } from "./texts.ts";
import { column, settled, signIn, type Visit, visit } from "./visit.ts";

const t = wordsOf("en");
const CLUSTER = "bound-cluster";
const SLURM_ACCOUNT = "genomics";
const TEAM = "Genome team";

let browser: Browser;
let desk: Visit;
let page: Page;

/** The steps of this journey follow each other in one window, as they do at a desk. */
beforeAll(async () => {
  await bringThree();
  browser = await launchChromium();
  desk = await visit(browser);
  ({ page } = desk);
  await signIn(page, "finance");
});

afterAll(async () => {
  await browser.close();
});

/** The first day of the present month in Bangkok: no journey can bill it, since it is not over. */
function firstOfMonth(now = new Date()): string {
  return `${new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 7)}-01`;
}

/** Three runs of two users in a Slurm account, each an hour on one CPU that ended as this month began. */
async function bringThree(): Promise<void> {
  const end = Date.parse(`${firstOfMonth()}T00:00:00+07:00`) / 1000;
  const runs = ["ploy", "ploy", "krit"].map((user, index) => ({
    ...{ jobId: 9_001 + index, cluster: CLUSTER, user, account: SLURM_ACCOUNT, end },
  }));
  const batch = await bringRuns(await apiOf("finance"), runs, "genomics.psv");
  if (batch.runs_new !== 3) throw new Error(`the runs were not taken in: ${JSON.stringify(batch)}`);
}

const button = (name: string) => page.getByRole("button", { name, exact: true });
const dialog = () => page.getByRole("dialog");
const rules = () => page.getByRole("table", { name: t("organisation:binding.title") });
const moves = () => dialog().getByRole("table", { name: t("organisation:binding.moves_label") });

/** Ticks a box, and says how it looks then: before the list, and even the address, could follow. */
async function ticked(box: Locator): Promise<boolean> {
  return await box.evaluate((input) => {
    if (!(input instanceof HTMLInputElement)) throw new Error("this is no checkbox");
    input.click();
    return input.checked;
  });
}

describe("bindings", () => {
  it("open a billing account for a team, at a tier of its own", async () => {
    await page.goto("/billing-accounts");
    await button(t("organisation:open.action")).click();
    await dialog()
      .getByRole("button", { name: t("organisation:open.submit") })
      .click();
    await dialog().getByText(t("organisation:open.error.code")).waitFor();
    await dialog().getByLabel(t("organisation:list.code")).fill("genome");
    await dialog().getByLabel(t("organisation:account.name")).fill(TEAM);
    await dialog().getByLabel(t("organisation:account.tier")).selectOption("gov");
    await dialog()
      .getByRole("button", { name: t("organisation:open.submit") })
      .click();
    await page.getByRole("heading", { level: 1, name: TEAM }).waitFor();
    await page.getByText(`genome · ${t("organisation:kind.team")}`).waitFor();
    expect(desk.faults).toEqual([]);
  });

  it("begin at a Slurm account that is bound nowhere, and show what moves before anything is done", async () => {
    await page.goto(`/bindings?tab=unbound&cluster=${CLUSTER}`);
    await settled(page);
    const unbound = page.getByRole("table", { name: t("organisation:binding.tab.unbound") });
    expect(await column(unbound, t("organisation:unbound.users"))).toEqual([expect.stringContaining("krit, ploy")]);
    expect(await column(unbound, t("organisation:binding.runs"))).toEqual([expect.stringContaining("3")]);
    await button(t("organisation:unbound.bind_account", { account: SLURM_ACCOUNT })).click();
    expect(await dialog().getByLabel(t("organisation:binding.slurm_account")).inputValue()).toBe(SLURM_ACCOUNT);
    await dialog()
      .getByRole("combobox", { name: t("organisation:binding.account") })
      .fill("genome");
    await page.getByRole("option", { name: TEAM }).click();
    await dialog()
      .getByRole("button", { name: t("organisation:binding.preview") })
      .click();
    await dialog()
      .getByText(t("organisation:binding.moves", { runs: 3 }))
      .waitFor();
    const from = await column(moves(), t("organisation:binding.from_account"));
    expect(from.map((text) => text.replace(t("organisation:binding.from_account"), "")).sort()).toEqual([
      "krit",
      "ploy",
    ]);
    // A private user pays 5 for a CPU-hour and 2 for a GiB-hour; the team, at the tier of the government, 3 and 1.
    expect((await column(moves(), t("organisation:binding.amount_before"))).join()).toMatch(
      /14\.00.*7\.00|7\.00.*14\.00/,
    );
    expect((await column(moves(), t("organisation:binding.amount_after"))).join()).toMatch(/8\.00.*4\.00|4\.00.*8\.00/);
    expect(desk.faults).toEqual([]);
  });

  it("are made as shown, and say on the run who pays for it", async () => {
    await dialog()
      .getByRole("button", { name: t("organisation:binding.apply") })
      .click();
    await page.getByText(t("organisation:binding.done")).waitFor();
    await page.getByText(t("organisation:unbound.none_found")).waitFor();
    await page.getByRole("tab", { name: t("organisation:binding.tab.rules") }).click();
    await rules().getByRole("link", { name: TEAM }).waitFor();
    await page.goto(`/runs?cluster=${CLUSTER}&user=krit`);
    await page
      .getByRole("table", { name: t("jobs:list.table") })
      .getByRole("link")
      .first()
      .click();
    await page.getByRole("main").getByRole("link", { name: TEAM }).waitFor();
    expect(desk.faults).toEqual([]);
  });

  it("are given an end by putting another in their place", async () => {
    await page.goto(`/bindings?cluster=${CLUSTER}`);
    await button(t("organisation:binding.change_of", { account: SLURM_ACCOUNT })).click();
    await dialog().getByLabel(t("organisation:binding.to"), { exact: true }).click();
    const [year, month] = firstOfMonth().split("-").map(Number);
    const day = `1 ${new Date(Date.UTC(year ?? 0, (month ?? 0) - 1)).toLocaleString("en-GB", { month: "short", timeZone: "UTC" })} ${year}`;
    await page.getByRole("button", { name: day, exact: true }).click();
    await dialog()
      .getByRole("button", { name: t("organisation:binding.preview") })
      .click();
    await dialog().getByText(t("organisation:binding.moves_nothing")).waitFor();
    await dialog()
      .getByRole("button", { name: t("organisation:binding.apply") })
      .click();
    await dialog().waitFor({ state: "hidden" });
    await expect.poll(async () => (await column(rules(), t("organisation:binding.to"))).join()).toContain(day);
    expect(desk.faults).toEqual([]);
  });

  it("are withdrawn, which sends the runs back to their users, and stay on record", async () => {
    await button(t("organisation:binding.withdraw_title", { account: SLURM_ACCOUNT })).click();
    await dialog()
      .getByText(t("organisation:binding.moves", { runs: 3 }))
      .waitFor();
    const to = await column(moves(), t("organisation:binding.to_account"));
    expect(to.map((text) => text.replace(t("organisation:binding.to_account"), "")).sort()).toEqual(["krit", "ploy"]);
    await dialog()
      .getByRole("button", { name: t("organisation:binding.withdraw"), exact: true })
      .click();
    await page.getByText(t("organisation:binding.withdraw_done")).waitFor();
    await page.getByText(t("organisation:binding.empty_filtered")).waitFor();
    const withdrawn = page.getByRole("checkbox", { name: t("organisation:binding.show_withdrawn") });
    expect(await ticked(withdrawn)).toBe(true);
    await expect.poll(async () => await rules().locator("tbody tr").count()).toBe(2);
    expect(await rules().getByRole("button").count()).toBe(0);
    expect(desk.faults).toEqual([]);
  });

  it("are read by an auditor, who changes none", async () => {
    await using other = await visit(browser);
    await signIn(other.page, "auditor");
    await other.page.goto(`/bindings?withdrawn=yes&cluster=${CLUSTER}`);
    await other.page.getByRole("link", { name: TEAM }).first().waitFor();
    expect(
      await other.page
        .getByRole("main")
        .getByRole("button", { name: t("organisation:binding.new") })
        .count(),
    ).toBe(0);
    expect(other.faults).toEqual([]);
  });
});
