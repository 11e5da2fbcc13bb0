import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { MAX_LINES, tooLong } from "./file-sizes.mjs";
import { binary, ROOT, run } from "./programs.mjs";

it("refuses a file of 301 lines and accepts one of 300", async () => {
  const folder = await mkdtemp(join(tmpdir(), "purser-sizes-"));
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  await writeFile(join(folder, "long.ts"), "export {};\n".repeat(MAX_LINES + 1));
  await writeFile(join(folder, "full.ts"), "export {};\n".repeat(MAX_LINES));
  expect(tooLong(folder)).toEqual([{ file: "long.ts", lines: 301 }]);
  await rm(folder, { recursive: true });
});

it("has a linter that refuses a function of more than 60 lines", async () => {
  const name = `planted-${process.pid}.ts`;
  const folder = await mkdtemp(join(tmpdir(), "purser-lint-"));
  const body = Array.from({ length: 61 }, (_, line) => `  console.info(${line});`).join("\n");
  await writeFile(join(folder, name), `export function planted(): void {\n${body}\n}\n`);
  const { ok, output } = await run(binary("biome"), [
    "lint",
    `--config-path=${ROOT}`,
    "--vcs-enabled=false",
    join(folder, name),
  ]);
  expect(ok).toBe(false);
  expect(output).toContain("noExcessiveLinesPerFunction");
  await rm(folder, { recursive: true });
});
