import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seriousFaults } from "./accessibility.ts";
import { launchChromium } from "./chromium.ts";
import { connectAsOwner } from "./database.ts";
import { addNewcomer } from "./newcomer.ts";
import { wordsOf } from "./texts.ts";
import { column, settled, signIn, type Visit, visit } from "./visit.ts";

const t = wordsOf("en");

let browser: Browser;
let desk: Visit;
let page: Page;

/** The steps follow each other in one window, as they do at a desk. */
beforeAll(async () => {
  browser = await launchChromium();
  desk = await visit(browser);
  ({ page } = desk);
  await signIn(page, "admin");
});

afterAll(async () => {
  await browser.close();
});

const records = () => page.getByRole("table", { name: t("audit:title") });
const told = async (heading: string) => new Set(await column(records(), t(`audit:${heading}`)));
const containing = (...texts: string[]) => new Set(texts.map((text) => expect.stringContaining(text)));

describe("the audit trail", () => {
  it("tells from a receipt's own page who did what to it", async () => {
    await page.goto("/receipts?status=paid");
    await settled(page);
    await page.getByRole("table").locator("tbody").getByRole("link").first().click();
    await page.getByRole("link", { name: t("ui:audit_link") }).click();
    await records().getByText("receipt.paid").waitFor();
    expect(await column(records(), t("audit:action"))).toEqual([
      expect.stringContaining("receipt.paid"),
      expect.stringContaining("receipt.issued"),
    ]);
    expect(await told("actor")).toEqual(containing("purser"));
  });

  it("shows a change as what was before and after", async () => {
    const { id } = await addNewcomer("preecha.thongdee", []);
    await page.goto(`/administration/people/${id}`);
    await page.getByRole("textbox", { name: t("people:display_name"), exact: true }).fill("ปรีชา ทองดี");
    await page.getByRole("button", { name: t("ui:save") }).click();
    await page.getByText(t("people:person.saved")).waitFor();
    await page.getByRole("link", { name: t("people:events.all") }).click();
    const name = t("audit:show_detail", { action: "person.updated" });
    await records().getByRole("button", { name }).click();
    const difference = records().getByRole("table", { name: t("audit:difference") });
    expect(await column(difference, t("audit:field"))).toEqual([expect.stringMatching(/display_name$/)]);
    expect(await column(difference, t("audit:before"))).toEqual([expect.stringMatching(/preecha\.thongdee$/)]);
    expect(await column(difference, t("audit:after"))).toEqual([expect.stringMatching(/ปรีชา ทองดี$/)]);
    await difference.scrollIntoViewIfNeeded();
    expect(await seriousFaults(page, "a record's detail")).toEqual([]);
  });

  it("is filtered by action, person and outcome, and saved as CSV as it is filtered", async () => {
    await page.goto("/audit");
    await page.getByRole("textbox", { name: t("audit:action") }).fill("receipt.voided");
    await expect.poll(async () => await told("action")).toEqual(containing("receipt.voided"));
    await page.getByRole("textbox", { name: t("audit:actor") }).fill("nobody");
    await page.getByText(t("audit:empty_filtered")).waitFor();
    await page.getByRole("button", { name: t("ui:clear_filters") }).click();
    await page.getByRole("textbox", { name: t("audit:action") }).fill("receipt.issued");
    await expect.poll(async () => await told("action")).toEqual(containing("receipt.issued"));
    await page.getByLabel(t("audit:outcome"), { exact: true }).selectOption({ label: t("audit:outcomes.success") });
    await expect.poll(() => page.url()).toContain("outcome=success");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: t("audit:export") }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("audit.csv");
    const [heading, ...rows] = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
    expect(heading).toMatch(/^"sequence","occurred_at","actor_name",/);
    expect(rows.length).toBeGreaterThanOrEqual(await records().locator("tbody tr").count());
    expect(rows.filter((row) => !row.includes("receipt.issued"))).toEqual([]);
  });
});

