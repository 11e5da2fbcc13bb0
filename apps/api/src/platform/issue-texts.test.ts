import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { issueText, THAI_ISSUES } from "./issue-texts.ts";

/** What a program reads, and no person: it is the same in every language. */
const FOR_PROGRAMS = ["mfa_required"];

/** Every issue that the program names, a figure in it as `*`. */
function namedIssues(): string[] {
  const folder = fileURLToPath(new URL("..", import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => !/\.test\.ts$|^testing\/|issue-texts/.test(file));
  return files.flatMap((file) => {
    const text = readFileSync(`${folder}/${file}`, "utf8");
    const named = text.matchAll(/(?:\bissue(?:: string)? ?[:=] |onField\(|refusedBody\([^"`\n]*)["`](.+?)["`]/g);
    const other = text.matchAll(/refusedBody\(.*: `(.+?)`/g);
    return [...named, ...other].map(([, issue = ""]) => issue.replace(/\$\{\w+\}/, "*"));
  });
}

it("says in Thai every issue that the program names, and none that it does not", () => {
  const named = [...new Set(namedIssues())].filter((issue) => !FOR_PROGRAMS.includes(issue));
  expect(named.sort()).toEqual(Object.keys(THAI_ISSUES).sort());
  for (const thai of Object.values(THAI_ISSUES)) expect(thai).toMatch(/[\u0e00-\u0e7f]/);
});

it.each([
  ["is after 2026-03-31", "อยู่หลังวันที่ 2026-03-31"],
  ["holds more than 1000 samples", "มีข้อมูลการวัดเกิน 1000 รายการ"],
  ["mfa_required", "mfa_required"],
])("keeps the figure of %s", (issue, thai) => {
  expect([issueText(issue, "en"), issueText(issue, "th")]).toEqual([issue, thai]);
});
