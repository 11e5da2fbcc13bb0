import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export const binary = (name) => join(ROOT, "node_modules/.bin", name);

/** Runs a program to its end. `show` lets it write to the terminal; otherwise its output is returned. */
export function run(program, args, { show = false, cwd = ROOT, env = {} } = {}) {
  return new Promise((resolve) => {
    const stdio = show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"];
    const child = spawn(program, args, {
      cwd,
      stdio,
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, ...env },
    });
    const chunks = [];
    child.stdout?.on("data", (chunk) => chunks.push(chunk));
    child.stderr?.on("data", (chunk) => chunks.push(chunk));
    child.once("error", (error) => resolve({ ok: false, code: 127, output: error.message }));
    child.once("close", (code, signal) => {
      const output = Buffer.concat(chunks).toString("utf8");
      resolve({ ok: code === 0, code: code ?? 1, output: signal === null ? output : `${output}\nended by ${signal}` });
    });
  });
}

/** npx of the running Node, which need not be the first on PATH. */
export function npx() {
  const beside = join(dirname(process.execPath), "npx");
  return existsSync(beside) ? beside : "npx";
}

export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** Ends with one clear line on a Node that is too old to run the program. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Purser needs Node 20.19 or later; this is Node ${process.versions.node}.`);
  process.exit(1);
}
