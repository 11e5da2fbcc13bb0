import axe from "axe-core";
import type { Page } from "playwright-core";

/** What keeps people with disabilities from using a page as it is shown now; `place` says where that was. */
export async function seriousFaults(page: Page, place: string): Promise<string[]> {
  await page.evaluate(axe.source); // through the debugger, which the page's policy does not hold back
  const { violations } = await page.evaluate<axe.AxeResults>("axe.run()");
  const headings = await page.locator("h1").count();
  return [
    ...(headings === 1 ? [] : [`${place}: ${headings} headings of the first level`]),
    ...violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${place}: ${id}, ${nodes.length} times, last ${nodes.at(-1)?.html.slice(0, 600)}`),
  ];
}
