import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { npx, ROOT, run } from "./programs.mjs";

const STAMP = join(ROOT, "node_modules/.purser-installed");

/** Installs the packages of the lock file unless exactly these are installed. Says whether it had to; throws when it cannot. */
export async function installIfNeeded() {
  const wanted = lockHash();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return false;
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  console.log("Installing packages ...");
  const { ok, output } = await run(npx(), ["--yes", packageManager, "install", "--frozen-lockfile"]);
  if (!ok) throw new Error(`The packages could not be installed:\n${output.trim()}`);
  writeFileSync(STAMP, wanted);
  return true;
}

function lockHash() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${process.versions.modules}\n`);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml"]) hash.update(readFileSync(join(ROOT, file)));
  return hash.digest("hex");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await installIfNeeded();
