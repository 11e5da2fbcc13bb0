import { randomBytes } from "node:crypto";
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { isReachable, type PostgresBinaries, UNPRIVILEGED_ID } from "./embedded-postgres-binaries.ts";
import { diskFull, EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { runToEnd } from "./embedded-postgres-process.ts";

/**
 * One folder per embedded database: `data` is PostgreSQL's own, `password` (0600) opens it, `owner` names the
 * process that runs it. It comes into being whole, by one rename, and is never emptied or made again.
 */
export type DatabaseDirectory = { root: string; data: string; password: string };

/**
 * Opens the database directory at `wanted`, making it when there is none. `sync: false` is for throw-away data.
 *
 * @throws {EmbeddedPostgresError} when it holds something else, another major version, or cannot be written.
 */
export async function openDatabaseDirectory(
  wanted: string,
  binaries: PostgresBinaries,
  { sync }: { sync: boolean },
): Promise<DatabaseDirectory> {
  const root = await reachablePlace(resolve(wanted));
  const content = await readdir(root).catch((error) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  if (content.length === 0) await createDirectory(root, binaries, sync);
  const version = await readFile(join(root, "data", "PG_VERSION"), "utf8").catch(() => undefined);
  const password = await readFile(join(root, "password"), "utf8").catch(() => undefined);
  if (version === undefined || password === undefined) {
    throw new EmbeddedPostgresError(
      "DATA_DIRECTORY_NOT_OURS",
      `${root} holds files but not a database of Purser: it was left as it is. Move it away or choose another folder.`,
    );
  }
  if (version.trim() !== binaries.major) {
    throw new EmbeddedPostgresError(
      "DATA_DIRECTORY_OTHER_VERSION",
      `${root} holds a database of PostgreSQL ${version.trim()}, this is PostgreSQL ${binaries.major}: it was left as it is.`,
    );
  }
  return { root, data: join(root, "data"), password: password.trim() };
}

/**
 * Where the database can really lie. As root, below a folder that the unprivileged account cannot enter, the data
 * goes to `/var/lib/purser` and the place asked for becomes a link to it: each checkout keeps data of its own.
 */
async function reachablePlace(wanted: string): Promise<string> {
  await mkdir(dirname(wanted), { recursive: true });
  const found = await lstat(wanted).catch(() => undefined);
  if (found?.isSymbolicLink()) return resolve(dirname(wanted), await readlink(wanted));
  if (found !== undefined || process.getuid?.() !== 0 || (await isReachable(dirname(wanted), UNPRIVILEGED_ID))) {
    return wanted;
  }
  await mkdir("/var/lib/purser", { recursive: true, mode: 0o755 });
  const place = await mkdtemp("/var/lib/purser/database-");
  await chmod(place, 0o755);
  await symlink(join(place, basename(wanted)), wanted);
  return join(place, basename(wanted));
}

async function createDirectory(root: string, binaries: PostgresBinaries, sync: boolean): Promise<void> {
  await removeUnfinished(root);
  const fresh = `${root}.initialising-${process.pid}`;
  try {
    await mkdir(join(fresh, "data"), { recursive: true });
    await chmod(fresh, 0o755);
    await chmod(join(fresh, "data"), 0o700);
    if (process.getuid?.() === 0) await chown(join(fresh, "data"), UNPRIVILEGED_ID, UNPRIVILEGED_ID);
    const password = randomBytes(24).toString("base64url");
    await writeFile(join(fresh, "password"), `${password}\n`, { mode: 0o600 });
    await initialise(join(fresh, "data"), binaries, { password, sync });
    await rename(fresh, root);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (error instanceof Error && "code" in error && error.code === "ENOTEMPTY") {
      throw new EmbeddedPostgresError("DATA_DIRECTORY_IN_USE", `${root} has just been set up by another process.`);
    }
    throw error;
  }
}

/** Folders of a set-up that was killed never held a started database, so they may go. */
async function removeUnfinished(root: string): Promise<void> {
  const prefix = `${basename(root)}.initialising-`;
  for (const name of await readdir(dirname(root))) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    await rm(join(dirname(root), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function initialise(data: string, binaries: PostgresBinaries, how: { password: string; sync: boolean }) {
  // initdb reads the password from a file that its own account must be able to open.
  const secretDir = await mkdtemp(join(tmpdir(), "purser-initdb-"));
  const secret = join(secretDir, "password");
  try {
    await writeFile(secret, `${how.password}\n`, { mode: 0o600 });
    if (process.getuid?.() === 0) {
      await chown(secretDir, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
      await chown(secret, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
    }
    const locale = process.platform === "darwin" ? "C" : "C.UTF-8"; // macOS has no C.UTF-8.
    const options = ["--locale", locale, "-E", "UTF8", "-U", "purser", "-A", "scram-sha-256", "--pwfile", secret];
    if (!how.sync) options.push("--no-sync");
    const { code, output } = await runToEnd(join(binaries.binDir, "initdb"), ["-D", data, ...options]);
    if (code === 0) return;
    if (/No space left on device|Disk quota exceeded/.test(output)) throw diskFull(data);
    const reason = output.split("\n").find((line) => /error|fatal/i.test(line)) ?? `exit code ${code}`;
    throw new EmbeddedPostgresError("START_FAILED", `The database could not be set up: ${reason.trim()}`);
  } finally {
    await rm(secretDir, { recursive: true, force: true });
  }
}
