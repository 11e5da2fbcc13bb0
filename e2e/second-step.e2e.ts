import { Secret, TOTP } from "otpauth";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";
import { letTimePass } from "./database.ts";
import { addNewcomer, type Newcomer } from "./newcomer.ts";
import { startReplica } from "./replica.ts";
import { wordsOf } from "./texts.ts";
import { faultsBeside, passwordOf, settled, signIn, tryToSignIn, visit } from "./visit.ts";

const t = wordsOf("en");
const STEP_SECONDS = 30;

let browser: Browser;
let person: Newcomer;
let secret = ""; // as the authenticator app holds it
let codes: string[] = []; // as the person keeps them

beforeAll(async () => {
  browser = await launchChromium();
  person = await addNewcomer("malee.srisuk", ["auditor"]);
});

afterAll(async () => {
  await browser.close();
});

/** What the person's app shows, now or in the steps to come. */
function codeOf(key: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + steps * STEP_SECONDS * 1000 });
}

async function enterCode(page: Page, label: "app" | "recovery", code: string, submit: string): Promise<void> {
  await page.getByRole("textbox", { name: t(`credentials:code.${label}`), exact: true }).fill(code);
  await page.getByRole("button", { name: t(submit), exact: true }).click();
}

const inside = (page: Page) => page.getByRole("navigation", { name: t("ui:navigation") });

/** Takes over what is shown once into the app, proves it, and keeps the recovery codes. */
async function setUp(page: Page): Promise<{ secret: string; codes: string[] }> {
  await page.getByRole("button", { name: t("credentials:mfa.set_up") }).click();
  await page.getByRole("img", { name: t("credentials:mfa.qr") }).waitFor();
  const shown = await page.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent();
  const key = (shown ?? "").replaceAll(" ", "");
  await enterCode(page, "app", codeOf(key, 100), "credentials:mfa.confirm");
  await page.getByText(t("errors:code.MFA_CODE_WRONG")).waitFor();
  await enterCode(page, "app", codeOf(key), "credentials:mfa.confirm");
  const kept = await page.getByRole("group", { name: t("credentials:recovery.label") }).textContent();
  await page.getByRole("button", { name: t("credentials:recovery.done") }).click();
  return { secret: key, codes: (kept ?? "").split("\n") };
}

