import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where OpenLDAP's server is, and what it needs to be run from there. */
export interface SlapdPrograms {
  readonly slapd: string;
  readonly modules: string;
  readonly schemas: string;
  readonly libraries: string | null;
}

const CACHE = fileURLToPath(new URL("../../../../node_modules/.cache/", import.meta.url));
const DOWNLOAD_MS = 120_000;

/**
 * Finds OpenLDAP's server, or takes it out of Debian's packages into the cache of this checkout, which changes nothing
 * on the machine; the next test finds it there. The reason why not, in a few words, where it cannot.
 */
export async function findSlapd(): Promise<SlapdPrograms | string> {
  try {
    await run("openssl", ["version"], { timeout: 5_000 });
  } catch {
    return "openssl cannot be run";
  }
  return (await installedSlapd()) ?? (await unpackedSlapd());
}

async function installedSlapd(): Promise<SlapdPrograms | null> {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  for (const folder of folders) {
    const slapd = join(folder, "slapd");
    if (!(await exists(slapd)) || !(await exists("/usr/lib/ldap/memberof.so"))) continue;
    return { slapd, modules: "/usr/lib/ldap", schemas: "/etc/ldap/schema", libraries: null };
  }
  return null;
}

async function unpackedSlapd(): Promise<SlapdPrograms | string> {
  const folder = join(CACHE, `purser-slapd-${process.arch}`);
  if (!(await exists(join(folder, "usr/sbin/slapd")))) {
    if (!(await exists("/usr/bin/apt-get"))) return "slapd is not installed, and apt-get is not there to fetch it";
    try {
      await unpack(folder);
    } catch (error) {
      return `slapd is not installed and cannot be fetched: ${error instanceof Error ? error.message.split("\n")[0] : error}`;
    }
  }
  const [triplet = ""] = (await readdir(join(folder, "usr/lib"))).filter((name) => name.endsWith("-linux-gnu"));
  return {
    slapd: join(folder, "usr/sbin/slapd"),
    modules: join(folder, "usr/lib/ldap"),
    schemas: join(folder, "etc/ldap/schema"),
    libraries: join(folder, "usr/lib", triplet),
  };
}

/**
 * Fetches slapd with what it needs and is not installed. One test does while the others wait for it; it is unpacked
 * beside `folder` and then moved, so that what is there is whole.
 */
async function unpack(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const work = `${folder}-fetching`;
  while (!(await isFirst(work))) {
    await sleep(200);
    if (await exists(folder)) return;
  }
  try {
    const apt = await aptThatKnowsSlapd(work);
    const { stdout } = await apt(["--simulate", "install", "--no-install-recommends", "slapd"]);
    const packages = [...stdout.matchAll(/^Inst (\S+)/gm)].map(([, name = ""]) => name);
    await apt(["download", ...packages]);
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

/** apt-get with the machine's lists of packages, or with lists of its own where those do not have slapd. */
async function aptThatKnowsSlapd(work: string): Promise<Apt> {
  const until = AbortSignal.timeout(DOWNLOAD_MS);
  const apt = (options: readonly string[]) => async (args: readonly string[]) =>
    await run("/usr/bin/apt-get", ["--quiet", ...options, ...args], { cwd: work, signal: until });
  const plain = apt([]);
  try {
    await plain(["--simulate", "download", "slapd"]);
    return plain;
  } catch {
    for (const folder of ["lists/partial", "cache/archives/partial"])
      await mkdir(join(work, folder), { recursive: true });
    const own = apt(["-o", `Dir::State::Lists=${join(work, "lists")}`, "-o", `Dir::Cache=${join(work, "cache")}`]);
    await own(["update"]);
    return own;
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}
