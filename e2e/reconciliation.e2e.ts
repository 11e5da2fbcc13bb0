import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFaults } from "./accessibility.ts";
import { apiOf, bringRuns } from "./brought-runs.ts";
import { chooseDay, chooseToday } from "./choose-day.ts";
import { launchChromium } from "./chromium.ts";
import { startReplica } from "./replica.ts";
import { wordsOf } from "./texts.ts";
import { faultsBeside, settled, signIn, type Visit, visit } from "./visit.ts";

const t = wordsOf("en");
let browser: Browser;
let desk: Visit;
let page: Page;
let cluster: string;

/** The steps of this journey follow each other in one window, as they do at a desk. */
beforeAll(async () => {
  browser = await launchChromium();
  // A browser far west of the centre, where the day before is today for most of the hours.
  desk = await visit(browser, { timezoneId: "America/Los_Angeles" });
  ({ page } = desk);
  await signIn(page, "auditor");
  await page
    .getByRole("navigation")
    .getByRole("link", { name: t("ui:nav.reconciliation"), exact: true })
    .click();
  cluster = await page.getByLabel(t("reconciliation:cluster")).inputValue();
  await chooseToday(page.getByLabel(t("reconciliation:from")));
  await chooseToday(page.getByLabel(t("reconciliation:to")));
});

afterAll(async () => {
  await browser.close();
});

async function compare(report: string): Promise<void> {
  await page.getByLabel(t("reconciliation:text")).fill(report);
  await page.getByRole("button", { name: t("reconciliation:submit") }).click();
}

it("says which line is none of the report", async () => {
  await page.getByLabel(t("reconciliation:unit"), { exact: true }).selectOption("minutes");
  await compare(`${cluster}|physics|nobody-known||cpu|2\nsomething else\n`);
  const refusal = page.getByRole("alert");
  await refusal.getByText("Line 2 is not of the report AccountUtilizationByUser of sreport.").waitFor();
});

it("shows by account and user what nothing explains, and what may be behind it", async () => {
  await compare(`${cluster}|physics|nobody-known||cpu|2\n`);
  const table = page.getByRole("table", { name: t("reconciliation:rows") });
  await table.waitFor();
  await page.getByRole("switch", { name: t("reconciliation:only_unexplained") }).check({ force: true });
  const row = table.getByRole("row").filter({ hasText: "nobody-known" });
  expect(await row.count()).toBe(1);
  const text = await row.textContent();
  for (const part of ["physics", "+120", t("reconciliation:possible.reservation")]) expect(text).toContain(part);
  await row.getByText(t("reconciliation:unexplained", { amount: "+120" })).waitFor();
  await settled(page);
  expect(await seriousFaults(page, "/reconciliation")).toEqual([]);
  expect(faultsBeside(desk, 422)).toEqual([]);
});

it("works with a telephone's width", async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await settled(page);
  await expect
    .poll(async () => await page.evaluate(() => document.documentElement.scrollWidth))
    .toBeLessThanOrEqual(360);
  const left = page.getByText(t("reconciliation:unexplained", { amount: "+120" })).first();
  expect(await left.isVisible()).toBe(true);
});

describe("a report of Slurm's own", () => {
  const CLUSTER = "reported-cluster";
  const DAY_MS = 86_400_000;
  let folder: string;
  let replica: Awaited<ReturnType<typeof startReplica>>;
  let other: Visit;

  beforeAll(async () => {
    // The last whole day in Bangkok, which begins at 17:00 UTC.
    const now = new Date(Date.now() + 7 * 3_600_000);
    const begin = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - 1, -7);
    const run = { jobId: 7_201, cluster: CLUSTER, user: "nok.s", account: "ecology", end: begin / 1_000 + 36_000 };
    await bringRuns(await apiOf("finance"), [run], "ecology-day.psv");
    folder = await mkdtemp(join(tmpdir(), "purser-sreport-"));
    await writeFile(join(folder, "report.psv"), report(begin, begin + DAY_MS, 100));
    await writeFile(join(folder, "sacct"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    await writeFile(join(folder, "sreport"), `#!/bin/sh\ncat ${folder}/report.psv\n`, { mode: 0o755 });
    const sources = [{ kind: "sacct", program: join(folder, "sacct") }];
    await writeFile(
      join(folder, "sources.json"),
      JSON.stringify({ clusters: [{ name: CLUSTER, time_zone: "Asia/Bangkok", sources }] }),
    );
    replica = await startReplica({ SOURCES_FILE: join(folder, "sources.json") });
    other = await visit(browser, { baseURL: replica.address });
    await signIn(other.page, "auditor");
    await other.page.goto("/reconciliation");
    await other.page.getByLabel(t("reconciliation:cluster")).selectOption(CLUSTER);
    const day = written(begin + 12 * 3_600_000);
    await chooseDay(other.page.getByLabel(t("reconciliation:from")), day);
    await chooseDay(other.page.getByLabel(t("reconciliation:to")), day);
  });

  afterAll(async () => {
    await replica[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  /** As the page writes the calendar day in Bangkok. */
  const written = (at: number) =>
    new Intl.DateTimeFormat("en-GB", { ...DATE, timeZone: "Asia/Bangkok" }).format(new Date(at));
  const DATE = { day: "numeric", month: "short", year: "numeric" } as const;

  /** What sreport says of a day: an hour of a run, and some seconds of its account that are no user's. */
  function report(from: number, to: number, idle: number): string {
    const [first, last] = [from, to - 1_000].map((at) => new Date(at).toISOString().slice(0, 19));
    const rows = [`root|||cpu|${3_600 + idle}`, `ecology|||cpu|${3_600 + idle}`, "ecology|nok.s|Nok|cpu|3600"];
    return [
      `Cluster/Account/User Utilization ${first} - ${last} (86400 secs)`,
      "Usage reported in TRES Seconds",
      "Cluster|Account|Login|Proper Name|TRES Name|Used",
      ...rows.map((row) => `${CLUSTER}|${row}`),
      "",
    ].join("\n");
  }

  async function compared(idleSeconds: number): Promise<void> {
    const { page: at } = other;
    await at.getByRole("button", { name: t("reconciliation:submit") }).click();
    const table = at.getByRole("table", { name: t("reconciliation:rows") });
    const ofUser = table.getByRole("row").filter({ hasText: "nok.s" });
    await ofUser.waitFor();
    expect(await ofUser.textContent()).toContain(t("reconciliation:explained"));
    const idle = table.getByRole("row").filter({ hasText: t("reconciliation:no_user") });
    await idle.getByText(`+${idleSeconds}`).first().waitFor();
    const text = await idle.textContent();
    for (const part of ["ecology", t("reconciliation:cause.reservation")]) expect(text).toContain(part);
    expect(other.faults).toEqual([]);
  }

  it("is asked of the cluster", async () => {
    await other.page.getByRole("radio", { name: t("reconciliation:ways.ask") }).check();
    await compared(100);
  });

  it("is brought as a file", async () => {
    await other.page.getByRole("radio", { name: t("reconciliation:ways.file") }).check();
    // A report whose times are those of the cluster, as somebody prints it there.
    const local = report(Date.now(), Date.now(), 250).split("\n").slice(2).join("\n");
    const file = { name: "yesterday.psv", mimeType: "text/plain", buffer: Buffer.from(local) };
    await other.page.locator("input[type=file]").setInputFiles(file);
    await other.page.getByLabel(t("reconciliation:unit"), { exact: true }).selectOption("seconds");
    await compared(250);
  });
});
