import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { UNPRIVILEGED_ID } from "./embedded-postgres-binaries.ts";

/**
 * Starts a PostgreSQL program: as root under the account without privileges, and in a process group of its own, so
 * that Ctrl-C reaches only us and we stop the server when its last client is done.
 */
export function spawnUnprivileged(program: string, args: string[]): ChildProcess {
  const account = process.getuid?.() === 0 ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {};
  return spawn(program, args, {
    ...account,
    cwd: "/",
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    // The host's PG* variables and locale must not reach the server.
    env: { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: process.platform === "darwin" ? "C" : "C.UTF-8" },
  });
}

/** Runs a program to its end and gives its exit code and everything it printed. */
export async function runToEnd(program: string, args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawnUnprivileged(program, args);
  let output = "";
  child.stdout?.on("data", (chunk) => (output += chunk));
  child.stderr?.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "close");
  return { code: typeof code === "number" ? code : null, output };
}

/**
 * Stops the server when this process is gone, however it went: a small shell holds our pipe, and its end of file is
 * the sign. It runs under the server's account, so it can signal nothing else. Returns what calls it off.
 */
export function guardAgainstOurDeath(server: ChildProcess): () => void {
  if (server.pid === undefined) return () => undefined; // It could not be started: its error event says why.
  const guard = spawnUnprivileged("/bin/sh", [
    "-c",
    'trap "" INT TERM HUP; read -r _; kill -INT "$1"',
    "sh",
    `${server.pid}`,
  ]);
  guard.on("error", () => undefined); // Without a shell the next start still finds and stops an orphan.
  guard.unref();
  return () => guard.kill("SIGKILL");
}
