import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** As it is built, which starts in a third of the time that its sources take: `program-global-setup.ts`. */
export const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** The keys of `testConfig`, so that what a test signs is known to the program as well. */
const KEYS = {
  JWT_KEYS: "test=jwt-key-of-the-tests-0123456789abcdef",
  AUDIT_KEYS: "test=audit-key-of-the-tests-0123456789abcdef",
  SECRETS_KEYS: "test=secrets-key-of-the-tests-0123456789abcd",
};

export interface ProgramOptions {
  readonly args: readonly string[];
  readonly databaseUrl: string;
  /** Beside, or instead of, what every program of a test has. */
  readonly env?: Readonly<Record<string, string>>;
  /** Of Node itself. */
  readonly nodeArgs?: readonly string[];
  /** Of another version: `next-version.ts`. */
  readonly main?: string | undefined;
}

/** Purser as a process of its own, on a database of a test. */
export function startProgram({
  args,
  databaseUrl,
  env = {},
  nodeArgs = [],
  main = MAIN,
}: ProgramOptions): ChildProcess {
  const basic = { PATH: process.env.PATH, APP_ENV: "test", DATABASE_URL: databaseUrl, HOST: "127.0.0.1", PORT: "0" };
  return spawn(process.execPath, [...nodeArgs, main, ...args], {
    env: { ...basic, ...KEYS, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** Where a program that serves can be called; its output is read on, so that it never waits for us. */
export async function untilServing({ stdout, stderr }: ChildProcess): Promise<URL> {
  if (stdout === null) throw new Error("the program has no output");
  stderr?.pipe(process.stderr);
  for await (const line of createInterface({ input: stdout })) {
    const { address } = JSON.parse(line) as { address?: string }; // one JSON object a line
    if (address === undefined) continue;
    stdout.resume();
    return new URL(address);
  }
  throw new Error("the program ended before it served");
}

export interface CommandOutcome {
  readonly code: number | null;
  readonly printed: string;
  readonly complained: string;
}

/** Runs one command to its end. */
export async function runCommand(options: ProgramOptions): Promise<CommandOutcome> {
  const child = startProgram(options);
  child.stdin?.end();
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("the program has no output");
  const [printed, complained, [code]] = await Promise.all([text(stdout), text(stderr), once(child, "close")]);
  return { code, printed, complained };
}
