import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installIfNeeded } from "./install.mjs";
import { binary, ROOT, requireNode, run, seconds } from "./programs.mjs";

const CACHE = join(ROOT, "node_modules/.cache/purser");
const SHARED = ["tsconfig.base.json", "pnpm-lock.yaml"];

const PARTS = [
  {
    name: "api",
    inputs: ["packages/kernel", "packages/contract", "apps/api/src", "apps/api/package.json", "apps/api/tsconfig.json"],
    output: "apps/api/dist/main.js",
    build: () => run(binary("tsc"), ["-b", "packages/kernel", "packages/contract", "apps/api"]),
  },
  {
    name: "web",
    inputs: ["packages/contract", "apps/web"],
    output: "apps/web/dist/index.html",
    build: () => run(join(ROOT, "apps/web/node_modules/.bin/vite"), ["build"], { cwd: join(ROOT, "apps/web") }),
  },
  {
    name: "collector",
    inputs: ["apps/collector"],
    output: "apps/collector/dist/purser-collector.mjs",
    build: () => run(process.execPath, ["apps/collector/build.mjs"]),
  },
];

/**
 * Builds what is stale of these parts, at once, as none needs another, and gives the names of what it built. Throws with the
 * compiler's words when one does not build.
 */
export async function buildStale(names = PARTS.map(({ name }) => name)) {
  const parts = PARTS.filter(({ name }) => names.includes(name));
  const built = await Promise.all(parts.map(buildIfStale));
  const broken = built.find(({ error }) => error !== undefined);
  if (broken !== undefined) throw new Error(broken.error);
  return built.filter(({ wasStale }) => wasStale).map(({ name }) => name);
}

async function buildIfStale({ name, inputs, output, build }) {
  const stamp = join(CACHE, `${name}.built`);
  const state = fingerprint([...inputs, ...SHARED]);
  if (existsSync(join(ROOT, output)) && existsSync(stamp) && readFileSync(stamp, "utf8") === state) return { name };
  console.log(`Building ${name} ...`);
  const result = await build();
  if (!result.ok) return { name, error: `${name} does not build:\n${result.output.trim()}` };
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(stamp, state);
  return { name, wasStale: true };
}

/** Changes whenever a file is added, removed or written. */
function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const path of paths) addTo(hash, path);
  return hash.digest("hex");
}

function addTo(hash, path) {
  const { mtimeMs, size, isDirectory } = describe(path);
  if (!isDirectory) {
    hash.update(`${path} ${mtimeMs} ${size}\n`);
    return;
  }
  for (const name of readdirSync(join(ROOT, path)).sort()) {
    if (name !== "node_modules" && name !== "dist") addTo(hash, `${path}/${name}`);
  }
}

function describe(path) {
  const found = statSync(join(ROOT, path), { throwIfNoEntry: false });
  return { mtimeMs: found?.mtimeMs, size: found?.size, isDirectory: found?.isDirectory() ?? false };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  requireNode();
  const started = performance.now();
  try {
    await installIfNeeded();
    const [, , ...names] = process.argv;
    const built = await buildStale(names.length > 0 ? names : undefined);
    console.log(
      `${built.length === 0 ? "Nothing to build" : `Built ${built.join(" and ")}`} in ${seconds(performance.now() - started)}`,
    );
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
