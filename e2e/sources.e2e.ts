import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chooseToday } from "./choose-day.ts";
import { launchChromium } from "./chromium.ts";
import { startReplica } from "./replica.ts";
import { wordsOf } from "./texts.ts";
import { column, signIn, visit } from "./visit.ts";

const t = wordsOf("en");
const DAY = 86_400;
const NOBODY = "http://127.0.0.1:9";

let browser: Browser;
let folder: string;
let replica: Awaited<ReturnType<typeof startReplica>>;

beforeAll(async () => {
  browser = await launchChromium();
  folder = await mkdtemp(join(tmpdir(), "purser-sources-"));
  const file = join(folder, "jasmine.psv");
  await writeFile(join(folder, "token"), "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjQwNzA5MDg4MDB9.c2lnbmF0dXJl");
  await writeFile(file, accounting());
  const rest = { kind: "slurmrestd", url: NOBODY, user: "purser", token: { file: join(folder, "token") } };
  const clusters = [
    { name: "jasmine", time_zone: "UTC", since: day(-2), sources: [rest, { kind: "file", path: file }] },
    { name: "orchid", time_zone: "UTC", since: day(-2), sources: [{ kind: "file", path: join(folder, "missing") }] },
  ];
  await writeFile(join(folder, "sources.json"), JSON.stringify({ clusters }));
  replica = await startReplica({ SOURCES_FILE: join(folder, "sources.json"), LOG_LEVEL: "info" }, { withWorker: true });
});

afterAll(async () => {
  await replica[Symbol.asyncDispose]();
  await browser.close();
  await rm(folder, { recursive: true });
});

const day = (days: number) => new Date(Date.now() + days * DAY * 1_000).toISOString().slice(0, 10);

/** Two runs of yesterday, and a line that says nothing. */
function accounting(): string {
  const start = Math.floor(Date.now() / 1_000) - DAY;
  const run = (id: number) =>
    [id, id, "jasmine", "somchai", "physics", "cpu", "normal", "COMPLETED", "0:0", start, start, start, start + 3_600]
      .concat(["3600", "cpu=2,mem=1G,node=1"])
      .join("|");
  const columns = "JobIDRaw|JobID|Cluster|User|Account|Partition|QOS|State|ExitCode|Submit|Eligible|Start|End";
  return [`${columns}|ElapsedRaw|AllocTRES`, run(501), run(502), run(503).replace("cpu=2", "cpu=two"), ""].join("\n");
}

const cluster = (page: Page, name: string) =>
  page
    .getByRole("region")
    .or(page.locator("section"))
    .filter({ has: page.getByRole("heading", { name }) });

it("pulls from the source that answers, and says why the preferred one did not", async () => {
  await using desk = await visit(browser, { baseURL: replica.address });
  const { page } = desk;
  await signIn(page, "finance");
  await page.goto("/sources");
  const jasmine = cluster(page, "jasmine");
  await jasmine.getByRole("button", { name: t("pulls:pull_now") }).click();
  await page.getByText(t("pulls:pull_now_done")).waitFor();
  await jasmine.getByText(t("pulls:fell_back_title", { source: t("pulls:source.file") })).waitFor({ timeout: 30_000 });
  await jasmine.getByRole("listitem").filter({ hasText: "slurmrestd" }).first().waitFor();
  const pulls = jasmine.getByRole("table", { name: t("pulls:list", { cluster: "jasmine" }) });
  await expect
    .poll(async () => await column(pulls, t("pulls:column.runs_new")), { timeout: 30_000 })
    .toContain(`${t("pulls:column.runs_new")}2`);
  expect(await column(pulls, t("pulls:column.rejected"))).toContain(`${t("pulls:column.rejected")}1`);

  await jasmine.getByRole("button", { name: t("pulls:check") }).click();
  const checks = jasmine.getByRole("table", { name: t("pulls:checks.title") });
  await checks.waitFor();
  const [refused, answered] = await column(checks, t("pulls:checks.answer"));
  expect(refused).toMatch(/cannot be reached/i);
  expect(answered).toContain(t("pulls:checks.ok"));

  await page.goto("/batches");
  await page.getByRole("link", { name: "jasmine.psv" }).first().waitFor();
  expect(desk.faults).toEqual([]);
});

it("says of a cluster that no source of it can be read", async () => {
  await using desk = await visit(browser, { baseURL: replica.address });
  const { page } = desk;
  await signIn(page, "finance");
  await page.goto("/sources");
  const orchid = cluster(page, "orchid");
  await orchid.getByRole("button", { name: t("pulls:pull_now") }).click();
  await orchid.getByText(t("pulls:failed_title")).waitFor({ timeout: 30_000 });
  expect(desk.faults).toEqual([]);
});

it("reads past days again, which changes nothing, and can be paused, resumed and ended", async () => {
  await using desk = await visit(browser, { baseURL: replica.address });
  const { page } = desk;
  await signIn(page, "finance");
  await page.goto("/sources");
  const orchid = cluster(page, "orchid");
  await orchid.getByRole("button", { name: t("pulls:backfill.action") }).click();
  const form = page.getByRole("dialog", { name: t("pulls:backfill.title", { cluster: "orchid" }) });
  await chooseToday(form.getByLabel(t("pulls:backfill.from")));
  await chooseToday(form.getByLabel(t("pulls:backfill.to")));
  await form.getByRole("button", { name: t("pulls:backfill.submit") }).click();
  await page.getByText(t("pulls:backfill.done")).waitFor();
  // No source answers, so that it waits to try again: there is time to do something about it.
  const backfill = orchid.getByRole("group", { name: t("pulls:kind.backfill") });
  await backfill.getByRole("button", { name: t("pulls:action.pause") }).click();
  await backfill.getByText(t("pulls:state.paused"), { exact: true }).waitFor();
  await backfill.getByRole("button", { name: t("pulls:action.resume") }).click();
  await backfill.getByText(t("pulls:state.waiting"), { exact: true }).waitFor();
  await backfill.getByRole("button", { name: t("pulls:action.cancel") }).click();
  await backfill.waitFor({ state: "detached" });
  await orchid.getByText(t("pulls:state.cancelled"), { exact: true }).first().waitFor();
  expect(desk.faults).toEqual([]);
});

it("shows an auditor everything and no button", async () => {
  await using desk = await visit(browser, { baseURL: replica.address });
  const { page } = desk;
  await signIn(page, "auditor");
  await page.goto("/sources");
  await page.getByRole("heading", { name: "jasmine" }).waitFor();
  expect(await page.getByRole("button", { name: t("pulls:pull_now") }).count()).toBe(0);
  expect(desk.faults).toEqual([]);
});
