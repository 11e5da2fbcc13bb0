import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { isAbsolute } from "node:path";
import type { Readable } from "node:stream";
import { SourceError } from "../../domains/usage/core/source-error.ts";
import { TimeBudget } from "./time-budget.ts";

export interface ProgramCall {
  /** The program's file, as an absolute path: no shell and no PATH has a say in what runs. */
  readonly file: string;
  readonly args: readonly string[];
  /** All of its environment; nothing of Purser's own, which holds secrets. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export interface ProgramEnd {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  /** The beginning of what it wrote to standard error. */
  readonly stderr: string;
}

/** More of standard error is read, so that the program does not wait for ever to write it, and thrown away. */
const STDERR_BYTES = 4_096;
/** Where a program finds others, such as the ones that a script calls. */
export const PROGRAM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * Runs a program and gives its output as it comes, then how it ended. Whatever happens, neither the program nor what it
 * has started in its process group is left behind.
 *
 * @throws {SourceError} `SOURCE_PROGRAM_MISSING`, `SOURCE_TIMED_OUT` or `SOURCE_ANSWER_TOO_LARGE`; or the signal's reason.
 */
export async function* runProgram(call: ProgramCall, signal: AbortSignal): AsyncGenerator<Buffer, ProgramEnd> {
  signal.throwIfAborted();
  const child = start(call);
  const budget = new TimeBudget(call.timeoutMs, signal);
  try {
    const closed = once(child, "close").then(([code]) => (typeof code === "number" ? code : null));
    closed.catch(() => undefined); // heard of by whoever waits for it below
    await once(child, "spawn").catch((error: unknown) => {
      throw missing(error);
    });
    const stderr = beginningOf(child.stderr);
    yield* budget.limit(child.stdout, call.maxBytes);
    const exitCode = await budget.spend(closed);
    return { exitCode, stderr: stderr() };
  } finally {
    killGroup(child);
  }
}

/** All output of a program that writes little. */
export async function outputOf(call: ProgramCall, signal: AbortSignal): Promise<ProgramEnd & { stdout: string }> {
  const pieces: Buffer[] = [];
  const run = runProgram(call, signal);
  for (;;) {
    const next = await run.next();
    if (next.done === true) return { ...next.value, stdout: Buffer.concat(pieces).toString("utf8") };
    pieces.push(next.value);
  }
}

function start({ file, args, env }: ProgramCall) {
  if (!isAbsolute(file)) throw new SourceError("SOURCE_PROGRAM_MISSING", { reason: "not an absolute path" });
  try {
    // Detached: the leader of a process group of its own, which can be ended as a whole.
    return spawn(file, args, { env, cwd: "/", detached: true, shell: false, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw missing(error);
  }
}

/** What the system says may hold the arguments, so only its code is kept. */
function missing(error: unknown): SourceError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return new SourceError("SOURCE_PROGRAM_MISSING", { reason: code });
}

function beginningOf(stream: Readable): () => string {
  const pieces: Buffer[] = [];
  let bytes = 0;
  stream.on("data", (piece: Buffer) => {
    if (bytes < STDERR_BYTES) pieces.push(piece.subarray(0, STDERR_BYTES - bytes));
    bytes += piece.length;
  });
  return () => Buffer.concat(pieces).toString("utf8");
}

function killGroup(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // Nothing of the group is left.
  }
}
