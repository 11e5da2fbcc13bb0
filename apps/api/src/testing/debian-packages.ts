import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

const CACHE = fileURLToPath(new URL("../../../../node_modules/.cache/", import.meta.url));
const DOWNLOAD_MS = 120_000;

export interface DebianProgram {
  /** The package it is in. */
  readonly name: string;
  /** Where it lies in that, which shows that it is there. */
  readonly file: string;
  /** Whether what the package needs, and is not installed, is taken as well. */
  readonly withDependencies: boolean;
}

/**
 * The folder into which a program of Debian's was unpacked: in the cache of this checkout, which changes nothing on the
 * machine; the next test finds it there. The reason why not, in a few words, where that cannot be.
 */
export async function unpackedProgram(program: DebianProgram): Promise<{ folder: string } | string> {
  const { name, file } = program;
  const folder = join(CACHE, `purser-${name}-${process.arch}`);
  if (await exists(join(folder, file))) return { folder };
  if (!(await exists("/usr/bin/apt-get"))) return `${name} is not installed, and apt-get is not there to fetch it`;
  try {
    await unpack(program, folder);
    return { folder };
  } catch (error) {
    return `${name} is not installed and cannot be fetched: ${error instanceof Error ? error.message.split("\n")[0] : error}`;
  }
}

/**
 * Fetches a package. One test does while the others wait for it; it is unpacked beside `folder` and then moved, so that
 * what is there is whole.
 */
async function unpack({ name, withDependencies }: DebianProgram, folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const work = `${folder}-fetching`;
  while (!(await isFirst(work))) {
    await sleep(200);
    if (await exists(folder)) return;
  }
  try {
    const apt = await aptThatKnows(name, work);
    await apt(["download", ...(withDependencies ? await needed(apt, name) : [name])]);
    const root = join(work, "root");
    await mkdir(root);
    for (const file of await readdir(work)) {
      if (file.endsWith(".deb")) await run("dpkg-deb", ["--extract", join(work, file), root]);
    }
    await rename(root, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function needed(apt: Apt, name: string): Promise<string[]> {
  const { stdout } = await apt(["--simulate", "install", "--no-install-recommends", name]);
  return [...stdout.matchAll(/^Inst (\S+)/gm)].map(([, found = ""]) => found);
}

/** Whether nobody else is at it; one that was killed is not waited for. */
async function isFirst(work: string): Promise<boolean> {
  try {
    await mkdir(work);
    return true;
  } catch {
    const since = await stat(work).catch(() => null);
    if (since !== null && Date.now() - since.birthtimeMs > DOWNLOAD_MS)
      await rm(work, { recursive: true, force: true });
    return false;
  }
}

type Apt = (args: readonly string[]) => Promise<{ stdout: string }>;

/** apt-get with the machine's lists of packages, or with lists of its own where those do not have it. */
async function aptThatKnows(name: string, work: string): Promise<Apt> {
  const until = AbortSignal.timeout(DOWNLOAD_MS);
  const apt = (options: readonly string[]) => async (args: readonly string[]) =>
    await run("/usr/bin/apt-get", ["--quiet", ...options, ...args], { cwd: work, signal: until });
  const plain = apt([]);
  try {
    await plain(["--simulate", "download", name]);
    return plain;
  } catch {
    for (const folder of ["lists/partial", "cache/archives/partial"])
      await mkdir(join(work, folder), { recursive: true });
    const own = apt(["-o", `Dir::State::Lists=${join(work, "lists")}`, "-o", `Dir::Cache=${join(work, "cache")}`]);
    await own(["update"]);
    return own;
  }
}

export async function exists(path: string): Promise<boolean> {
  return await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}
