import type { Page } from "playwright-core";
import { givePicture } from "./live-picture.ts";
import { settled } from "./visit.ts";

const PAGES = [
  "/",
  "/runs",
  "/unbilled",
  "/batches",
  "/coverage",
  "/reconciliation",
  "/ingest",
  "/receipts",
  "/receipts/issue",
  "/billed-changes",
  "/rate-cards",
  "/live/jobs",
];
const MORE = [
  "/billing-accounts",
  "/bindings",
  "/bindings?tab=unbound",
  "/audit",
  "/account",
  "/no-such-page",
  "/receipts/019a0000-0000-7000-8000-00000000dead",
];
const CLUSTER = "sala";
const LIVE = [
  "/live/clusters",
  `/live/nodes?cluster=${CLUSTER}&by=load`,
  `/live/nodes/${CLUSTER}/n0010`,
  "/live/queue",
];
const ADMINISTRATION = ["/administration/people", "/administration/tokens", "/administration/locks"];

/**
 * The main pages, and of each kind of record the first: its address is taken from its list. Those of the clusters have
 * something to show, an old picture, which has the most to say.
 */
export async function addressesFor(page: Page): Promise<string[]> {
  await givePicture({ cluster: CLUSTER, nodes: 40, secondsAgo: 600 });
  const records: string[] = [];
  for (const list of ["/runs?state=completed", "/receipts", "/batches", "/rate-cards", "/administration/people"]) {
    await page.goto(list);
    await settled(page);
    const kind = list.split("?")[0] ?? "";
    const links = page.getByRole("main").locator(`a[href^="${kind}/"]:not([href$="/issue"])`);
    records.push((await links.first().getAttribute("href")) ?? `none in ${list}`);
  }
  return [...PAGES, ...MORE, ...LIVE, ...ADMINISTRATION, ...records, `${records[1]}?tab=runs`];
}
