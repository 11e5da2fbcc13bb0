import { execFile } from "node:child_process";
import { readFile, readlink, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import type { DatabaseDirectory } from "./embedded-postgres-directory.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";

const TAKE_OVER_SECONDS = 30;
const READY_LOOKS = 20;
const READY_LOOK_MS = 50;

/**
 * Makes sure that no server runs on the directory. A server whose owner died without stopping it is shut down cleanly
 * first; a lock file that no server stands behind is removed.
 *
 * @throws {EmbeddedPostgresError} `DATA_DIRECTORY_IN_USE` unless its owner is known to be dead, or when it will not stop.
 */
export async function clearOrphan(directory: DatabaseDirectory): Promise<void> {
  const server = await runningServer(directory);
  if (server === undefined) return;
  if (!(await ownerIsDead(directory, server))) throw inUse(directory, server);
  await stopOrphan(directory, server);
}

/**
 * The port of the server that a living program runs on the directory; undefined where none does, or where it has not
 * come so far yet. PostgreSQL writes that it is ready a moment after it has said so.
 */
export async function findLivePort(directory: DatabaseDirectory): Promise<number | undefined> {
  for (let looks = 0; looks < READY_LOOKS; looks += 1) {
    const server = await runningServer(directory);
    if (server === undefined || (await ownerIsDead(directory, server))) return undefined;
    const lines = (await readFile(join(directory.data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
    const [port, status] = [Number(lines[3]), lines[7]?.trim()]; // as PostgreSQL lays the file out
    if (status === "ready" && port > 0) return port;
    await delay(READY_LOOK_MS);
  }
  return undefined;
}

/** Writes us down as the owner of a server that has become ready, so that of two starts the loser never claims it. */
export async function recordOwner(directory: DatabaseDirectory, server: number): Promise<void> {
  await writeFile(join(directory.root, "owner"), `${server} ${process.pid} ${await startedAt(process.pid)}\n`);
}

export function inUse(directory: DatabaseDirectory, server?: number): EmbeddedPostgresError {
  const by = server === undefined ? "" : ` (process ${server})`;
  return new EmbeddedPostgresError(
    "DATA_DIRECTORY_IN_USE",
    `The database in ${directory.root} is in use by another process${by}: stop that one first.`,
  );
}

async function runningServer(directory: DatabaseDirectory): Promise<number | undefined> {
  const lock = join(directory.data, "postmaster.pid");
  const text = await readFile(lock, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const pid = Number.parseInt(text, 10);
  if (await isServerOf(directory, pid)) return pid;
  // The number may by now belong to any other process, for which PostgreSQL would refuse to start.
  await rm(lock, { force: true });
  return undefined;
}

async function isServerOf(directory: DatabaseDirectory, pid: number): Promise<boolean> {
  if (process.platform === "linux") {
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined); // a server lives in its data directory
    return folder !== undefined && folder === (await realpath(directory.data));
  }
  return (await describeProcess(pid, "command")).includes("postgres");
}

/** A record of another server says nothing about this one, which may be starting or have been started by hand. */
async function ownerIsDead(directory: DatabaseDirectory, server: number): Promise<boolean> {
  const text = await readFile(join(directory.root, "owner"), "utf8").catch(() => "");
  const [recorded, pid, ...since] = text.trim().split(" ");
  return Number(recorded) === server && (await startedAt(Number(pid))) !== since.join(" ");
}

async function stopOrphan(directory: DatabaseDirectory, server: number): Promise<void> {
  const until = Date.now() + TAKE_OVER_SECONDS * 1000;
  try {
    process.kill(server, "SIGINT");
  } catch {
    // It has just stopped by itself.
  }
  while (await isServerOf(directory, server)) {
    if (Date.now() > until) throw inUse(directory, server);
    await delay(50);
  }
}

/** When a process started, as its system tells it: process numbers are used again, number and time together are not. */
async function startedAt(pid: number): Promise<string> {
  if (process.platform !== "linux") return (await describeProcess(pid, "lstart")) || "gone";
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // The name in brackets may hold spaces; the start is the 20th field after it.
  return text?.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "gone";
}

async function describeProcess(pid: number, column: string): Promise<string> {
  const ps = promisify(execFile)("ps", ["-o", `${column}=`, "-p", String(pid)]);
  return ps.then(({ stdout }) => stdout.trim()).catch(() => "");
}
