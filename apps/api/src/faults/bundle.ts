import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Bundles with the esbuild that tsx brings, so that a child loads one file instead of hundreds. */
export function bundle(entry: string, file: string): void {
  const tsx = realpathSync(createRequire(import.meta.url).resolve("tsx"));
  const esbuild = join(dirname(createRequire(tsx).resolve("esbuild/package.json")), "bin/esbuild");
  const options = ["--bundle", "--platform=node", "--format=cjs", "--conditions=source", "--external:pg-native"];
  execFileSync(esbuild, [entry, ...options, `--outfile=${file}`, "--log-level=error"]);
}
