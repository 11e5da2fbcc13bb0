import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFaults } from "./accessibility.ts";
import { type Api, apiOf, type BroughtRun, bringRuns } from "./brought-runs.ts";
import { chooseDay, chooseToday } from "./choose-day.ts";
import { launchChromium } from "./chromium.ts";
import { wordsOf } from "./texts.ts";
import { column, settled, signIn, type Visit, visit } from "./visit.ts";

const t = wordsOf("en");
const CLUSTER = "covered-cluster";
const DAY_MS = 86_400_000;

let browser: Browser;
let desk: Visit;
let page: Page;
let api: Api;

/** The steps of this journey follow each other in one window, as they do at a desk. */
beforeAll(async () => {
  api = await apiOf("finance");
  // Read on two days with one between them that had no runs, and never again.
  await bring([run(1, 12, "cpu"), run(2, 12, "gpu"), run(3, 10, "cpu", "A_NEW_STATE")]);
  browser = await launchChromium();
  desk = await visit(browser);
  ({ page } = desk);
  await signIn(page, "finance");
});

afterAll(async () => {
  await browser.close();
});

/** The calendar day so many days ago in Bangkok, which is the cluster's zone. */
const daysAgo = (count: number) => new Date(Date.now() + 7 * 3_600_000 - count * DAY_MS).toISOString().slice(0, 10);

/** A run that took ten minutes of the morning of a day, without a GPU. */
function run(jobId: number, ago: number, partition: string, state = "COMPLETED"): BroughtRun {
  const end = Date.parse(`${daysAgo(ago)}T10:00:00+07:00`) / 1000;
  const names = { cluster: CLUSTER, user: "ploy", account: "climate", partition, state };
  return { ...names, jobId: 8_000 + jobId, end, seconds: 600 };
}

async function bring(runs: readonly BroughtRun[]): Promise<void> {
  const batch = await bringRuns(api, runs, "climate.psv");
  if (batch.runs_new !== runs.length) throw new Error(`the runs were not taken in: ${JSON.stringify(batch)}`);
}

/** As the page writes a day. */
function written(day: string): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

const cell = (ago: number) => page.locator(`[data-day="${daysAgo(ago)}"]`);
const detail = (ago: number) =>
  page.getByRole("heading", { name: t("coverage:day.title", { cluster: CLUSTER, day: written(daysAgo(ago)) }) });