describe("a person with an authenticator app", () => {
  it("sets two-step sign-in up and is given ten recovery codes", async () => {
    await using own = await visit(browser);
    const { page } = own;
    await tryToSignIn(page, person);
    await inside(page).waitFor();
    await page.goto("/account");
    await page.getByRole("button", { name: t("credentials:mfa.set_up") }).click();
    await page.getByText(t("credentials:mfa.before")).waitFor();
    ({ secret, codes } = await setUp(page));
    expect(new Set(codes).size).toBe(10);
    await page.getByText(t("credentials:mfa.codes_left_other", { count: 10 })).waitFor();
    await page.getByRole("button", { name: t("ui:account_menu") }).click();
    await page.getByRole("menuitem", { name: t("ui:sign_out") }).click();
    await page.getByRole("button", { name: t("identity:submit") }).waitFor();
  });

  it("signs in with the password and the code that the app shows, which is good once", async () => {
    await using own = await visit(browser);
    const { page } = own;
    await tryToSignIn(page, person);
    await page.getByText(t("credentials:sign_in.lead")).waitFor();
    const code = codeOf(secret, 1); // that of now has proven the app
    await enterCode(page, "app", code, "credentials:sign_in.submit");
    await inside(page).waitFor();
    await using again = await visit(browser);
    await tryToSignIn(again.page, person);
    await enterCode(again.page, "app", code, "credentials:sign_in.submit");
    await again.page.getByText(t("errors:code.MFA_CODE_WRONG")).waitFor();
    expect(await inside(again.page).count()).toBe(0);
  });

  it("signs in with a recovery code where the phone is not at hand, with each once", async () => {
    await using own = await visit(browser);
    const { page } = own;
    const [code = ""] = codes;
    for (const outcome of ["in", "refused"]) {
      await tryToSignIn(page, person);
      await page.getByRole("button", { name: t("credentials:code.use_recovery") }).click();
      await enterCode(page, "recovery", code, "credentials:sign_in.submit");
      if (outcome === "refused") {
        await page.getByText(t("errors:code.MFA_CODE_WRONG")).waitFor();
      } else {
        await inside(page).waitFor();
        await page.goto("/account");
        await page.getByText(t("credentials:mfa.codes_left_other", { count: 9 })).waitFor();
        await page.context().clearCookies();
      }
    }
  });

  it("proves both steps again before an API token is made, where they signed in a while ago", async () => {
    const [, forTheDoor = "", forTheToken = ""] = codes;
    await using own = await visit(browser);
    const { page } = own;
    await tryToSignIn(page, person);
    await page.getByRole("button", { name: t("credentials:code.use_recovery") }).click();
    await enterCode(page, "recovery", forTheDoor, "credentials:sign_in.submit");
    await inside(page).waitFor();
    await letTimePass(person.username, 30);
    await page.goto("/account");
    await page.getByRole("button", { name: t("tokens:create") }).click();
    const form = page.getByRole("dialog", { name: t("tokens:form.title") });
    await form.getByRole("textbox", { name: t("tokens:form.name"), exact: true }).fill("monthly report");
    await form.getByRole("checkbox", { name: "runs:read" }).check();
    await form.getByRole("button", { name: t("tokens:form.submit") }).click();
    const proof = page.getByRole("dialog", { name: t("ui:proof.title") });
    const code = proof.getByLabel(t("ui:proof.code"));
    const confirm = proof.getByRole("button", { name: t("ui:proof.confirm") });
    await proof.getByLabel(t("ui:proof.password", { username: person.username })).fill(person.password);
    expect(await code.count()).toBe(0);
    await confirm.click();
    await code.waitFor();
    expect(await proof.getByRole("alert").count()).toBe(0); // the password was right: a question, no failure
    expect(await code.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
    await code.fill(codeOf(secret, 100));
    await confirm.click();
    await proof.getByText(t("errors:code.MFA_CODE_WRONG")).waitFor();
    await code.fill(forTheToken);
    await confirm.click();
    await page.getByText(t("tokens:shown.title")).waitFor();
    expect(faultsBeside(own, 401, 403, 422)).toEqual([]);
  });

  it("gets in without it once an administrator has removed it", async () => {
    await using office = await visit(browser);
    await signIn(office.page, "admin");
    await office.page.goto(`/administration/people/${person.id}`);
    const title = t("credentials:person.remove_title", { username: person.username });
    await office.page.getByRole("button", { name: title }).click();
    const dialog = office.page.getByRole("dialog", { name: title });
    await dialog.getByText(t("credentials:person.remove_text")).waitFor();
    await dialog.getByRole("button", { name: t("credentials:person.remove") }).click();
    await office.page.getByText(t("credentials:person.removed", { username: person.username })).waitFor();
    await office.page.getByText(t("credentials:person.no_second_step")).waitFor();
    await using own = await visit(browser);
    await tryToSignIn(own.page, person);
    await inside(own.page).waitFor();
    await own.page.goto("/account");
    await own.page.getByText(t("credentials:mfa.off"), { exact: true }).waitFor();
  });
});

describe("a centre that demands two steps of finance and administrators", () => {
  it("lets nobody with these roles any further before they have set it up", async () => {
    await using replica = await startReplica({ REQUIRE_MFA: "finance,center_admin" });
    const at = { baseURL: replica.address };
    const clerk = await addNewcomer("somchai.rakdee", ["finance"]);
    for (const who of [clerk, { username: "admin", password: passwordOf("admin") }]) {
      await using stopped = await visit(browser, at);
      await tryToSignIn(stopped.page, who);
      await stopped.page.getByText(t("credentials:mfa.demanded")).waitFor();
      await stopped.page.goto("/receipts");
      await stopped.page.getByText(t("credentials:mfa.demanded")).waitFor();
    }
    await using own = await visit(browser, at);
    const { page } = own;
    await tryToSignIn(page, clerk);
    await page.getByText(t("credentials:mfa.demanded")).waitFor();
    await setUp(page);
    await inside(page).waitFor();
    await page.goto("/account");
    await settled(page);
    await page.getByText(t("credentials:mfa.required")).waitFor();
    expect(await page.getByRole("button", { name: t("credentials:mfa.disable") }).count()).toBe(0);
    expect(faultsBeside(own, 422)).toEqual([]);
    await using other = await visit(browser, at);
    await signIn(other.page, "auditor"); // of whom nothing is demanded
  });
});
