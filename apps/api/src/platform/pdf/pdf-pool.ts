import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DomainError } from "@purser/kernel/domain-error";
import { Piscina } from "piscina";
import type { PdfDefinition } from "./pdf-definition.ts";
import type { PdfTask } from "./pdf-worker.ts";

/** A layout by where it lives, so that a worker thread can load it: functions do not cross threads, addresses do. */
export interface PdfLayout<Args extends readonly unknown[]> {
  readonly moduleUrl: string;
  readonly exportName: string;
  readonly layout: (...args: Args) => PdfDefinition;
}

export interface PdfPoolOptions {
  readonly threads: number;
  /** Documents that may wait for a thread; one more is refused. */
  readonly maxQueue: number;
  /** From asking to having the bytes, waiting included; a thread that takes longer is ended and replaced. */
  readonly timeoutMs: number;
}

/** Refused because too many documents wait (`reason: "busy"`), or because one took too long (`reason: "timeout"`). */
export class PdfError extends DomainError<"TRY_AGAIN"> {
  override readonly name = "PdfError";
  readonly kind = "unavailable";
}

const DEFAULTS: PdfPoolOptions = { threads: 2, maxQueue: 200, timeoutMs: 20_000 };

/** Draws documents in worker threads, so that the event loop stays free for requests. */
export class PdfPool {
  readonly #pool: Piscina<PdfTask, Uint8Array>;
  readonly #timeoutMs: number;

  constructor(options: Partial<PdfPoolOptions> = {}) {
    const { threads, maxQueue, timeoutMs } = { ...DEFAULTS, ...options };
    this.#timeoutMs = timeoutMs;
    const source = import.meta.url.endsWith(".ts");
    this.#pool = new Piscina({
      filename: fileURLToPath(new URL(source ? "./pdf-worker.ts" : "./pdf-worker.js", import.meta.url)),
      name: "drawPdf",
      minThreads: 1,
      maxThreads: threads,
      idleTimeout: 30_000,
      maxQueue,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
      // A thread that waits on `Atomics` would starve the promises and streams a document is drawn with.
      atomics: "disabled",
      ...(source && { execArgv: sourceLoader() }),
    });
  }

  /**
   * The bytes of one document.
   *
   * @throws {PdfError} `TRY_AGAIN` if too many wait or it was not drawn in time.
   */
  async render<Args extends readonly unknown[]>(layout: PdfLayout<Args>, ...args: Args): Promise<Uint8Array> {
    const { moduleUrl, exportName } = layout;
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    if (this.#pool.queueSize >= this.#pool.options.maxQueue) throw new PdfError("TRY_AGAIN", { reason: "busy" });
    try {
      return await this.#pool.run({ moduleUrl, exportName, args }, { signal: timeout });
    } catch (cause) {
      if (timeout.aborted) throw new PdfError("TRY_AGAIN", { reason: "timeout" }, { cause });
      throw cause;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }
}

/** How a worker reads TypeScript when the program itself runs from its sources, in development and in tests. */
function sourceLoader(): string[] {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx/package.json"));
  const preload = `import { register } from "${new URL("./dist/esm/api/index.mjs", tsx).href}"; register();`;
  return ["--conditions=source", "--import", `data:text/javascript,${encodeURIComponent(preload)}`];
}
