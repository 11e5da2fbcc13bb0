import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile, realpath } from "node:fs/promises";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { findPostgresBinaries } from "./embedded-postgres-binaries.ts";
import { type DatabaseDirectory, openDatabaseDirectory } from "./embedded-postgres-directory.ts";
import { diskFull, EmbeddedPostgresError, explainFileErrors } from "./embedded-postgres-error.ts";
import { sharedMebibytes } from "./embedded-postgres-memory.ts";
import { clearOrphan, findLivePort, inUse, recordOwner } from "./embedded-postgres-owner.ts";
import { guardAgainstOurDeath, spawnUnprivileged } from "./embedded-postgres-process.ts";

const START_SECONDS = 120; // Recovery after a power cut replays the log first.
const STOP_SECONDS = 30;
const PORT_ATTEMPTS = 5;

export type EmbeddedPostgresLog = {
  debug(message: string): void;
  warn(message: string): void;
};

export type EmbeddedPostgres = AsyncDisposable & {
  /** The connection string, password included: never print it. */
  url: string;
  port: number;
  /** Fulfilled when the server ends; `expected` says whether we asked it to. */
  ended: Promise<{ expected: boolean; code: number | null }>;
  stop(): Promise<void>;
};

type Options = {
  /** Made when absent. Holds everything of this database; see `DatabaseDirectory`. */
  dataDir: string;
  log: EmbeddedPostgresLog;
  /** PostgreSQL settings over ours, such as `fsync: "off"` in tests. */
  settings?: Readonly<Record<string, string>>;
};

/**
 * Starts a PostgreSQL of our own on 127.0.0.1 and a free port, and comes back when it answers. It stops with `stop`,
 * and also by itself when this process dies.
 *
 * @throws {EmbeddedPostgresError} with one clear line; whatever the directory held is still there, unchanged.
 */
export async function startEmbeddedPostgres({ dataDir, log, settings = {} }: Options): Promise<EmbeddedPostgres> {
  return explainFileErrors(dataDir, async () => {
    const binaries = await findPostgresBinaries({});
    const directory = await openDatabaseDirectory(dataDir, binaries, { sync: settings.fsync !== "off" });
    await clearOrphan(directory);
    const program = join(binaries.binDir, "postgres");
    for (let attempt = 1; ; attempt += 1) {
      const port = await freePort();
      const server = spawnUnprivileged(program, serverArguments(directory, port, settings));
      server.once("close", guardAgainstOurDeath(server));
      const fault = await untilReady(server, directory, log);
      if (fault === undefined) {
        await recordOwner(directory, server.pid ?? 0);
        return runningServer(server, directory, port);
      }
      if (fault !== "PORT_TAKEN" || attempt === PORT_ATTEMPTS) throw startFailure(fault, directory);
    }
  });
}

/** The connection string of the server that a living program runs on the directory; undefined where none does. */
export async function findRunningPostgres(dataDir: string): Promise<string | undefined> {
  const root = await realpath(dataDir).catch(() => undefined);
  if (root === undefined) return undefined;
  const password = await readFile(join(root, "password"), "utf8").catch(() => "");
  const directory = { root, data: join(root, "data"), password: password.trim() };
  const port = await findLivePort(directory);
  return port === undefined ? undefined : urlOf(directory, port);
}

function urlOf({ password }: DatabaseDirectory, port: number): string {
  return `postgres://purser:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

function serverArguments(directory: DatabaseDirectory, port: number, settings: Readonly<Record<string, string>>) {
  const all = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    logging_collector: "off",
    log_destination: "stderr",
    // A failed statement is the client's affair: logged here, it would show what people's records hold.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_line_prefix: "",
    shared_buffers: `${sharedMebibytes(totalmem(), process.constrainedMemory())}MB`,
    ...settings,
  };
  const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return ["-D", directory.data, ...options];
}

/** Waits for the ready line and gives undefined, or gives the reason why the server ended before it. */
async function untilReady(server: ChildProcess, directory: DatabaseDirectory, log: EmbeddedPostgresLog) {
  const { stderr } = server;
  if (stderr === null) throw new EmbeddedPostgresError("START_FAILED", "The database has no log to read.");
  const printed: string[] = [];
  const lines = createInterface({ input: stderr });
  const ready = new Promise<undefined>((resolve) => {
    lines.on("line", (line) => {
      if (/^(WARNING|FATAL|PANIC):/.test(line)) log.warn(`postgresql: ${line}`);
      else log.debug(`postgresql: ${line}`);
      if (printed.length < 200) printed.push(line);
      if (line.includes("database system is ready to accept connections")) resolve(undefined);
    });
  });
  const ended = once(server, "close").then(
    () => faultIn(printed),
    (error) => `it could not be run: ${error instanceof Error ? error.message : error}`,
  );
  const late = delay(START_SECONDS * 1000, "late", { ref: false });
  const outcome = await Promise.race([ready, ended, late]);
  if (outcome !== "late") return outcome;
  await endServer(server);
  throw new EmbeddedPostgresError(
    "START_FAILED",
    `The database in ${directory.root} did not start in ${START_SECONDS} s.`,
  );
}

function faultIn(printed: string[]): string {
  const text = printed.join("\n");
  if (/No space left on device|Disk quota exceeded/.test(text)) return "DISK_FULL";
  if (/could not (bind|create any TCP)/.test(text)) return "PORT_TAKEN";
  if (/lock file .* already exists|pre-existing shared memory block/.test(text)) return "IN_USE";
  const reason = printed.find((line) => /^(FATAL|PANIC):/.test(line)) ?? printed.at(-1);
  return reason ?? "it ended without a word";
}

function startFailure(fault: string, directory: DatabaseDirectory): EmbeddedPostgresError {
  if (fault === "DISK_FULL") return diskFull(directory.root);
  if (fault === "IN_USE") return inUse(directory);
  return new EmbeddedPostgresError("START_FAILED", `The database in ${directory.root} did not start: ${fault}`);
}

function runningServer(server: ChildProcess, directory: DatabaseDirectory, port: number): EmbeddedPostgres {
  let expected = false;
  const ended = once(server, "close").then(([code]) => ({ expected, code: typeof code === "number" ? code : null }));
  const stop = async () => {
    expected = true;
    await endServer(server);
    await ended;
  };
  return { url: urlOf(directory, port), port, ended, stop, [Symbol.asyncDispose]: stop };
}

/** A fast shutdown; when a client keeps it from ending, an immediate one, from which the next start recovers. */
async function endServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill("SIGINT");
  const late = await Promise.race([ended, delay(STOP_SECONDS * 1000, "late", { ref: false })]);
  if (late !== "late") return;
  server.kill("SIGQUIT");
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
