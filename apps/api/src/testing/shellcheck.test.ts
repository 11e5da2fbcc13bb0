import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { findTool } from "./debian-tool.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const shellcheck = await findTool("shellcheck");

it.skipIf(typeof shellcheck === "string")(
  typeof shellcheck === "string" ? `needs shellcheck: ${shellcheck}` : "finds nothing to say of the scripts for Slurm",
  async () => {
    if (typeof shellcheck === "string") return;
    const folder = "deploy/slurm";
    const scripts = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(".sh"));
    expect(scripts).toContain("purser-events.sh");
    const args = ["--external-sources", "--shell=sh", ...scripts.map((name) => join(folder, name))];
    const options = { cwd: ROOT, env: { ...process.env, ...shellcheck.env } };
    expect(await run(shellcheck.path, args, options).catch((error: unknown) => error)).toEqual({
      stdout: "",
      stderr: "",
    });
  },
  150_000,
);
