import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { ROOT } from "./programs.mjs";

const KINDS = ["dependencies", "devDependencies", "optionalDependencies"];

/**
 * What is wrong with the lock file of a workspace: a package fetched from an address of its own, which would not come
 * from the registry everybody else uses; one without a hash, which could be exchanged; a version in a `package.json`
 * that the lock file does not know of.
 */
export function lockFileFaults(root) {
  const text = readFileSync(join(root, "pnpm-lock.yaml"), "utf8");
  const { importers, packages } = parse(text);
  const addressed = text
    .split("\n")
    .filter((line) => /tarball:|https?:\/\//.test(line) && !/deprecated:/.test(line))
    .map((line) => `an address of its own: ${line.trim()}`);
  const unhashed = Object.entries(packages)
    .filter(([, { resolution }]) => !resolution.integrity?.startsWith("sha512-"))
    .map(([name]) => `no hash: ${name}`);
  const differing = Object.entries(importers).flatMap(([folder, locked]) => differences(root, folder, locked));
  return [...addressed, ...unhashed, ...differing];
}

function differences(root, folder, locked) {
  const file = join(root, folder, "package.json");
  if (!existsSync(file)) return [`no package.json: ${folder}`];
  const wanted = JSON.parse(readFileSync(file, "utf8"));
  return KINDS.flatMap((kind) => {
    const known = locked[kind] ?? {};
    const names = new Set([...Object.keys(wanted[kind] ?? {}), ...Object.keys(known)]);
    return [...names]
      .filter((name) => known[name]?.specifier !== wanted[kind]?.[name])
      .map((name) => `not what package.json says: ${name} of ${folder}`);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const faults = lockFileFaults(ROOT);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
