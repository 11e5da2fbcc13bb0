import { open } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { SourceError } from "../../domains/usage/core/source-error.ts";
import { outputOf, PROGRAM_PATH } from "./program.ts";

/** Where the token comes from: the settings, a file, or a program that prints it, as `scontrol token` does. */
export type TokenOrigin =
  | { readonly from: "value"; readonly token: string }
  | { readonly from: "file"; readonly path: string }
  | { readonly from: "command"; readonly file: string; readonly args: readonly string[] };

const LONGEST = 16_384;
/** What a header takes without harm. */
const TOKEN = /^[\w.~+/=-]{1,16384}$/;
const COMMAND_MS = 10_000;
/** How long before its end a token is not used any more, since clocks differ and answers take time. */
const MARGIN_SECONDS = 60;
/** How long a token is kept that does not say when it ends. */
const KEPT_MS = 300_000;

/** The token of one source, kept until it is about to expire. Nothing that prints or serialises this shows it. */
export class SlurmToken {
  readonly #origin: TokenOrigin;
  readonly #now: () => Date;
  #token: string | null = null;
  #readAt = 0;

  constructor(origin: TokenOrigin, now: () => Date) {
    this.#origin = origin;
    this.#now = now;
  }

  /** The token as last read, read again where it ends soon; one that is over is the server's to refuse, by its own clock. */
  async current(signal: AbortSignal): Promise<string> {
    if (this.#token === null || this.#isStale(this.#token)) await this.#read(signal);
    return this.#token ?? "";
  }

  /** Reads it again, whatever its end. False if it is the same as before. */
  async renew(signal: AbortSignal): Promise<boolean> {
    const before = this.#token;
    if (this.#origin.from === "value") return false;
    await this.#read(signal);
    return this.#token !== before;
  }

  #isStale(token: string): boolean {
    if (this.#origin.from === "value") return false;
    const expiry = expiryOf(token);
    if (expiry === null) return performance.now() - this.#readAt > KEPT_MS;
    return expiry - MARGIN_SECONDS <= this.#now().getTime() / 1000;
  }

  async #read(signal: AbortSignal): Promise<void> {
    const text = await textOf(this.#origin, signal);
    // `scontrol token` prints SLURM_JWT=...
    const token = text.trim().replace(/^SLURM_JWT=/, "");
    if (!TOKEN.test(token)) throw new SourceError("SOURCE_TOKEN_UNAVAILABLE", { reason: "malformed" });
    this.#token = token;
    this.#readAt = performance.now();
  }
}

async function textOf(origin: TokenOrigin, signal: AbortSignal): Promise<string> {
  if (origin.from === "value") return origin.token;
  return origin.from === "file" ? await fileText(origin.path) : await commandText(origin, signal);
}

async function fileText(path: string): Promise<string> {
  if (!isAbsolute(path)) throw new SourceError("SOURCE_TOKEN_UNAVAILABLE", { reason: "not an absolute path" });
  try {
    await using file = await open(path, "r");
    if (!(await file.stat()).isFile()) throw new SourceError("SOURCE_TOKEN_UNAVAILABLE", { reason: "not a file" });
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST + 64), 0);
    return buffer.toString("utf8", 0, bytesRead);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new SourceError("SOURCE_TOKEN_UNAVAILABLE", { reason });
  }
}

/** What the command says to standard error is not passed on: it may be the token, or what buys one. */
async function commandText(
  { file, args }: { readonly file: string; readonly args: readonly string[] },
  signal: AbortSignal,
): Promise<string> {
  const env = { PATH: PROGRAM_PATH, LC_ALL: "C.UTF-8" };
  const call = { file, args, env, timeoutMs: COMMAND_MS, maxBytes: LONGEST + 64 };
  const { stdout, exitCode } = await outputOf(call, signal).catch((error: unknown) => {
    if (!(error instanceof SourceError)) throw error;
    throw new SourceError("SOURCE_TOKEN_UNAVAILABLE", { reason: error.facts.reason ?? error.code });
  });
  if (exitCode !== 0) throw new SourceError("SOURCE_TOKEN_UNAVAILABLE", exitCode === null ? {} : { exitCode });
  return stdout;
}

/** When a JSON Web Token ends, in seconds since 1970; null where it does not say, or is none. */
function expiryOf(token: string): number | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    const expiry = typeof claims === "object" && claims !== null && "exp" in claims ? claims.exp : null;
    return typeof expiry === "number" && Number.isFinite(expiry) ? expiry : null;
  } catch {
    return null;
  }
}
