import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { exists, unpackedProgram } from "./debian-packages.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const shellcheck = await findShellcheck();

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

/** On the machine, else out of Debian's package with the libraries that it needs; why not, in a few words, where it is neither. */
async function findShellcheck(): Promise<{ path: string; env: Record<string, string> } | string> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, "shellcheck");
    if (await exists(path)) return { path, env: {} };
  }
  const found = await unpackedProgram({ name: "shellcheck", file: "usr/bin/shellcheck", withDependencies: true });
  if (typeof found === "string") return found;
  // Everything that it needs may be installed, and then there are no libraries of its own.
  const libraries = join(found.folder, "usr/lib");
  const folders = (await exists(libraries)) ? readdirSync(libraries).map((name) => join(libraries, name)) : [];
  return { path: join(found.folder, "usr/bin/shellcheck"), env: { LD_LIBRARY_PATH: folders.join(delimiter) } };
}
