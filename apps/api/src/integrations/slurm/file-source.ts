import { createReadStream } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import { basename } from "node:path";
import type {
  AccountingSource,
  SourceCheck,
  TakeAnswer,
  TimeWindow,
} from "../../domains/usage/core/accounting-source.ts";
import { SourceError } from "../../domains/usage/core/source-error.ts";
import { handOver } from "./read-part.ts";

const CHUNK_BYTES = 256 * 1024;

/**
 * A file that something else writes, such as the output of sacct that a cluster's own machine delivers. It is read whole
 * when it has changed, whatever the window: what it says of other times changes nothing that is known.
 */
export class FileSource implements AccountingSource {
  readonly kind = "file";
  readonly #path: string;
  /** What the file was when it was last taken over. */
  #taken: string | null = null;

  /** @param path absolute */
  constructor(path: string) {
    this.#path = path;
  }

  async check(): Promise<SourceCheck> {
    await this.#assertReadable();
    return { slurmVersion: null, apiVersion: null, clusters: [], missingColumns: [], tokenInClear: false };
  }

  async read(window: TimeWindow, take: TakeAnswer, signal: AbortSignal): Promise<void> {
    const found = await this.#assertReadable();
    if (found === this.#taken) return;
    const format = { kind: this.kind, name: basename(this.#path) } as const;
    await handOver({ format, coverage: "whole", window, bytes: this.#bytes(signal) }, take);
    this.#taken = found;
  }

  async readWhole(
    _jobIds: readonly number[],
    window: TimeWindow,
    take: TakeAnswer,
    signal: AbortSignal,
  ): Promise<void> {
    await this.read(window, take, signal);
  }

  async *#bytes(signal: AbortSignal): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of createReadStream(this.#path, { highWaterMark: CHUNK_BYTES, signal })) yield chunk;
    } catch (error) {
      signal.throwIfAborted();
      throw new SourceError("SOURCE_FILE_UNREADABLE", reasonOf(error));
    }
  }

  /** Gives what changes when the file does. Looked at before it is read, so that what is added meanwhile is read next time. */
  async #assertReadable(): Promise<string> {
    try {
      await access(this.#path, constants.R_OK);
      const file = await stat(this.#path, { bigint: true });
      if (file.isFile()) return [file.dev, file.ino, file.size, file.mtimeNs].join(" ");
    } catch (error) {
      throw new SourceError("SOURCE_FILE_UNREADABLE", reasonOf(error));
    }
    throw new SourceError("SOURCE_FILE_UNREADABLE", { reason: "EISDIR" });
  }
}

function reasonOf(error: unknown): { reason?: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? { reason: error.code } : {};
}
