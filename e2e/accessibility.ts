import axe from "axe-core";
import type { Page } from "playwright-core";

/** What keeps people with disabilities from using a page as it is shown now; `place` says where that was. */
export async function seriousFaults(page: Page, place: string): Promise<string[]> {
  const headings = await page.locator("h1").count();
  const found = await violations(page, place, {});
  return [...(headings === 1 ? [] : [`${place}: ${headings} headings of the first level`]), ...found];
}

/** Those of them that come from colours alone. */
export async function colorFaults(page: Page, place: string): Promise<string[]> {
  return await violations(page, place, { runOnly: ["color-contrast", "link-in-text-block"] });
}

async function violations(page: Page, place: string, options: axe.RunOptions): Promise<string[]> {
  await page.evaluate(axe.source); // through the debugger, which the page's policy does not hold back
  const results = await page.evaluate<axe.AxeResults>(`axe.run(${JSON.stringify(options)})`);
  return results.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${place}: ${id}, ${nodes.length} times, last ${nodes.at(-1)?.html.slice(0, 600)}`);
}
