// Asks the registry for known weaknesses of the packages of production, and fails where there are any.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { npx, ROOT, run } from "./programs.mjs";

/** Not every registry answers such questions; that is no finding. */
const UNANSWERED =
  /ERR_PNPM_AUDIT_(BAD_RESPONSE|ENDPOINT_NOT_EXISTS)|ERR_PNPM_META_FETCH_FAIL|ENOTFOUND|ECONNREFUSED|ETIMEDOUT/;

/** What an answer of `pnpm audit` means: `clean`, `found`, or `unanswered` where nobody could be asked. */
export function verdictOf({ ok, output }) {
  if (ok) return "clean";
  // What was found may be told in words that a failing registry uses too.
  if (/\d+ vulnerabilit/.test(output)) return "found";
  return UNANSWERED.test(output) ? "unanswered" : "found";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const answer = await run(npx(), ["--yes", packageManager, "audit", "--prod"]);
  const verdict = verdictOf(answer);
  if (verdict === "clean") console.log("audit: no known weaknesses");
  if (verdict === "unanswered") {
    console.log("audit: SKIPPED, nothing is known: the registry does not answer such questions");
    console.log(answer.output.split("\n").find((line) => UNANSWERED.test(line)));
  }
  if (verdict === "found") {
    console.error(answer.output.trim());
    process.exitCode = 1;
  }
}
