import axe from "axe-core";
import type { Page } from "playwright-core";

/** What keeps people with disabilities from using a page as it is shown now; `place` says where that was. */
export async function seriousFaults(page: Page, place: string): Promise<string[]> {
  const headings = await page.locator("h1").allInnerTexts();
  const found = await violations(page, place, {});
  if (headings.length !== 1) found.push(`${place}: ${headings.length} headings of the first level`);
  const [, name] = /^(.+) · Purser$/.exec(await page.title()) ?? [];
  const isNamed = ["/", "/sign-in"].includes(place) ? name !== undefined : name && headings[0]?.includes(name); // these two greet
  if (!isNamed) found.push(`${place}: its tab is called ${await page.title()}`);
  return found;
}

/** Those of them that come from colours alone. */
export async function colorFaults(page: Page, place: string): Promise<string[]> {
  return await violations(page, place, { runOnly: ["color-contrast", "link-in-text-block"] });
}

/** Of what is in order nothing is said. */
const SHORT: axe.RunOptions = { resultTypes: ["violations"], selectors: false };

async function violations(page: Page, place: string, options: axe.RunOptions): Promise<string[]> {
  // Through the debugger, which the page's policy does not hold back; it stays until the app is loaded anew.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const results = await page.evaluate<axe.AxeResults>(`axe.run(${JSON.stringify({ ...SHORT, ...options })})`);
  return results.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => {
      const last = nodes.at(-1);
      const why = last?.any.map(({ message }) => message).join("; ");
      return `${place}: ${id}, ${nodes.length} times, last ${last?.html.slice(0, 600)}: ${why}`;
    });
}
