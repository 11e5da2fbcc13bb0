import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";
import { ownProgram } from "./own-program.ts";
import { passwordOf, settled, signIn, turnTo, type Visit, visit } from "./visit.ts";

const MARKUP: readonly string[] = JSON.parse(
  readFileSync(new URL("../apps/api/src/security/markup.json", import.meta.url), "utf8"),
);
const SEPARATOR = "\u0001"; // in none of them

let browser: Browser;
let desk: Visit;
let page: Page;
let token: string;
/** Set by any markup that is taken for more than a text. */
const hits: string[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  token = await tokenOf("admin");
  await plant();
  desk = await visit(browser);
  ({ page } = desk);
  await desk.context.exposeFunction("hit", () => hits.push(page.url()));
  page.on("dialog", (dialog) => hits.push(dialog.message()));
  page.on("request", (request) => {
    const { host, protocol } = new URL(request.url());
    if (host !== new URL(ownProgram().address).host && protocol.startsWith("http")) hits.push(request.url());
  });
  await signIn(page, "admin");
}, 180_000);

afterAll(async () => {
  await browser.close();
});

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const { address } = ownProgram();
  const headers = { authorization: `Bearer ${token}`, ...init.headers };
  const answer = await fetch(`${address}/api/v1${path}`, { ...init, headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

async function send(path: string, method: string, body: object): Promise<Record<string, string>> {
  const answer = await call(path, {
    method,
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
  return await answer.json();
}

async function tokenOf(username: "admin"): Promise<string> {
  // The device that the list of sessions shows.
  const headers = { "content-type": "application/json", "user-agent": MARKUP[1] ?? "" };
  const body = JSON.stringify({ username, password: passwordOf(username) });
  const answer = await fetch(`${ownProgram().address}/api/v1/auth/login`, { method: "POST", headers, body });
  return (await answer.json()).access_token;
}

/** Puts markup wherever somebody may write a text: long ago, so that other journeys do not meet it. */
async function plant(): Promise<void> {
  const columns = [
    ...["JobIDRaw", "JobID", "Cluster", "User", "Account", "Partition", "QOS", "State", "Submit", "Start", "End"],
    ...["ElapsedRaw", "Suspended", "AllocTRES", "Reason", "JobName"],
  ];
  const rows = MARKUP.map((markup, index) => {
    const id = String(7_000 + index);
    const times = ["2020-02-03T01:00:00", "2020-02-03T01:00:00", "2020-02-03T02:00:00", "3600", "00:00:00"];
    const names = [id, id, "markup", markup, markup, markup, markup, "COMPLETED"];
    return [...names, ...times, "billing=1,cpu=1,mem=1G,node=1", markup, markup];
  });
  const broken = [...(rows[0] ?? [])].fill(MARKUP[0] ?? "", 8, 9);
  const text = [columns, ...rows, broken].map((cells) => `${cells.join(SEPARATOR)}\n`).join("");
  const query = new URLSearchParams({ source_name: MARKUP[1] ?? "", time_zone: "UTC" });
  await call(`/usage/batches?${query}`, { method: "POST", body: text, headers: { "content-type": "text/plain" } });
  await send("/people", "POST", { username: "markup", display_name: MARKUP[0] });
  await send("/me/api-tokens", "POST", { name: MARKUP[1], scopes: ["runs:read"], days: 1 });
  const accounts = await (await call("/billing-accounts?limit=500")).json();
  const { id } = accounts.data.find((each: { slurm_user: string }) => each.slurm_user === MARKUP[0]);
  await send(`/billing-accounts/${id}`, "PATCH", { name: MARKUP[0], legal_name: MARKUP[1], address: MARKUP[2] });
  await send("/receipts", "POST", { month: "2020-02" });
  const receipts = await (await call(`/receipts?account_id=${id}`)).json();
  await send(`/receipts/${receipts.data[0].id}/void`, "POST", { reason: MARKUP[1] ?? "" });
}

/** Opens a page and waits until it shows all of these, as texts. */
async function shows(path: string, texts: readonly string[]): Promise<void> {
  await turnTo(page, path);
  for (const text of texts) await expect.poll(async () => await page.getByRole("main").textContent()).toContain(text);
  expect(await injected()).toEqual([]);
}

/** What the page has that this app never makes. */
async function injected(): Promise<string[]> {
  return await page.evaluate(() =>
    [
      ...document.querySelectorAll(
        "main script, iframe, base, meta[http-equiv], math, object, embed, [onerror], [onload], [ontoggle], [href^='javascript:'], [href^='data:'], [src='x']",
      ),
    ].map((element) => element.outerHTML.slice(0, 200)),
  );
}

const address = async (list: string, kind: string) => {
  await turnTo(page, list);
  return (
    (await page.getByRole("main").locator(`a[href^="${kind}/"]:not([href$="/issue"])`).first().getAttribute("href")) ??
    "none"
  );
};

describe("markup that somebody wrote", () => {
  it("is text in the list of runs, and on the page of each", async () => {
    await shows("/runs?cluster=markup&limit=100", MARKUP.slice(0, 10));
    const links = page.getByRole("main").locator('a[href^="/runs/"]');
    const runs = new Set(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? "")));
    expect(runs.size).toBe(MARKUP.length);
    const texts: string[] = [];
    for (const run of runs) {
      await shows(run, []);
      texts.push((await page.getByRole("main").textContent()) ?? "");
    }
    for (const markup of MARKUP)
      expect(texts.filter((text) => text.includes(markup)).length, markup).toBeGreaterThan(0);
  }, 180_000);

  it("is text on every other page that shows what people write", async () => {
    const [first = "", second = "", third = ""] = MARKUP;
    await shows(await address(`/billing-accounts?search=${encodeURIComponent(first)}`, "/billing-accounts"), [first]);
    const receipt = await address("/receipts?status=void", "/receipts");
    await shows(receipt, [second, third]);
    await shows(await address("/batches", "/batches"), [second]);
    await shows("/coverage?cluster=markup&month=2020-02&day=2020-02-03", [first, second, third]);
    await shows("/bindings?tab=unbound&cluster=markup", [first, second, third]);
    await shows("/administration/people?search=markup", [first]);
    await shows("/account", [second]);
    await shows("/audit", []);
  }, 120_000);

  it("is text in the address as well", async () => {
    for (const markup of MARKUP.slice(0, 8)) {
      const text = encodeURIComponent(markup);
      await page.goto(`/${text}?${text}=${text}#${text}`);
      await settled(page);
      expect(await injected()).toEqual([]);
      await shows(`/runs/${text}`, []);
      await shows(`/runs?user=${text}&state=${text}&cursor=${text}`, []);
    }
  }, 120_000);

  it("has run nowhere, has called nobody, and has met no rule that had to stop it", () => {
    expect(hits).toEqual([]);
    expect(desk.faults.filter((fault) => fault.startsWith("policy:"))).toEqual([]);
    expect(desk.faults.filter((fault) => fault.startsWith("uncaught:"))).toEqual([]);
  });
});
