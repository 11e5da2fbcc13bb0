import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFaults } from "./accessibility.ts";
import { type Api, apiOf } from "./brought-runs.ts";
import { launchChromium } from "./chromium.ts";
import { wordsOf } from "./texts.ts";
import { settled, signIn, type Visit, visit } from "./visit.ts";

const t = wordsOf("en");
const CLUSTER = "followed-cluster";
/** Ten samples a half minute apart, the last of them now. */
const SAMPLES = 10;
const begun = Math.floor(Date.now() / 1000) - SAMPLES * 30;
const at = (seconds: number) => new Date((begun + seconds) * 1000).toISOString();

let browser: Browser;
let desk: Visit;
let page: Page;
let api: Api;
let runId = "";

/** The steps of this journey follow each other in one window, as they do at a desk. */
beforeAll(async () => {
  api = await apiOf("admin");
  browser = await launchChromium();
  desk = await visit(browser);
  ({ page } = desk);
  await signIn(page, "admin");
});

afterAll(async () => {
  await browser.close();
});

const tell = async (path: string, content: object) =>
  await api("POST", path, { type: "application/json", body: JSON.stringify(content) });
const start = async (jobId: number, user: string) => {
  const names = { cluster: CLUSTER, job_id: jobId, user, account: "climate", partition: "night", name: `run-${jobId}` };
  const given = { cpu_allocation: 8, memory_allocation_mb: 16_384, gpu_allocation: 2, gpu_vendor: "nvidia" };
  return (await tell("/events/job-started", { ...names, ...given, node_list: ["n1"], timestamp: at(0) })).run_id;
};
const finish = async (jobId: number) =>
  await tell("/events/job-finished", { cluster: CLUSTER, job_id: jobId, timestamp: new Date().toISOString() });

const rowOf = (jobId: number) => page.getByRole("row").filter({ hasText: `run-${jobId}` });
const chart = (what: string) => page.getByRole("img", { name: new RegExp(`^${what} from`) });

