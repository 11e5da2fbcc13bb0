import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The parts of the program that are delivered; what only builds or tests it is not. */
const DELIVERED = ["apps/api", "apps/web", "packages/kernel", "packages/contract"];

/**
 * Every package of the registry that production needs, directly or through another, by the lock file: its name, version
 * and integrity, and what it needs itself.
 */
export function productionPackages(root) {
  const lock = parse(readFileSync(join(root, "pnpm-lock.yaml"), "utf8"));
  const found = new Map();
  const waiting = DELIVERED.flatMap((folder) => entriesOf(lock.importers[folder] ?? {}));
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (found.has(key)) continue;
    const needs = entriesOf(lock.snapshots[key] ?? {});
    found.set(key, { ...described(lock, key), needs });
    waiting.push(...needs);
  }
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Workspace packages are links, and ours. */
function entriesOf({ dependencies = {}, optionalDependencies = {} }) {
  return Object.entries({ ...dependencies, ...optionalDependencies })
    .map(([name, value]) => [name, typeof value === "string" ? value : value.version])
    .filter(([, version]) => !version.startsWith("link:"))
    .map(([name, version]) => (/^@?[a-z].*@\d/i.test(version) ? version : `${name}@${version}`));
}

function described(lock, key) {
  const [, name, version] = /^(@?[^@]+)@([^(]+)/.exec(key);
  const { resolution } = lock.packages[`${name}@${version}`];
  return { key, name, version, integrity: resolution.integrity };
}
