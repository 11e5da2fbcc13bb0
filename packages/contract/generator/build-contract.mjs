// Makes the package's sources from openapi/. With --check it changes nothing and fails where they are out of date.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkDocument } from "./check-document.mjs";
import { documentRateLimits } from "./document-rate-limits.mjs";
import { writeOperations, writeOperationTypes } from "./write-operations.mjs";
import { writeSchemas } from "./write-schemas.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const OUT = fileURLToPath(new URL("../src/", import.meta.url));

/** The whole contract as one document, every file reference resolved. */
function bundle() {
  const folder = mkdtempSync(join(tmpdir(), "purser-contract-"));
  const file = join(folder, "openapi.json");
  try {
    const cli = join(ROOT, "node_modules/@redocly/cli/bin/cli.js");
    const args = [cli, "bundle", "openapi/openapi.yaml", "--output", file];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
    if (status !== 0) throw new Error(`the contract cannot be bundled:\n${stderr}`);
    return JSON.parse(readFileSync(file, "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files of the package, by name. */
export function generate(document) {
  checkDocument(document);
  return {
    "schemas.ts": writeSchemas(document),
    "operations.ts": writeOperations(document),
    "operation-types.ts": writeOperationTypes(document),
    "document.ts": writeDocument(document),
  };
}

function writeDocument(document) {
  return `// Generated from openapi/. Never edited.\n\n/** The whole contract, as it is served. */\nexport const document = ${JSON.stringify(document, null, 2)};\n`;
}

function main() {
  const files = generate(documentRateLimits(bundle()));
  const stale = Object.entries(files).filter(([name, text]) => readIfThere(join(OUT, name)) !== text);
  if (process.argv.includes("--check")) {
    for (const [name] of stale)
      console.error(`packages/contract/src/${name} is not what openapi/ gives: npm run contract:build`);
    process.exitCode = stale.length > 0 ? 1 : 0;
    return;
  }
  for (const [name, text] of stale) writeFileSync(join(OUT, name), text);
  console.log(`contract: ${Object.keys(files).length} files, ${stale.length} changed`);
}

function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
