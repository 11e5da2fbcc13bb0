import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export type Program = {
  address: string;
  dataDir: string;
  /** Passwords by user name, as the program printed them. */
  passwords: Record<string, string>;
  stop: () => Promise<void>;
};

export const MAIN = fileURLToPath(new URL("../apps/api/dist/main.js", import.meta.url));

/** Starts the built program as a newcomer does, with a data directory of its own, and reads what it prints. */
export async function startProgram(): Promise<Program> {
  if (!existsSync(MAIN)) throw new Error("the program is not built: npm run build");
  const dataDir = await mkdtemp(join(tmpdir(), "purser-e2e-"));
  const program = spawn(process.execPath, [MAIN, "start"], {
    env: { PATH: process.env.PATH, PURSER_DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  // Journeys that find nobody at the address say only that: what ended the program has to be told here.
  const tellEnd = (code: number | null, signal: string | null) =>
    console.error(`the program ended in the middle of the journeys: code ${code}, signal ${signal}`);
  program.once("exit", tellEnd);
  const stop = async () => {
    program.off("exit", tellEnd);
    if (program.exitCode === null && program.signalCode === null) {
      program.kill("SIGINT");
      await once(program, "exit");
    }
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    return { ...(await readWelcome(program)), dataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readWelcome({ stdout }: ChildProcess): Promise<Pick<Program, "address" | "passwords">> {
  if (stdout === null) throw new Error("the program has no output");
  const welcome = { address: "", passwords: {} as Record<string, string> };
  for await (const line of createInterface({ input: stdout })) {
    const [, address] = /Purser is at (\S+)/.exec(line) ?? [];
    const [, username, password] = /^\s+(\S+)\s+([a-z0-9]{4}(?:-[a-z0-9]{4}){3})\s/.exec(line) ?? [];
    if (address !== undefined) welcome.address = address;
    if (username !== undefined && password !== undefined) welcome.passwords[username] = password;
    if (!line.includes("Stop with Ctrl-C")) continue;
    stdout.resume();
    return welcome;
  }
  throw new Error("the program ended before it served");
}
