import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";
import { forgetPictures, givePicture } from "./live-picture.ts";
import { wordsOf } from "./texts.ts";
import { column, settled, signIn, type Visit, visit } from "./visit.ts";

const t = wordsOf("en");
const CLUSTER = "banyan";

let browser: Browser;
let desk: Visit;
let page: Page;

beforeAll(async () => {
  await forgetPictures();
  browser = await launchChromium();
  desk = await visit(browser);
  ({ page } = desk);
  await page.clock.install();
  await signIn(page, "auditor");
});

afterAll(async () => {
  await browser.close();
});

const cells = () => page.getByRole("list", { name: t("inventory:nodes.map") }).locator("a");
const cell = (name: string) => page.locator(`a[data-node="${name}"]`);
const focused = async () => await page.evaluate(() => document.activeElement?.getAttribute("data-node"));

describe("the clusters", () => {
  it("say how one is connected while none is", async () => {
    await page.goto("/live/clusters");
    await page.getByText(t("inventory:empty.title")).waitFor();
    await page.getByLabel(t("inventory:empty.example")).getByText("slurmrestd").waitFor();
  });

  it("appear by themselves with what is in use and what waits, and say when they are out of date", async () => {
    await givePicture({ cluster: CLUSTER, nodes: 1_000 });
    await page.clock.fastForward(15_000);
    await page.getByText(t("inventory:of", { part: "26,400", whole: "64,000" })).waitFor();
    const partitions = page.getByRole("table", { name: t("inventory:partitions.of", { cluster: CLUSTER }) });
    const label = (key: string) => t(`inventory:partitions.${key}`);
    for (const [key, cpu, gpu] of [
      ["in_use", "600", "133"],
      ["free", "300", "67"],
      ["unavailable", "100", "50"],
      ["waiting", "3", "1"],
    ] as const) {
      await expect
        .poll(async () => await column(partitions, label(key)))
        .toEqual([`${label(key)}${cpu}`, `${label(key)}${gpu}`]);
    }
    expect(await page.getByText(t("inventory:age.stale")).count()).toBe(0);
    await givePicture({ cluster: CLUSTER, nodes: 1_000, secondsAgo: 600 });
    await page.clock.fastForward(15_000);
    await page.getByText(t("inventory:age.stale"), { exact: true }).waitFor();
    expect(desk.faults).toEqual([]);
  });

  it("ask for nothing while the page is hidden, and at once when it is seen again", async () => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await show("hidden");
    await page.clock.fastForward(120_000);
    await page.waitForTimeout(300);
    expect(asked).toEqual([]);
    await show("visible");
    await expect.poll(() => asked.some((url) => url.includes("/cluster-views"))).toBe(true);
  });
});

/** As when the person goes to another tab, and comes back. */
async function show(state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((next) => {
    Object.defineProperty(document, "visibilityState", { value: next, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, state);
}

describe("the nodes", () => {
  it("are a thousand cells that arrow keys walk through, each with its state in words", async () => {
    await page.goto("/live/nodes");
    await settled(page);
    expect(await cells().count()).toBe(1_000);
    expect(await cell("n0010").getAttribute("aria-label")).toContain(`${t("inventory:state.down")}, CPU 0 of 64`);
    await cell("n0001").focus();
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe("n0002");
    await page.keyboard.press("ArrowDown");
    const below = Number((await focused())?.slice(1));
    await page.keyboard.press("ArrowUp");
    expect([below > 20, await focused()]).toEqual([true, "n0002"]);
    await page.keyboard.press("End");
    expect(await focused()).toBe("n1000");
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe("n1000");
    expect(await page.locator('a[data-node][tabindex="0"]').count()).toBe(1);
  });

  it("show another measure, fewer of them, and each one's page", async () => {
    await page.getByLabel(t("inventory:filter.by")).selectOption("load");
    await expect.poll(async () => await cell("n0002").getAttribute("data-sign")).toBe("141");
    expect(await cell("n0002").getAttribute("data-tone")).toBe("over");
    await page.getByLabel(t("inventory:filter.partition")).selectOption("gpu");
    await expect.poll(async () => await cells().count()).toBe(250);
    await page.getByLabel(t("inventory:filter.state"), { exact: true }).selectOption("down");
    await expect.poll(async () => await cells().count()).toBe(50);
    await cell("n0020").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "n0020" }).waitFor();
    await page.getByText("power supply [root@2026-11-20T09:00:00]").waitFor();
    await page.getByText("DOWN + NOT_RESPONDING").waitFor();
    await page.getByText(t("inventory:jobs.empty_title")).waitFor();
    await page.goBack();
    await expect.poll(async () => await cells().count()).toBe(50);
    expect(desk.faults).toEqual([]);
  });
});

describe("the queue", () => {
  it("explains to a user why their own jobs wait, and tells of the others in figures alone", async () => {
    await using own = await visit(browser);
    await signIn(own.page, "akara.suksai");
    await own.page.goto("/live/queue");
    const jobs = own.page.getByRole("table", { name: t("queue:jobs") });
    await jobs.waitFor();
    expect(await column(jobs, t("queue:column.job"))).toEqual([
      expect.stringContaining("501"),
      expect.stringContaining("503"),
    ]);
    const [limit, unknown] = await column(jobs, t("queue:column.reason"));
    const facts = { owner: t("queue:owner.qos"), what: t("queue:resource.cpu") };
    expect(limit).toContain(`${t("queue:limit.user", facts)}QOSMaxCpuPerUserLimit`);
    expect(unknown).toContain("FrobnicatorBusythe frobnicator is busy");
    const counts = own.page.getByRole("table", { name: t("queue:counts.title") });
    await counts.getByText(t("queue:reason.Resources")).first().waitFor();
    expect(await own.page.getByRole("main").textContent()).not.toContain("anong");
    await own.page.getByText("ไทย", { exact: true }).click();
    await counts.page().getByText(wordsOf("th")("queue:reason.Resources")).first().waitFor();
    expect(own.faults).toEqual([]);
  });
});
