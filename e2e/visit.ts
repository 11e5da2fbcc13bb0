import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page, Request } from "playwright-core";
import { expect } from "vitest";
import { ownProgram } from "./own-program.ts";
import { type Language, wordsOf } from "./texts.ts";

export type Username = "admin" | "finance" | "auditor" | "akara.suksai";

export type Visit = AsyncDisposable & {
  page: Page;
  context: BrowserContext;
  /** What a page must never do: errors on the console, uncaught exceptions, violations of the policy. */
  faults: string[];
};

/** What the browser says about answers that the journey asks for on purpose, such as a record that is not there. */
const EXPECTED = /^Failed to load resource: the server responded with a status of 40[14]/;

/** Opens a window of its own in the browser. */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const { address } = ownProgram();
  const size = { width: 1280, height: 900 };
  const context = await browser.newContext({ baseURL: address, viewport: size, locale: "en-GB", ...options });
  context.setDefaultTimeout(45_000); // long enough on a busy machine
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !EXPECTED.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  await context.exposeFunction("reportViolation", (text: string) => faults.push(`policy: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      const { reportViolation } = window as unknown as { reportViolation: (text: string) => void }; // exposed above
      reportViolation(`${violatedDirective} ${blockedURI}`);
    });
  });
  return { page, context, faults, [Symbol.asyncDispose]: async () => await context.close() };
}

/** The faults beside refusals that the journey brings about, by their status. */
export function faultsBeside({ faults }: Pick<Visit, "faults">, ...refusals: number[]): string[] {
  return faults.filter((fault) => !refusals.some((status) => fault.includes(`responded with a status of ${status}`)));
}

/** Signs in by the form, as a person would. */
export async function signIn(page: Page, username: Username, language: Language = "en"): Promise<void> {
  const t = wordsOf(language);
  await tryToSignIn(page, { username, password: passwordOf(username) }, language);
  await page.getByRole("navigation", { name: t("ui:navigation") }).waitFor();
}

/** Fills in the form and sends it; what comes of it is for the journey to see. */
export async function tryToSignIn(
  page: Page,
  { username, password }: { username: string; password: string },
  language: Language = "en",
): Promise<void> {
  const t = wordsOf(language);
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: t("identity:username") }).fill(username);
  await page.getByLabel(t("identity:password"), { exact: true }).fill(password);
  await page.getByRole("button", { name: t("identity:submit") }).click();
}

export function passwordOf(username: Username): string {
  const password = ownProgram().passwords[username];
  if (password === undefined) throw new Error(`the program printed no password of ${username}`);
  return password;
}

/** The page has come to rest: nothing is loading any more. One that follows a stream is never idle, and says so itself. */
export async function settled(page: Page): Promise<void> {
  const never = () => new Promise<void>(() => {}); // whichever comes second has nobody who waits for it
  const idle = page.waitForLoadState("networkidle");
  await Promise.race([idle, page.locator('[data-follows="stream"]').waitFor().catch(never)]);
  idle.catch(() => {});
  await expect.poll(async () => await page.getByText(/^(Loading|กำลังโหลด)$/).count()).toBe(0);
}

const AT_REST_MS = 250;

/**
 * Goes on to a page of the app as a link in it does, which costs far less than to load the program anew; returns when it
 * has come to rest.
 */
export async function turnTo(page: Page, address: string): Promise<void> {
  const asked = new Set<Request>();
  const begin = (request: Request) => {
    if (!request.url().includes("/live/stream")) asked.add(request); // which never ends
  };
  const end = (request: Request) => void asked.delete(request);
  page.on("request", begin).on("requestfinished", end).on("requestfailed", end);
  await page.evaluate((to) => window.history.pushState({}, "", to), address);
  let restsSince = performance.now();
  await expect
    .poll(
      () => {
        if (asked.size > 0) restsSince = performance.now();
        return performance.now() - restsSince;
      },
      { interval: 50 },
    )
    .toBeGreaterThan(AT_REST_MS);
  page.off("request", begin).off("requestfinished", end).off("requestfailed", end);
  await expect.poll(async () => await page.getByText(/^(Loading|กำลังโหลด)$/).count()).toBe(0);
  expect(new URL(page.url()).pathname).toBe(address.split("?")[0]);
}

/** What stands in a column of a table, found by its heading. */
export async function column(table: Locator, heading: string): Promise<string[]> {
  const headings = await table.getByRole("columnheader").allTextContents();
  const place = headings.findIndex((text) => text.startsWith(heading));
  if (place < 0) throw new Error(`the table has no column ${heading}, but ${headings.join(", ")}`);
  return await table.locator(`tbody tr td:nth-child(${place + 1})`).allTextContents();
}
