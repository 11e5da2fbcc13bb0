import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--font-render-hinting=none",
];

/** Starts a browser: the one that `CHROME_PATH` names, else the one that comes as a package with all its libraries. */
export async function launchChromium(): Promise<Browser> {
  const given = process.env.CHROME_PATH;
  if (given !== undefined && given !== "") return await chromium.launch({ executablePath: given, args: FLAGS });
  const folder = await unpackOnce();
  return await chromium.launch({
    executablePath: join(folder, "chromium"),
    args: [...FLAGS, "--headless=shell", "--no-zygote", "--in-process-gpu"],
    env: {
      PATH: process.env.PATH ?? "",
      HOME: folder,
      LD_LIBRARY_PATH: [join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH ?? ""].filter(Boolean).join(":"),
      FONTCONFIG_PATH: join(folder, "fonts"),
    },
  });
}

const HERE = fileURLToPath(new URL(".", import.meta.url));
const CACHE = join(HERE, "node_modules/.cache");

/** Unpacks the packaged browser beside its package; the folder appears whole or not at all. */
async function unpackOnce(): Promise<string> {
  const version = /chromium@([\d.]+)/.exec(createRequire(import.meta.url).resolve("@sparticuz/chromium"))?.[1];
  const folder = join(CACHE, `chromium-${version ?? "unversioned"}-with-font-cache`);
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const part = await mkdtemp(join(CACHE, "chromium-part-"));
  await unpack(part);
  await rename(part, folder).catch(async (error: unknown) => {
    if (!existsSync(folder)) throw error; // else somebody else was quicker
    await rm(part, { recursive: true, force: true });
  });
  return folder;
}

/** The package unpacks to the temporary directory, and its libraries only where it takes itself to be in a function. */
async function unpack(folder: string): Promise<void> {
  const program = 'import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())';
  const env = { PATH: process.env.PATH, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" };
  await promisify(execFile)(process.execPath, ["-e", program], { cwd: HERE, env });
  await writeFile(join(folder, "fonts/fonts.conf"), FONTS);
}

/**
 * The package's own settings look for its fonts where a function would have them. A browser that finds none at all shows no
 * text, not even of fonts that the page brings. What it works out of them is kept in its home, the same folder.
 */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
