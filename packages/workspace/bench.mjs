import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { installIfNeeded } from "./install.mjs";
import { ROOT, requireNode, run } from "./programs.mjs";

const FOLDER = join(ROOT, "apps/api/bench");
const SUFFIX = ".bench.ts";

requireNode();
await installIfNeeded();
const [options, names] = split(process.argv.slice(2));
const known = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => file.slice(0, -SUFFIX.length))
  : [];
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0 || known.length === 0) {
  console.error(`No bench ${unknown.join(", ")}. There are: ${known.join(", ") || "none"}`);
  process.exitCode = 1;
} else {
  // One at a time: each measures ratios on the whole machine.
  for (const name of names.length > 0 ? names : known) {
    const args = [
      "--conditions=source",
      "--expose-gc",
      "--import",
      "tsx",
      join(FOLDER, `${name}${SUFFIX}`),
      ...options,
    ];
    const { ok } = await run(process.execPath, args, { show: true });
    if (!ok) process.exitCode = 1;
  }
}

function split(args) {
  return [args.filter((arg) => arg.startsWith("-")), args.filter((arg) => !arg.startsWith("-"))];
}
