import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { databaseUrl } from "./database.ts";
import { ownProgram } from "./own-program.ts";
import { MAIN } from "./program.ts";

/** Starts the program once more on the database of the first, with settings of its own: any number may share one. */
export async function startReplica(
  settings: Readonly<Record<string, string>>,
  { withWorker = false }: { readonly withWorker?: boolean } = {},
): Promise<{ address: string } & AsyncDisposable> {
  const program = spawn(process.execPath, [MAIN, "serve", ...(withWorker ? [] : ["--no-worker"])], {
    env: {
      PATH: process.env.PATH,
      PURSER_DATA_DIR: ownProgram().dataDir, // the same secrets
      DATABASE_URL: await databaseUrl(),
      PORT: "0",
      LOG_LEVEL: "info",
      ...settings,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async () => {
    if (program.exitCode !== null || program.signalCode !== null) return;
    program.kill("SIGINT");
    await once(program, "exit");
  };
  for await (const line of createInterface({ input: program.stdout })) {
    const { msg, address } = JSON.parse(line) as { msg?: string; address?: string }; // the log's own format
    if (msg !== "serving" || address === undefined) continue;
    program.stdout.resume();
    return { address: address.replace("127.0.0.1", "localhost"), [Symbol.asyncDispose]: stop };
  }
  throw new Error("the replica ended before it served");
}
