import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";

/** The account without privileges that runs the server when we are root: PostgreSQL refuses to run as root. */
export const UNPRIVILEGED_ID = 65534;

export type PostgresBinaries = { binDir: string; major: string };

/**
 * Finds the PostgreSQL programs: those of the npm package for this platform, else the newest of Debian's
 * (15 or later). As root they must also be readable for the unprivileged account; where the checkout hides
 * them from it, a copy under `shareDir` is used.
 *
 * @throws {EmbeddedPostgresError} `BINARIES_MISSING`.
 */
export async function findPostgresBinaries(search: {
  resolvePackage?: (name: string) => string;
  debianDir?: string;
  shareDir?: string;
}): Promise<PostgresBinaries> {
  const native = await packagedNative(search.resolvePackage ?? createRequire(import.meta.url).resolve);
  if (native !== undefined) {
    await linkLibraries(native.dir);
    const reachable =
      process.getuid?.() !== 0 || (await isReachable(join(native.dir, "lib"), UNPRIVILEGED_ID))
        ? native.dir
        : await shareNative(native, search.shareDir ?? "/var/tmp");
    return { binDir: join(reachable, "bin"), major: native.major };
  }
  const debian = await newestDebian(search.debianDir ?? "/usr/lib/postgresql");
  if (debian !== undefined) return debian;
  throw new EmbeddedPostgresError(
    "BINARIES_MISSING",
    `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or later.`,
  );
}

/** Whether `uid` may enter every folder down to `path` and read it. Groups are left out: the account has none. */
export async function isReachable(path: string, uid: number): Promise<boolean> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const { mode, uid: owner } = await stat(folder);
    const bits = owner === uid ? mode >> 6 : mode;
    const needed = folder === resolve(path) ? 0o5 : 0o1;
    if ((bits & needed) !== needed) return false;
    if (folder === dirname(folder)) return true;
  }
}

type Native = { dir: string; major: string; version: string };

async function packagedNative(resolvePackage: (name: string) => string): Promise<Native | undefined> {
  let root: string;
  try {
    root = dirname(dirname(resolvePackage(`@embedded-postgres/${process.platform}-${process.arch}`)));
  } catch {
    return undefined; // Not installed on this platform: an optional dependency.
  }
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  return { dir: join(root, "native"), major: String(version).split(".")[0] ?? "", version: String(version) };
}

/** Makes the library links that npm packages cannot carry, where the package's own install step did not run. */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (await lstat(link).catch(() => undefined)) continue;
    await symlink(relative(dirname(target), source), link).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

/**
 * Copies the programs to a folder everybody can read. The name carries the version; the copy appears at once by
 * rename. A folder that is not ours, or from which a cleaner of temporary files took something, is not used.
 */
async function shareNative(native: Native, shareDir: string): Promise<string> {
  const shared = join(shareDir, `purser-postgresql-${native.version}`);
  if (await isWholeCopy(shared, native.dir)) return shared;
  const fresh = await mkdtemp(`${shared}-`);
  await cp(native.dir, fresh, { recursive: true, verbatimSymlinks: true });
  await openToAll(fresh);
  try {
    await rename(fresh, shared);
    return shared;
  } catch {
    // Another start made it first, or the name holds something we do not trust.
    if (!(await isWholeCopy(shared, native.dir))) return fresh;
    await rm(fresh, { recursive: true });
    return shared;
  }
}

async function isWholeCopy(copy: string, original: string): Promise<boolean> {
  const found = await lstat(copy).catch(() => undefined);
  if (found === undefined || !found.isDirectory() || found.uid !== process.getuid?.()) return false;
  if ((found.mode & 0o022) !== 0) return false;
  const [ours, theirs] = await Promise.all([copy, original].map((dir) => readdir(dir, { recursive: true })));
  return ours !== undefined && theirs !== undefined && ours.sort().join("\n") === theirs.sort().join("\n");
}

async function openToAll(root: string): Promise<void> {
  await chmod(root, 0o755);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const executable = entry.isDirectory() || ((await stat(path)).mode & 0o100) !== 0;
    await chmod(path, executable ? 0o755 : 0o644);
  }
}

async function newestDebian(root: string): Promise<PostgresBinaries | undefined> {
  const majors = (await readdir(root).catch(() => [])).filter((name) => /^\d+$/.test(name) && Number(name) >= 15);
  for (const major of majors.sort((a, b) => Number(b) - Number(a))) {
    const binDir = join(root, major, "bin");
    const programs = await readdir(binDir).catch((): string[] => []);
    if (programs.includes("initdb") && programs.includes("postgres")) return { binDir, major };
  }
  return undefined;
}
