import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const BUILD = fileURLToPath(new URL("../../../../packages/workspace/build.mjs", import.meta.url));

/** Runs once before all test files: some of them start the program, which has to be that of these sources. */
export function setup(): void {
  execFileSync(process.execPath, [BUILD, "api"], { stdio: ["ignore", "ignore", "inherit"] });
}
