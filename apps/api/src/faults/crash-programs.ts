import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.ts";
import type { CrashOrder } from "./crash-child.ts";

/** How a child ended: killed at the failpoint, or done because it never came to it. */
export type CrashOutcome = { readonly killed: true } | { readonly killed: false; readonly answer: unknown };

const WAITING = 3;
/** What a child that lives for some statements can do without: they are a quarter of what it costs. */
const LIGHT = ["--no-experimental-fetch", "--v8-pool-size=0"];

/**
 * Children that take a step and die. The program is bundled into one file once, compiled by the first child that
 * comes to its end, and a few children always stand ready, so that a point costs its own work and not the start of a program.
 */
export class CrashPrograms implements AsyncDisposable {
  readonly #folder: string;
  readonly #file: string;
  readonly #waiting: ChildProcess[] = [];
  /** One child has come to its end, and has left what makes the others quick. */
  #isWarm = false;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#file = join(folder, "crash-loader.cjs");
  }

  static async start(): Promise<CrashPrograms> {
    const programs = new CrashPrograms(await mkdtemp(join(tmpdir(), "purser-crash-")));
    bundle(fileURLToPath(new URL("./crash-child.ts", import.meta.url)), join(programs.#folder, "crash-child.cjs"));
    await copyFile(new URL("./crash-loader.cjs", import.meta.url), programs.#file);
    return programs;
  }

  /** Has a child take the step. @throws if the step itself fails, which no kill explains. */
  async run(order: CrashOrder): Promise<CrashOutcome> {
    const child = this.#waiting.shift() ?? this.#spawn();
    if (this.#isWarm) this.#fill();
    const ended = once(child, "exit").then(([, signal]) => ({ signal }));
    const told = once(child, "message").then(([message]) => ({ message }));
    told.catch(() => {});
    child.send(order);
    const first = await Promise.race([ended, told]);
    if ("signal" in first) {
      if (first.signal !== "SIGKILL") throw new Error(`the child ended by ${String(first.signal)}, not by SIGKILL`);
      return { killed: true };
    }
    child.disconnect();
    await ended;
    const { answer, error } = first.message as { answer?: unknown; error?: string }; // what the child sends
    if (error !== undefined) throw new Error(error);
    this.#isWarm = true;
    return { killed: false, answer };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#waiting) child.kill("SIGKILL");
    await rm(this.#folder, { recursive: true, force: true });
  }

  #fill(): void {
    while (this.#waiting.length < WAITING) this.#waiting.push(this.#spawn());
  }

  #spawn(): ChildProcess {
    return fork(this.#file, { execArgv: LIGHT, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  }
}
