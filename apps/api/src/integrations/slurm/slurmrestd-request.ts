import { Client } from "undici";
import { SourceError } from "../../domains/usage/core/source-error.ts";
import { beginningFault, connectionFault, faultOf } from "./slurmrestd-answer.ts";
import { lookupAllowed, type SourceAddress } from "./source-address.ts";
import { TimeBudget } from "./time-budget.ts";

export interface Connection {
  readonly address: SourceAddress;
  /** Certificates to trust, in PEM; null: those of the system. */
  readonly ca: string | null;
  /** What Purser shows to the server, in PEM; null: nothing. */
  readonly client: ClientCertificate | null;
  readonly limits: ConnectionLimits;
}

export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly passphrase: string | null;
}

export interface ConnectionLimits {
  /** For the connection with its TLS. */
  readonly connectTimeoutMs: number;
  /** Until the answer begins: Slurm makes all of it first. */
  readonly headersTimeoutMs: number;
  /** Between two pieces of the answer. */
  readonly bodyTimeoutMs: number;
  /** For all of it, without what the taker of the answer needs. */
  readonly totalTimeoutMs: number;
}

export interface Request {
  /** What stands behind the address, from `/slurmdb` or `/openapi` on. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxBytes: number;
  /** What must not stand in an error. */
  readonly secrets: readonly string[];
}

/** Up to this size an answer is looked at as a whole before it is passed on: one that holds nothing but errors is small. */
const HEAD_BYTES = 65_536;

/**
 * Asks a slurmrestd once, on a connection of its own that ends with the answer, and gives the bytes of an answer whose
 * head shows no fault. Redirects are not followed, and nothing is unpacked.
 *
 * @throws {SourceError} for every failure of the network and of the server; the signal's reason; or what `use` throws.
 */
export async function ask<T>(
  connection: Connection,
  request: Request,
  use: (bytes: AsyncIterable<Buffer>) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const client = open(connection);
  const budget = new TimeBudget(connection.limits.totalTimeoutMs, signal);
  try {
    const bytes = await answerOf(client, connection, request, budget).catch((error: unknown) => {
      throw connectionFault(error) ?? error;
    });
    return await use(bytes);
  } finally {
    await client.destroy();
  }
}

function open({ address, ca, client, limits }: Connection): Client {
  const certificate = client === null ? {} : { cert: client.certificate, key: client.key };
  const passphrase = client?.passphrase ?? null;
  return new Client(address.origin, {
    pipelining: 0, // one request on a connection: what was kept open may be half dead
    headersTimeout: limits.headersTimeoutMs,
    bodyTimeout: limits.bodyTimeoutMs,
    connect: {
      timeout: limits.connectTimeoutMs,
      ...(address.socketPath !== null && { socketPath: address.socketPath }),
      ...(address.secure && {
        minVersion: "TLSv1.2",
        ...(ca !== null && { ca }),
        ...certificate,
        ...(passphrase !== null && { passphrase }),
      }),
      lookup: lookupAllowed,
    },
  });
}

async function answerOf(
  client: Client,
  { address }: Connection,
  { path, headers, maxBytes, secrets }: Request,
  budget: TimeBudget,
): Promise<AsyncIterable<Buffer>> {
  const begun = client.request({
    method: "GET",
    path: address.basePath + path,
    headers: { ...headers, accept: "application/json", "accept-encoding": "identity" },
  });
  const answer = await budget.spend(begun).catch((error: unknown) => {
    throw beginningFault(error) ?? error;
  });
  answer.body.on("error", () => undefined); // whoever reads it hears of it; once nobody does, it is none of the program's
  const status = answer.statusCode;
  const encoding = headerOf(answer.headers, "content-encoding");
  if (encoding !== "" && encoding !== "identity")
    throw new SourceError("SOURCE_ANSWER_UNREADABLE", { status, reason: "compressed" });
  // An error is read no further than what may be said of it.
  const announced = Number(headerOf(answer.headers, "content-length"));
  if (status === 200 && announced > maxBytes) throw new SourceError("SOURCE_ANSWER_TOO_LARGE", { status });
  const pieces = budget.limit(answer.body as AsyncIterable<Buffer>, maxBytes); // a body gives nothing but buffers
  const head = await headOf(pieces);
  const contentType = headerOf(answer.headers, "content-type");
  const whole = head.ended || status !== 200 ? Buffer.concat(head.pieces) : null;
  const fault = faultOf({ status, contentType, whole }, secrets);
  if (fault !== null) throw fault;
  return joined(head.pieces, pieces);
}

/** The first pieces, up to the size of a head, and whether that is all. */
async function headOf(pieces: AsyncIterator<Buffer>): Promise<{ pieces: Buffer[]; ended: boolean }> {
  const head: Buffer[] = [];
  for (let bytes = 0; bytes <= HEAD_BYTES; ) {
    const next = await pieces.next();
    if (next.done === true) return { pieces: head, ended: true };
    head.push(next.value);
    bytes += next.value.length;
  }
  return { pieces: head, ended: false };
}

async function* joined(head: Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  try {
    yield* head.splice(0);
    yield* rest;
  } catch (error) {
    throw connectionFault(error) ?? error;
  }
}

function headerOf(headers: Readonly<Record<string, string | string[] | undefined>>, name: string): string {
  const value = headers[name] ?? "";
  return Array.isArray(value) ? value.join(", ") : value;
}
