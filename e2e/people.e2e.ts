import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";
import { wordsOf } from "./texts.ts";
import { column, signIn, tryToSignIn, type Visit, visit } from "./visit.ts";

const t = wordsOf("en");
const NEWCOMER = { username: "narong.jaidee", password: "durian mango rambutan" };
const NAME = "ณรงค์ ใจดี";
const SLURM_USER = "anong.wattana"; // has runs in the demonstration centre

let browser: Browser;
let desk: Visit;
let admin: Page;

/** The administrator's steps follow each other in one window, as they do at a desk. */
beforeAll(async () => {
  browser = await launchChromium();
  desk = await visit(browser);
  admin = desk.page;
  await signIn(admin, "admin");
});

afterAll(async () => {
  await browser.close();
});

const follow = async (page: Page, label: string) =>
  await page
    .getByRole("navigation")
    .getByRole("link", { name: t(label), exact: true })
    .click();

/** Opens a dialogue by the button that is called like it, fills it in, and sends it by the button at its end. */
async function answerDialog(title: string, fill: (dialog: ReturnType<Page["getByRole"]>) => Promise<void>) {
  const dialog = admin.getByRole("dialog", { name: title });
  await fill(dialog);
  await dialog.getByRole("button").last().click();
  await dialog.waitFor({ state: "hidden" });
}

