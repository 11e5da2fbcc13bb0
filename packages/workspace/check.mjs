import { fileURLToPath } from "node:url";
import { MAX_LINES, tooLong } from "./file-sizes.mjs";
import { installIfNeeded } from "./install.mjs";
import { binary, ROOT, requireNode, run, seconds } from "./programs.mjs";

const node = (...args) => run(process.execPath, args);

const STEPS = [
  ["format and lint", () => run(binary("biome"), ["ci", "--colors=off", "--error-on-warnings", "."])],
  ["types", () => run(binary("tsc"), ["-b", ".", "packages/workspace"])],
  ["boundaries", () => node("packages/workspace/boundaries.mjs")],
  ["contract generated", () => node("packages/contract/generator/build-contract.mjs", "--check")],
  [
    "contract lint",
    () => run(binary("redocly"), ["lint", "openapi/openapi.yaml"], { env: { REDOCLY_TELEMETRY: "off" } }),
  ],
  ["unused code", () => run(binary("knip"), ["--no-progress", "--no-config-hints"])],
  ["file sizes", checkSizes],
  ["migrations expand", () => node("packages/workspace/migrations.mjs")],
  ["lock file", () => node("packages/workspace/lock-file.mjs")],
  [
    "database types",
    () => node("--conditions=source", "--import", "tsx", "packages/workspace/database-types.mjs", "--verify"),
  ],
  [
    "permissions printed",
    () => node("--conditions=source", "--import", "tsx", "packages/workspace/permissions-document.mjs", "--verify"),
  ],
];

/** So many at once: most of them keep one core busy. */
const AT_ONCE = 2;

/** Runs every check, prints one line for each in their order, and counts them. A failed one does not keep the next from running. */
export async function check() {
  const results = [];
  for (const [, work] of STEPS) results.push(after(results.at(-AT_ONCE), work));
  let passed = 0;
  for (const [step, [name]] of STEPS.entries()) {
    const { ok, output, took } = await results[step];
    console.log(`${ok ? "ok    " : "FAILED"} ${name.padEnd(20)} ${seconds(took)}`);
    if (ok) passed += 1;
    else console.log(output.trim().replaceAll(/^/gm, "       "));
  }
  return { passed, failed: STEPS.length - passed, skipped: 0 };
}

async function after(earlier, work) {
  await earlier;
  const from = performance.now();
  const result = await work();
  return { ...result, took: performance.now() - from };
}

function checkSizes() {
  const long = tooLong(ROOT);
  return {
    ok: long.length === 0,
    output: long.map(({ file, lines }) => `${file}: ${lines} lines, at most ${MAX_LINES}`).join("\n"),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  requireNode();
  await installIfNeeded();
  const { passed, failed } = await check();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
