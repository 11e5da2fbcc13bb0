import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { buildStale } from "./build.mjs";
import { check } from "./check.mjs";
import { installIfNeeded } from "./install.mjs";
import { binary, ROOT, requireNode, run, seconds } from "./programs.mjs";

requireNode();
const counts = { passed: 0, failed: 0, skipped: 0 };
const started = performance.now();
await setUpAndTest();
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
console.log(`Took ${seconds(performance.now() - started)}`);
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;

async function setUpAndTest() {
  if (!(await attempt("install", installIfNeeded))) return;
  // Before anything runs beside anything else: the tests start the built program, and none may find it half written.
  if (!(await attempt("build", buildStale))) return;
  if (process.argv[2] === "slurm") return add(await slurm({ show: true }));
  // These two mostly wait, for jobs and for pages, so that they go beside the others and are printed when they are done.
  const real = process.env.TESTSLURM_URL ? slurm({ show: false }) : null;
  const journeys = browserTests().length > 0 ? browser() : null;
  add(await check());
  add(await vitest("unit, API and contract tests", []));
  if (real === null) skip("tests against a real Slurm", "TESTSLURM_URL names none: README.md, npm run test:slurm");
  else add(await real);
  if (journeys === null) skip("browser tests", "e2e holds none");
  else add(await journeys);
}

/** Counts as one failed test where it throws: what comes after it cannot run. */
async function attempt(name, work) {
  try {
    await work();
    return true;
  } catch (error) {
    console.log(`FAILED ${name}\n${error.message}`);
    counts.failed += 1;
    return false;
  }
}

function add({ passed, failed, skipped }) {
  counts.passed += passed;
  counts.failed += failed;
  counts.skipped += skipped;
}

function skip(what, why) {
  console.log(`skipped: ${what} (${why})`);
  counts.skipped += 1;
}

function browserTests() {
  const folder = join(ROOT, "e2e");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true }).filter(
    (file) => !file.includes("node_modules") && /\.(test|e2e|spec)\.m?ts$/.test(file),
  );
}

/** One after another: beside the other tests, more of them at once would only wait longer for each page. */
async function browser() {
  return await vitest("browser tests", ["--config", "e2e/vitest.config.ts", "--maxWorkers=1"], { show: false });
}

/** On the cluster that the environment names. */
async function slurm({ show }) {
  return await vitest("tests against a real Slurm", ["--config", "apps/api/vitest.slurm.config.ts"], { show });
}

function vitest(title, options, { show = true } = {}) {
  if (show) console.log(`\n${title}`);
  return withReport(async (report) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const result = await run(binary("vitest"), ["run", ...reporters, ...options], { show });
    if (!show) console.log(`\n${title}\n${result.output}`);
    return result;
  });
}

/** Counts what vitest's JSON report says. An error outside any test, or no report at all, is one failure more. */
async function withReport(work) {
  const folder = mkdtempSync(join(tmpdir(), "purser-report-"));
  try {
    const report = join(folder, "report.json");
    const { ok } = await work(report);
    const found = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : undefined;
    return tally(found, ok);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tally(report, ok) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status !== "passed" && test.status !== "failed") {
        console.log(`skipped: ${relative(ROOT, file.name)}: ${test.fullName} (its condition does not hold here)`);
      }
    }
  }
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + brokenFiles.length;
  return {
    passed: report.numPassedTests,
    failed: ok || failed > 0 ? failed : 1,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
