import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";
import { letTimePass } from "./database.ts";
import { ownProgram } from "./own-program.ts";
import { wordsOf } from "./texts.ts";
import { column, faultsBeside, passwordOf, settled, signIn, type Visit, visit } from "./visit.ts";

const t = wordsOf("en");

let browser: Browser;
let desk: Visit;
let page: Page;
let script = ""; // the token that the steps below are about

/** The steps follow each other in one window, as they do at a desk. */
beforeAll(async () => {
  browser = await launchChromium();
  desk = await visit(browser);
  ({ page } = desk);
  await signIn(page, "akara.suksai");
});

afterAll(async () => {
  await browser.close();
});

/** Calls the API as a program does, without any browser. */
async function call(token: string, path: string): Promise<{ status: number; body: string }> {
  const answer = await fetch(`${ownProgram().address}/api/v1${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.status, body: await answer.text() };
}

const ownTokens = () => page.getByRole("table", { name: t("tokens:own.title") });

async function fillIn(
  form: Locator,
  { name, scopes, addresses }: { name: string; scopes: string[]; addresses: string },
) {
  await form.getByRole("textbox", { name: t("tokens:form.name"), exact: true }).fill(name);
  for (const scope of scopes) await form.getByRole("checkbox", { name: scope }).check();
  await form.getByRole("textbox", { name: t("tokens:form.addresses") }).fill(addresses);
}

const send = (form: Locator) => form.getByRole("button", { name: t("tokens:form.submit") }).click();

/** Reads the token, which is there to be read this once, and closes the dialogue. */
async function takeToken(on: Page): Promise<string> {
  const token = await on.getByRole("textbox", { name: t("tokens:shown.label") }).textContent();
  await on.getByRole("button", { name: t("tokens:shown.done") }).click();
  await on.getByRole("dialog").waitFor({ state: "hidden" });
  return token ?? "";
}

describe("a person", () => {
  it("makes an API token, once the password is confirmed, and sees it once", async () => {
    await letTimePass("akara.suksai", 30);
    await page.goto("/account");
    await page.getByRole("button", { name: t("tokens:create") }).click();
    const form = page.getByRole("dialog", { name: t("tokens:form.title") });
    await send(form);
    await form.getByText(t("tokens:form.scopes_error")).waitFor();
    await fillIn(form, { name: "nightly report", scopes: ["runs:read"], addresses: "127.0.0.0/8\n::1" });
    await send(form);
    const proof = page.getByRole("dialog", { name: t("ui:proof.title") });
    await proof.getByLabel(t("ui:proof.password", { username: "akara.suksai" })).fill(passwordOf("akara.suksai"));
    await proof.getByRole("button", { name: t("ui:proof.confirm") }).click();
    await page.getByText(t("tokens:shown.title")).waitFor();
    script = await takeToken(page);
    expect(script).toMatch(/^pur_/);
    await settled(page);
    expect(await column(ownTokens(), t("tokens:column.state"))).toEqual([
      expect.stringContaining(t("tokens:state.active")),
    ]);
    expect(await page.content()).not.toContain(script);
  });

  it("lets a program read runs with it, the person's own alone, and nothing beside them", async () => {
    const runs = await call(script, "/runs");
    expect(runs.status).toBe(200);
    const users = (JSON.parse(runs.body) as { data: { user: string }[] }).data.map(({ user }) => user);
    expect(new Set(users)).toEqual(new Set(["akara.suksai"]));
    for (const [path, code] of [
      ["/receipts", "SCOPE_MISSING"],
      ["/me/sessions", "API_TOKEN_NOT_ALLOWED"],
    ] as const) {
      expect(await call(script, path)).toEqual({ status: 403, body: expect.stringContaining(`"${code}"`) });
    }
    await page.reload();
    await settled(page);
    expect(await column(ownTokens(), t("tokens:column.used"))).toEqual([expect.stringMatching(/127\.0\.0\.1|::1/)]);
  });

  it("binds another to addresses, from which alone it works", async () => {
    await page.getByRole("button", { name: t("tokens:create") }).click();
    const form = page.getByRole("dialog", { name: t("tokens:form.title") });
    await fillIn(form, { name: "elsewhere", scopes: ["runs:read"], addresses: "192.0.2.1/99" });
    await send(form);
    await form.getByText(t("errors:code.TOKEN_ADDRESS_INVALID")).waitFor();
    await form.getByRole("textbox", { name: t("tokens:form.addresses") }).fill("192.0.2.0/24");
    await send(form);
    const elsewhere = await takeToken(page);
    expect(await call(elsewhere, "/runs")).toEqual({
      status: 403,
      body: expect.stringContaining('"ADDRESS_NOT_ALLOWED"'),
    });
    await ownTokens()
      .getByText(t("tokens:only_from", { addresses: "192.0.2.0/24" }))
      .waitFor();
  });

  it("revokes it, and the program is refused within a second", async () => {
    await page.getByRole("button", { name: t("tokens:revoke.title", { name: "nightly report" }) }).click();
    const dialog = page.getByRole("dialog", { name: t("tokens:revoke.title", { name: "nightly report" }) });
    await dialog.getByText(t("tokens:revoke.lead")).waitFor();
    await dialog.getByRole("button", { name: t("tokens:revoke.action") }).click();
    await ownTokens().getByText(t("tokens:state.revoked")).waitFor();
    await expect.poll(async () => (await call(script, "/runs")).status, { timeout: 1_000 }).toBe(401);
    expect(faultsBeside(desk, 403, 422)).toEqual([]);
  });
});

describe("an administrator", () => {
  it("makes a token for a service and finds it among all", async () => {
    await using office = await visit(browser);
    const { page: admin } = office;
    await signIn(admin, "admin");
    await admin
      .getByRole("navigation")
      .getByRole("link", { name: t("ui:nav.tokens") })
      .click();
    await admin.getByRole("button", { name: t("tokens:create_service") }).click();
    const form = admin.getByRole("dialog", { name: t("tokens:form.service_title") });
    await form.getByLabel(t("tokens:form.role")).selectOption({ label: t("ui:roles.auditor") });
    await fillIn(form, { name: "Grafana", scopes: ["usage:read"], addresses: "" });
    await send(form);
    await form.getByText(t("tokens:form.service_name_error")).waitFor();
    await fillIn(form, { name: "grafana", scopes: ["usage:write"], addresses: "" });
    await send(form);
    await form.getByText(t("errors:code.TOKEN_SCOPE_TOO_WIDE")).waitFor(); // an auditor sends no usage
    await form.getByRole("checkbox", { name: "usage:write" }).uncheck();
    await send(form);
    const token = await takeToken(admin);
    expect((await call(token, "/usage/batches")).status).toBe(200);
    expect((await call(token, "/runs")).body).toContain('"SCOPE_MISSING"');
    await admin.getByLabel(t("tokens:column.owner"), { exact: true }).selectOption({ label: t("tokens:kind.service") });
    await settled(admin);
    const all = admin.getByRole("table", { name: t("tokens:all.title") });
    await expect
      .poll(async () => await column(all, t("tokens:column.name")))
      .toEqual([expect.stringContaining("grafana")]);
    expect(await column(all, t("tokens:column.owner"))).toEqual([expect.stringContaining(t("ui:roles.auditor"))]);
    expect(faultsBeside(office, 422)).toEqual([]);
  });

  it("is who makes them: an auditor reads the list", async () => {
    await using office = await visit(browser);
    await signIn(office.page, "auditor");
    await office.page.goto("/administration/tokens");
    await office.page
      .getByRole("table", { name: t("tokens:all.title") })
      .getByText("grafana")
      .waitFor();
    const buttons = await office.page.getByRole("main").getByRole("button").allTextContents();
    expect(buttons.filter((text) => [t("tokens:create_service"), t("tokens:revoke.action")].includes(text))).toEqual(
      [],
    );
  });
});