describe("an administrator", () => {
  it("adds a person, who has no role yet", async () => {
    await follow(admin, "ui:nav.people");
    await admin.getByRole("button", { name: t("people:add.action") }).click();
    await answerDialog(t("people:add.action"), async (dialog) => {
      await dialog.getByRole("textbox", { name: t("people:username") }).fill("Narong Jaidee");
      await dialog.getByRole("textbox", { name: t("people:display_name"), exact: true }).fill(NAME);
      await dialog.getByText(t("people:add.username_wrong")).waitFor(); // said as soon as the field is left
      await dialog.getByRole("textbox", { name: t("people:username") }).fill(NEWCOMER.username);
      await dialog.getByLabel(t("people:slurm_users")).fill(SLURM_USER);
      await dialog.getByLabel(t("people:slurm_users")).press("Enter");
    });
    await admin.getByRole("heading", { name: NAME, level: 1 }).waitFor();
    await admin.getByText(t("people:grants.empty_text")).waitFor();
  });

  it("gives a role over a team, until a day", async () => {
    await admin.getByRole("button", { name: t("people:give.action") }).click();
    await answerDialog(t("people:give.title", { username: NEWCOMER.username }), async (dialog) => {
      await dialog.getByLabel(t("people:grants.role")).selectOption({ label: t("ui:roles.team_lead") });
      await dialog.getByRole("textbox", { name: t("people:grants.scope") }).fill("team-orchid");
      await dialog.getByRole("button", { name: t("people:give.until") }).click();
      await admin.getByRole("button", { name: t("ui:next_month") }).click();
      await admin.getByRole("button", { name: /^15 / }).click();
    });
    const grants = admin.getByRole("table", { name: t("people:grants.title") });
    await grants.getByText("team-orchid").waitFor();
    expect(await column(grants, t("people:grants.role"))).toEqual([expect.stringContaining(t("ui:roles.team_lead"))]);
    expect(await column(grants, t("people:grants.state"))).toEqual([expect.stringContaining(t("people:grants.live"))]);
    expect(await column(grants, t("people:grants.source"))).toEqual([
      expect.stringContaining(t("people:grants.local")),
    ]);
    expect(await column(grants, t("people:grants.until"))).toEqual([expect.stringMatching(/15 \w+ \d{4}$/)]);
  });

  it("makes a link for a first password, which the person sets: a short one and a common one are refused", async () => {
    await admin.getByRole("button", { name: t("credentials:person.link") }).click();
    const link = await admin.getByText(/reset-password#token=/).textContent();
    await using own = await visit(browser);
    const { page } = own;
    await page.goto(link ?? "no link");
    const refusals = [
      ["short", "PASSWORD_TOO_SHORT"],
      ["passwordpassword", "PASSWORD_TOO_COMMON"],
      [`${NEWCOMER.username} 2026`, "PASSWORD_HAS_USERNAME"],
    ] as const;
    for (const [password, code] of refusals) {
      await setPassword(page, password);
      await page.getByText(t(`errors:code.${code}`)).waitFor();
    }
    await setPassword(page, NEWCOMER.password);
    await page.getByRole("link", { name: t("credentials:reset.sign_in") }).click();
    await page.getByRole("textbox", { name: t("identity:username") }).waitFor();
    await page.goto(link ?? "no link");
    await page.reload(); // the page reads the link when it is opened
    await setPassword(page, NEWCOMER.password);
    await page.getByText(t("errors:code.RESET_LINK_INVALID")).waitFor();
  });
});

describe("the person", () => {
  it("signs in and sees only what the role and the Slurm user allow", async () => {
    await using own = await visit(browser);
    const { page, faults } = own;
    await enter(page);
    const links = await page.getByRole("navigation").getByRole("link").allInnerTexts();
    const live = ["live_jobs", "clusters", "nodes", "queue"];
    const all = ["home", "runs", "receipts", "rate_cards", ...live, "people"];
    expect(links).toEqual(all.map((name) => t(`ui:nav.${name}`)));
    await follow(page, "ui:nav.people");
    const people = page.getByRole("table", { name: t("people:list.title") });
    await people.getByText(NEWCOMER.username).waitFor();
    expect(await column(people, t("people:username"))).toEqual([expect.stringContaining(NEWCOMER.username)]);
    await follow(page, "ui:nav.runs");
    const runs = page.getByRole("table", { name: t("jobs:list.table") });
    await runs.getByText(SLURM_USER).first().waitFor();
    const owners = await column(runs, t("jobs:column.user_account"));
    expect(owners.length).toBeGreaterThan(5);
    expect(owners.filter((owner) => !owner.includes(SLURM_USER))).toEqual([]);
    await page.goto("/audit");
    await page.getByText(t("ui:forbidden.title")).waitFor();
    expect(faults).toEqual([]);
  });

  it("is out as soon as the administrator disables them, and in again once they are enabled", async () => {
    await using own = await visit(browser);
    const { page } = own;
    await enter(page);
    await changeState("disable");
    await admin.getByText(t("people:person.disabled_title")).waitFor();
    await page.waitForTimeout(1_000); // an ended session is refused within a second
    await follow(page, "ui:nav.runs");
    await page.getByText(t("identity:ended")).waitFor();
    await tryToSignIn(page, NEWCOMER);
    await page.getByText(t("errors:code.INVALID_CREDENTIALS")).waitFor();
    await changeState("enable");
    await admin.getByText(t("people:person.disabled_title")).waitFor({ state: "hidden" });
    await enter(page);
  });

  it("is locked out after five wrong passwords, until the administrator lifts the lock", async () => {
    await using own = await visit(browser);
    const { page } = own;
    for (let tries = 0; tries < 5; tries += 1) {
      await tryToSignIn(page, { ...NEWCOMER, password: `guess number ${tries}` });
      await page.getByRole("alert").waitFor();
    }
    await tryToSignIn(page, NEWCOMER); // the right one does not help any more
    await page.getByText(t("errors:code.LOGIN_LOCKED")).waitFor();
    await follow(admin, "ui:nav.locks");
    const locks = admin.getByRole("table", { name: t("identity:locks.title") });
    const lock = locks.locator("tbody tr").filter({ hasText: NEWCOMER.username });
    await lock.waitFor();
    expect(await lock.textContent()).toContain(NAME);
    await lock.getByRole("button").click();
    await admin.getByText(t("identity:locks.lifted")).waitFor();
    await lock.waitFor({ state: "hidden" });
    await enter(page);
    expect(desk.faults).toEqual([]);
  });
});

async function setPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel(t("credentials:password.next"), { exact: true }).fill(password);
  await page.getByRole("button", { name: t("credentials:reset.submit") }).click();
}

async function enter(page: Page): Promise<void> {
  await tryToSignIn(page, NEWCOMER);
  await page.getByRole("navigation", { name: t("ui:navigation") }).waitFor();
}

async function changeState(to: "disable" | "enable"): Promise<void> {
  const title = t(`people:${to}.title`, { username: NEWCOMER.username });
  await admin.getByRole("button", { name: title }).click();
  await answerDialog(title, async () => {});
}
