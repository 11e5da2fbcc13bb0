import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const MAX_LINES = 300;
const CODE = /\.(ts|tsx|mjs|cjs|js|css)$/;
const EXEMPT = [/\.gen\.ts$/, /^packages\/contract\/src\//, /\/fixtures\//];

/** The files of code under `root` that are longer than anybody wants to read, each with its length. */
export function tooLong(root) {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], { cwd: root });
  return listed
    .toString("utf8")
    .split("\0")
    .filter((file) => CODE.test(file) && !EXEMPT.some((pattern) => pattern.test(file)) && existsSync(join(root, file)))
    .map((file) => ({ file, lines: readFileSync(join(root, file), "utf8").trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > MAX_LINES);
}
