import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../platform/embedded-postgres.ts";
import { isReachable, UNPRIVILEGED_ID } from "../platform/embedded-postgres-binaries.ts";
import { migrateToLatest } from "../platform/migrate.ts";

/** Where tests get their databases: a server, and a migrated database on it that each test copies. */
export type DatabaseServer = { adminUrl: string; template: string };

const MEMORY = "/dev/shm";
/** The write-ahead log, the largest uploads of the tests, and as much again. */
const MEMORY_BYTES = 6 * 1024 ** 3;

/**
 * Takes the server of `DATABASE_URL` (PostgreSQL 15 or later; its role needs CREATEDB) or starts an embedded one that
 * forgets everything, and makes the migrated template. `stop` removes all of it again.
 */
export async function startDatabaseServer(): Promise<DatabaseServer & { stop: () => Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (given !== undefined && given !== "") {
    const template = await makeTemplate(given);
    return { adminUrl: given, template, stop: () => dropDatabase(given, template) };
  }
  const folder = await temporaryFolder();
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, "postgres"),
    log: { debug: () => undefined, warn: (message) => console.warn(message) },
    // Small databases that come and go: little memory is touched, and looked through when one is dropped.
    settings: {
      ...{ shared_buffers: "128MB", max_connections: "200", max_wal_size: "2GB" },
      ...{ fsync: "off", full_page_writes: "off" },
    },
  });
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { adminUrl: server.url, template: await makeTemplate(server.url), stop };
}

/** Runs one statement that cannot be part of a transaction, on a connection of its own. */
export async function administer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: "purser-test-admin" });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await administer(adminUrl, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
}

/** The same server and role, another database. */
export function urlOfDatabase(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function makeTemplate(adminUrl: string): Promise<string> {
  const name = `purser_template_${randomBytes(6).toString("hex")}`;
  await administer(adminUrl, `create database ${pg.escapeIdentifier(name)} template template0 encoding 'UTF8'`);
  try {
    await migrateToLatest(urlOfDatabase(adminUrl, name));
  } catch (error) {
    await dropDatabase(adminUrl, name);
    throw error;
  }
  return name;
}

/** A folder that the server's account can reach; those of test runs that were killed are cleared away first. */
async function temporaryFolder(): Promise<string> {
  const root = await temporaryRoot();
  for (const name of await readdir(root)) {
    const pid = /^purser-test-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(root, name), { recursive: true, force: true }).catch(() => undefined); // another user's
  }
  const folder = await mkdtemp(join(root, `purser-test-${process.pid}-`));
  await chmod(folder, 0o755);
  return folder;
}

/** In memory where there is room: each copy of the template is a thousand files, which a disk takes long to make and remove. */
async function temporaryRoot(): Promise<string> {
  const { bavail, bsize } = await statfs(MEMORY).catch(() => ({ bavail: 0, bsize: 0 })); // not on every system
  if (bavail * bsize >= MEMORY_BYTES) return MEMORY;
  return process.getuid?.() !== 0 || (await isReachable(tmpdir(), UNPRIVILEGED_ID)) ? tmpdir() : "/var/tmp";
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