describe("running jobs", () => {
  it("appear on the page as they start, with what they use, and go when they end", async () => {
    await page
      .getByRole("navigation")
      .getByRole("link", { name: t("ui:nav.live_jobs"), exact: true })
      .click();
    await page.locator('[data-follows="stream"]').waitFor();
    runId = await start(4_101, "ploy");
    await start(4_102, "mali");
    await rowOf(4_101).waitFor();
    await rowOf(4_102).waitFor();
    const gpus = ["0", "1"].map((id) => ({ id, vendor: "nvidia", utilization_percent: 40, power_watts: 200 }));
    const samples = Array.from({ length: SAMPLES }, (_, index) => ({
      ...{ run_id: runId, node: "n1", timestamp: at(index * 30), cpu_percent: 45 + index, memory_mib: 4_096 },
      ...{ gpu_percent: 40, gpus },
    }));
    expect((await tell("/samples", { samples })).accepted).toBe(SAMPLES);
    await rowOf(4_101).getByText("54% of 8 CPUs").waitFor();
    await rowOf(4_101).getByText("4 GiB of 16 GiB").waitFor();
    await rowOf(4_101).getByText("40% of 2 GPUs").waitFor();
    expect(await seriousFaults(page, "/live/jobs")).toEqual([]);
    await finish(4_102);
    await rowOf(4_102).waitFor({ state: "detached" });
    expect(desk.faults).toEqual([]);
  });

  it("are filtered, in an address that can be sent on", async () => {
    await page.goto(`/live/jobs?cluster=${CLUSTER}&node=n2`);
    await page.getByText(t("live:empty_filtered")).waitFor();
    await page.goto(`/live/jobs?user=ploy&partition=night`);
    await rowOf(4_101).waitFor();
  });

  it("are asked for where the stream does not come, and followed again as soon as it does", async () => {
    const streams = "**/api/v1/live/stream*";
    const beside = await desk.context.newPage();
    await beside.clock.install(); // the page waits longer after each failure
    await beside.route(streams, async (route) => await route.abort());
    await beside.goto(`/live/jobs?cluster=${CLUSTER}`);
    const follows = async (way: string) => {
      await beside.clock.fastForward(60_000);
      return await beside.locator(`[data-follows="${way}"]`).count();
    };
    await expect.poll(async () => await follows("polling")).toBe(1);
    await beside.getByRole("row").filter({ hasText: "run-4101" }).waitFor();
    await beside.unroute(streams);
    await expect.poll(async () => await follows("stream")).toBe(1);
    await start(4_103, "ploy");
    await beside.getByRole("row").filter({ hasText: "run-4103" }).waitFor();
    await finish(4_103);
    await beside.close();
  });

  it("keep a heading and a name where the run's page cannot be had for now", async () => {
    const beside = await desk.context.newPage();
    await beside.clock.install(); // the page asks again, later each time
    await beside.route(`**/api/v1/runs/${runId}`, async (route) => await route.fulfill({ status: 503, body: "" }));
    await beside.goto(`/runs/${runId}`);
    const headings = async () => {
      await beside.clock.fastForward(10_000);
      return await beside.getByRole("heading", { level: 1, name: t("ui:unread.title") }).count();
    };
    await expect.poll(headings).toBe(1);
    expect(await beside.title()).toBe(`${t("ui:unread.title")} · Purser`);
    await beside.unroute(`**/api/v1/runs/${runId}`);
    await beside.getByRole("button", { name: t("errors:retry") }).click();
    await beside.getByRole("heading", { level: 1, name: t("jobs:run.title", { id: "4101" }) }).waitFor();
    await beside.close();
  });

  it("lead to the run's page with its charts, what it left unused and its states", async () => {
    await rowOf(4_101).getByRole("link", { name: "4101" }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    for (const what of [t("live:use.cpu"), t("live:use.memory"), t("live:use.gpu")]) await chart(what).waitFor();
    expect(await chart(t("live:use.cpu")).getAttribute("aria-label")).toContain(
      "mean 49.5 %, least 45 %, greatest 54 %",
    );
    await page.getByText("49.5% used").waitFor();
    await page.getByText("25% used").waitFor();
    await page.getByText(t("live:timeline.kind.started"), { exact: true }).waitFor();
    await settled(page);
    expect(await seriousFaults(page, "/runs/$runId")).toEqual([]);
    expect(desk.faults).toEqual([]);
  });

  it("are looked at more closely with the keyboard, with the mouse and as figures", async () => {
    // The end of what is shown of a run under way moves on with the clock; whether it is all of it, the button says.
    const whole = page.getByRole("button", { name: t("live:use.zoom.whole") });
    await expect.poll(async () => await whole.isDisabled()).toBe(true);
    await page.getByRole("button", { name: t("live:use.zoom.in") }).press("Enter");
    await expect.poll(async () => await whole.isEnabled()).toBe(true);
    await whole.press("Enter");
    await expect.poll(async () => await whole.isDisabled()).toBe(true);
    const box = await chart(t("live:use.cpu")).locator(".u-over").boundingBox();
    if (box === null) throw new Error("there is no chart");
    await page.mouse.move(box.x + 20, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => await whole.isEnabled()).toBe(true);
    await whole.click();
    await page.getByRole("button", { name: t("live:use.table.show") }).click();
    await page
      .getByRole("table", { name: t("live:use.table.title") })
      .getByText("49%", { exact: false })
      .first()
      .waitFor();
    expect(desk.faults).toEqual([]);
  });

  it("fit a telephone, whatever it calls its language", async () => {
    await page.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, "language", { get: () => "en-US@posix", configurable: true }),
    );
    await finish(4_101);
    await page.setViewportSize({ width: 360, height: 800 });
    await page.reload();
    await chart(t("live:use.cpu")).waitFor();
    await page.getByText(t("live:timeline.kind.finished"), { exact: true }).waitFor();
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(desk.faults).toEqual([]);
  });
});
