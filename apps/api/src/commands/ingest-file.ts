import { type FileHandle, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { askedWindow } from "../domains/usage/core/asked-window.ts";
import type { Batch } from "../domains/usage/core/batch.ts";
import { ingestUsage } from "../domains/usage/ingest-usage.ts";
import type { UsageContext } from "../domains/usage/run-pricer.ts";
import { unreadableFile } from "./argument-error.ts";

export interface IngestFile {
  /** `-` is standard input. */
  readonly file: string;
  readonly cluster: string | null;
  readonly timeZone: string | null;
  /** The time that Slurm was asked for, in RFC 3339: both of them or none. */
  readonly readFrom: string | undefined;
  readonly readUntil: string | undefined;
  readonly standardInput: Readable;
}

/**
 * Ingests one file from the command line.
 *
 * @throws {ArgumentError} where the file cannot be read, or an `IngestError` if the text cannot be read as a whole, or the time is none.
 */
export async function ingestFile(
  ctx: UsageContext,
  { file, cluster, timeZone, readFrom, readUntil, standardInput }: IngestFile,
): Promise<Batch> {
  const window = askedWindow(readFrom, readUntil);
  const told = { source: "file", cluster, timeZone, idempotencyKey: null, ...window } as const;
  if (file === "-") return await ingestUsage(ctx, { ...told, sourceName: "standard input", content: standardInput });
  // Opened before anything else is done, so that a file that cannot be is an error of this call.
  await using handle = await opened(file);
  const content = handle.createReadStream({ highWaterMark: 256 * 1024 });
  return await ingestUsage(ctx, { ...told, sourceName: basename(file), content });
}

async function opened(file: string): Promise<FileHandle> {
  try {
    if ((await stat(file)).isDirectory()) throw Object.assign(new Error(file), { code: "EISDIR" });
    return await open(file);
  } catch (error) {
    throw unreadableFile(file, error);
  }
}

/** The batch as a few lines for a person. */
export function describeBatch(batch: Batch): string {
  const rows: [string, number][] = [
    ["lines read", batch.lines_read],
    ["runs new", batch.runs_new],
    ["runs changed", batch.runs_changed],
    ["runs unchanged", batch.runs_unchanged],
    ["steps merged", batch.steps_merged],
    ["rejected", batch.rejected],
  ];
  return rows.map(([label, value]) => `${label.padEnd(16)}${String(value).padStart(10)}`).join("\n");
}