describe("verification", () => {
  it("shows how far it is and says that the chain is intact", async () => {
    await page.goto("/audit");
    // Steps of a size that a chain of a few hundred records takes several of; the second waits to be looked at.
    let letGo = () => {};
    const looked = new Promise<void>((resolve) => (letGo = resolve));
    await page.route("**/api/v1/audit/verify?*", async (route) => {
      const url = new URL(route.request().url());
      const from = Number(url.searchParams.get("from"));
      url.searchParams.set("to", String(from + 99));
      if (from > 1) await looked;
      await route.continue({ url: url.href });
    });
    await page.getByRole("button", { name: t("audit:verify.run") }).click();
    await page.getByText(/^100 of \d+ records$/).waitFor();
    expect(await page.getByRole("progressbar", { name: t("audit:verify.running") }).count()).toBe(1);
    letGo();
    await page.getByText(t("audit:verify.ok"), { exact: true }).waitFor();
    await page.unroute("**/api/v1/audit/verify?*");
  });

  it("names the first record that somebody has changed in the database, and why it is bad", async () => {
    const sequence = 42;
    await tamper(sequence, "actor_name || 'x'");
    await page.getByRole("button", { name: t("audit:verify.run") }).click();
    const alert = page.getByRole("alert").filter({ hasText: t("audit:verify.broken", { sequence }) });
    await alert.getByText(t("audit:verify.reason.content_mismatch")).waitFor();
    await tamper(sequence, "left(actor_name, -1)"); // as it was
    await page.getByRole("button", { name: t("audit:verify.run") }).click();
    await page.getByText(t("audit:verify.ok"), { exact: true }).waitFor();
    expect(desk.faults).toEqual([]);
  });

  it("has its checkpoints, which an administrator takes and saves", async () => {
    const checkpoints = page.getByRole("table", { name: t("audit:checkpoints.title") });
    const before = await checkpoints.locator("tbody tr").count();
    await page.getByRole("button", { name: t("audit:checkpoints.take") }).click();
    await expect.poll(async () => await checkpoints.locator("tbody tr").count()).toBe(before + 1);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      checkpoints
        .getByRole("button", { name: t("audit:checkpoints.download") })
        .first()
        .click(),
    ]);
    const saved = JSON.parse(await readFile(await file.path(), "utf8"));
    expect(file.suggestedFilename()).toBe(`audit-checkpoint-${saved.sequence}.json`);
    expect(saved).toMatchObject({ sequence: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});

describe("records that wait for longer than a minute to be sealed", () => {
  it("are told of on the page, as long as they do", async () => {
    await using slow = await connectAsOwner();
    await using owner = await connectAsOwner();
    await slow.client.query("begin");
    await slow.client.query("select pg_current_xact_id()"); // the sealer waits for it to end
    const { rows } = await owner.client.query<{ id: string }>(
      `insert into audit.record select (jsonb_populate_record(r, jsonb_build_object(
         'id', gen_random_uuid(), 'xid', pg_current_xact_id()::text, 'occurred_at', now() - interval '2 minutes'))).*
       from audit.record r order by r.id limit 1 returning id`,
    );
    try {
      await page.reload();
      await page.getByText(t("audit:waiting"), { exact: true }).waitFor();
      await page.getByText(/has been waiting for 1[2-9]\d seconds/).waitFor();
      expect(await seriousFaults(page, "records that wait")).toEqual([]);
    } finally {
      // It was never signed as what it says, so it must be gone before the sealer gets to it.
      await owner.client.query("set session_replication_role = replica");
      await owner.client.query("delete from audit.record where id = $1", [rows[0]?.id]);
      await slow.client.query("rollback");
    }
    await expect
      .poll(async () => {
        await page.reload();
        await records().waitFor();
        return await page.getByText(t("audit:waiting"), { exact: true }).count();
      })
      .toBe(0);
  });
});

/** What only the owner of the database can do: changes who a record says it was, past the trigger that refuses it. */
async function tamper(sequence: number, actor: "actor_name || 'x'" | "left(actor_name, -1)"): Promise<void> {
  await using owner = await connectAsOwner();
  await owner.client.query("set session_replication_role = replica");
  const { rowCount } = await owner.client.query(
    `update audit.record set actor_name = ${actor} where id = (select record_id from audit.seal where sequence = $1)`,
    [sequence],
  );
  expect(rowCount).toBe(1);
}
