import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { exists, unpackedProgram } from "./debian-packages.ts";

const run = promisify(execFile);

/** Where OpenLDAP's server is, and what it needs to be run from there. */
export interface SlapdPrograms {
  readonly slapd: string;
  readonly modules: string;
  readonly schemas: string;
  readonly libraries: string | null;
}

/**
 * Finds OpenLDAP's server, or takes it out of Debian's packages. The reason why not, in a few words, where it cannot.
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
  const unpacked = await unpackedProgram({ name: "slapd", file: "usr/sbin/slapd", withDependencies: true });
  if (typeof unpacked === "string") return unpacked;
  const { folder } = unpacked;
  const [triplet = ""] = (await readdir(join(folder, "usr/lib"))).filter((name) => name.endsWith("-linux-gnu"));
  return {
    slapd: join(folder, "usr/sbin/slapd"),
    modules: join(folder, "usr/lib/ldap"),
    schemas: join(folder, "etc/ldap/schema"),
    libraries: join(folder, "usr/lib", triplet),
  };
}
