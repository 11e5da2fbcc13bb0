import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./programs.mjs";

/** What a module takes in as soon as it is loaded; `import()` waits until it is called. */
function takenIn(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from "([^"]+)"|^import "([^"]+)"/gm)].map(
    ([, named, bare]) => named ?? bare ?? "",
  );
}

function packagesNeeded(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  return takenIn(file).flatMap((name) => {
    if (name.startsWith("node:")) return [];
    if (!name.startsWith(".")) return [`${relative(ROOT, file)} needs ${name}`];
    return packagesNeeded(join(dirname(file), name), seen);
  });
}

it.each(["start", "test", "check", "build", "dev", "bench"])("loads %s.mjs where nothing is installed yet", (name) => {
  expect(packagesNeeded(join(ROOT, "packages/workspace", `${name}.mjs`))).toEqual([]);
});

it("knows a module that could not be loaded there", () => {
  expect(packagesNeeded(join(ROOT, "packages/workspace/lock-file.mjs"))).toEqual([
    "packages/workspace/lock-file.mjs needs yaml",
  ]);
});