describe("coverage", () => {
  it("warns of the days that nobody has read, and of no other", async () => {
    await page
      .getByRole("navigation")
      .getByRole("link", { name: t("ui:nav.coverage"), exact: true })
      .click();
    await page
      .getByRole("table", { name: t("coverage:clusters") })
      .getByRole("link", { name: CLUSTER })
      .click();
    await page.getByRole("heading", { name: t("coverage:calendar", { cluster: CLUSTER }) }).waitFor();
    await settled(page);
    const warning = page.getByRole("alert").filter({ hasText: CLUSTER });
    await warning.getByText(t("coverage:gaps.title_other", { cluster: CLUSTER }).split("{{")[0] ?? "").waitFor();
    expect(await warning.textContent()).toContain("9 days");
    const states = await Promise.all(
      [12, 11, 10, 9, 1, 0].map(async (ago) => await cell(ago).getAttribute("data-state")),
    );
    expect(states).toEqual(["read", "quiet", "read", "gap", "gap", "open"]);
    expect(await page.locator(`[data-day="${daysAgo(13)}"]`).count()).toBe(0);
    expect(desk.faults).toEqual([]);
  });

  it("says in words what each day is", async () => {
    expect(await cell(12).getAttribute("aria-label")).toBe(
      `${written(daysAgo(12))}: ${t("coverage:state.read")}, 2 runs, ${t("coverage:without_gpus", { partitions: "gpu" })}`,
    );
    expect(await cell(10).getAttribute("aria-label")).toContain("1 run in an unknown state");
    expect(await cell(9).getAttribute("aria-label")).toBe(`${written(daysAgo(9))}: ${t("coverage:state.gap")}`);
    expect(await seriousFaults(page, "/coverage")).toEqual([]);
  });

  it("opens a day with its partitions and the batches that brought it", async () => {
    await cell(12).click();
    await detail(12).waitFor();
    const partitions = page.getByRole("table", { name: t("coverage:day.partitions") });
    await partitions.getByText(t("coverage:partition.lacks_gpus")).waitFor();
    expect((await column(partitions, t("coverage:partition.name"))).map((text) => text.slice(-3))).toEqual([
      "cpu",
      "gpu",
    ]);
    const batches = page.getByRole("table", { name: t("coverage:day.batches") });
    await batches.getByRole("link", { name: "climate.psv" }).click();
    await page.getByRole("heading", { level: 1, name: "climate.psv" }).waitFor();
    await page.goBack();
    await detail(12).waitFor();
    expect(desk.faults).toEqual([]);
  });

  it("is walked through with the arrow keys", async () => {
    await settled(page);
    await cell(12).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await detail(10).waitFor();
    await page.getByText(t("coverage:explain.read")).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await detail(2).waitFor();
    await page.getByText(t("coverage:explain.gap")).waitFor();
    expect(desk.faults).toEqual([]);
  });

  it("warns no more of what has been read since", async () => {
    await bring([run(11, 9, "cpu"), run(12, 1, "cpu")]);
    await page.reload();
    await page.getByRole("heading", { name: t("coverage:calendar", { cluster: CLUSTER }) }).waitFor();
    await settled(page);
    expect(await cell(5).getAttribute("data-state")).toBe("quiet");
    expect(await page.getByRole("alert").filter({ hasText: CLUSTER }).count()).toBe(0);
    expect(desk.faults).toEqual([]);
  });

  it("counts the days as read that a file is said to be of", async () => {
    await page.goto("/ingest");
    const names = ["JobIDRaw", "User", "State", "Submit", "Start", "End", "AllocTRES", "Cluster"];
    const end = Date.parse(`${daysAgo(4)}T10:00:00+07:00`) / 1000;
    const cells = ["8021", "ploy", "COMPLETED", end - 600, end - 600, end, "cpu=1", `${CLUSTER}-2`];
    const buffer = Buffer.from(`${names.join("|")}\n${cells.join("|")}\n`);
    const file = { name: "asked.psv", mimeType: "text/plain", buffer };
    await page.getByLabel(t("usage:ingest.file"), { exact: true }).setInputFiles(file);
    const submit = page.getByRole("button", { name: t("usage:ingest.submit") });
    await chooseToday(page.getByLabel(t("usage:ingest.days_from")));
    // One side of it says nothing.
    expect(await submit.isDisabled()).toBe(true);
    await chooseToday(page.getByLabel(t("usage:ingest.days_to")));
    await submit.click();
    await page.getByText(t("usage:ingest.done", { name: "asked.psv" })).waitFor();
    const { data } = await api("GET", "/usage/coverage/clusters");
    const found = data.find(({ cluster }: { cluster: string }) => cluster === `${CLUSTER}-2`);
    // Not what the text by itself would claim, which is the day of its run.
    expect([found.gap_day_count, Date.parse(found.read_until) > Date.now() - DAY_MS]).toEqual([3, true]);
    expect(desk.faults).toEqual([]);
  });

  it("misses no day of a cluster after it was retired, which an administrator says", async () => {
    await using other = await visit(browser);
    await signIn(other.page, "admin");
    await other.page.goto(`/coverage?cluster=${CLUSTER}-2`);
    const open = async (name: string) => await other.page.getByRole("button", { name, exact: true }).click();
    await open(t("coverage:retire.action"));
    const dialog = other.page.getByRole("dialog", { name: t("coverage:retire.title", { cluster: `${CLUSTER}-2` }) });
    await chooseDay(dialog.getByLabel(t("coverage:retire.last_day")), written(daysAgo(4)));
    await dialog.getByRole("button", { name: t("coverage:retire.submit") }).click();
    await other.page.getByText(t("coverage:retire.done", { cluster: `${CLUSTER}-2` })).waitFor();
    await settled(other.page);
    const day = other.page.locator(`[data-day="${daysAgo(2)}"]`);
    expect(await day.count()).toBe(0);
    await other.page.getByText(t("coverage:retired", { day: written(daysAgo(4)) })).waitFor();
    await open(t("coverage:retire.change"));
    await dialog.getByRole("button", { name: t("coverage:retire.again") }).click();
    await expect.poll(async () => await day.getAttribute("data-state")).toBe("gap");
    expect(other.faults).toEqual([]);
    await page.goto(`/coverage?cluster=${CLUSTER}-2`);
    await page.getByRole("heading", { name: t("coverage:calendar", { cluster: `${CLUSTER}-2` }) }).waitFor();
    expect(await page.getByRole("button", { name: t("coverage:retire.action") }).count()).toBe(0);
  });
});
