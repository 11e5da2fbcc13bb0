import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { IngestError } from "./core/errors.ts";

/**
 * The text of an upload or a file, decompressed where it is gzip, in chunks as they come.
 *
 * @throws {IngestError} `INGEST_COMPRESSION_BROKEN` if the gzip data is cut off or damaged, `INGEST_TOO_LARGE` as soon
 * as the text is longer than `maxBytes`.
 */
export async function* plainText(source: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  try {
    const head = await firstBytes(chunks);
    const whole = withHead(head, chunks);
    let bytes = 0;
    for await (const chunk of isGzip(head) ? gunzip(whole) : whole) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new IngestError("INGEST_TOO_LARGE", { limit: maxBytes });
      yield chunk;
    }
  } finally {
    await chunks.return?.();
  }
}

function isGzip(head: Buffer): boolean {
  return head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b;
}

/** At least two bytes, if there are as many. */
async function firstBytes(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

async function* withHead(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

async function* gunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // The pipeline carries an error of either side to the reader below, which is where it is thrown.
  const plain = pipeline(Readable.from(source), createGunzip({ chunkSize: 256 * 1024 }), () => {});
  try {
    for await (const chunk of plain) yield chunk as Buffer; // gunzip gives buffers
  } catch (error) {
    if (isZlibError(error)) throw new IngestError("INGEST_COMPRESSION_BROKEN", {}, { cause: error });
    throw error;
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
}
