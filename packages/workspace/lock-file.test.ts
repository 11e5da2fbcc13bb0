import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { lockFileFaults } from "./lock-file.mjs";
import { ROOT } from "./programs.mjs";

const LOCK = `
importers:
  .:
    dependencies:
      good: { specifier: 1.0.0, version: 1.0.0 }
packages:
  good@1.0.0:
    resolution: { integrity: sha512-AAAA }
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "purser-lock-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function faults(lock: string, dependencies: Readonly<Record<string, string>> = { good: "1.0.0" }): string[] {
  writeFileSync(join(root, "pnpm-lock.yaml"), lock);
  writeFileSync(join(root, "package.json"), JSON.stringify({ dependencies }));
  return lockFileFaults(root);
}

it("finds nothing wrong with a lock file that is right, as ours is", () => {
  expect(faults(LOCK)).toEqual([]);
  expect(lockFileFaults(ROOT)).toEqual([]);
  expect(readFileSync(join(ROOT, "pnpm-lock.yaml"), "utf8")).toContain("integrity: sha512-");
});

it.each([
  ["an address of its own", LOCK.replace("sha512-AAAA", "sha512-AAAA, tarball: https://elsewhere.example/good.tgz")],
  ["no hash: good@1.0.0", LOCK.replace("integrity: sha512-AAAA", "integrity: sha1-AAAA")],
  ["no hash: good@1.0.0", LOCK.replace("{ integrity: sha512-AAAA }", "{ directory: ../good }")],
  ["not what package.json says: good of .", LOCK.replace("specifier: 1.0.0", "specifier: 1.0.1")],
])("finds %s", (fault, lock) => {
  expect(faults(lock)).toEqual([expect.stringContaining(fault)]);
});

it("finds what was added to a package.json alone, and what was taken out of it alone", () => {
  expect(faults(LOCK, { good: "1.0.0", new: "2.0.0" })).toEqual(["not what package.json says: new of ."]);
  expect(faults(LOCK, {})).toEqual(["not what package.json says: good of ."]);
});
