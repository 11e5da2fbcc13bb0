import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Error as ErrorBody, ErrorCode } from "@purser/contract/schemas";
import type { FastifyReply, FastifyRequest } from "fastify";
import { v7 as uuidv7 } from "uuid";
import { errorText, type Language, preferredLanguage } from "./error-texts.ts";
import { HttpError } from "./http-errors.ts";

/** What is refused before it is a request, let alone one of a route, is answered with a page of nothing. */
const HEADERS = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

const STATUS: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Payload Too Large",
};

/** Refuses what is not HTTP, says it too slowly or too largely: one answer, and the connection is over. */
export function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  // What comes in the middle of an answer would be taken for a part of it.
  if (error.code === "ECONNRESET" || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const id = uuidv7();
  const body = JSON.stringify(refusal("BODY_MALFORMED", id, "en"));
  const headers = { ...HEADERS, "x-request-id": id, "content-length": Buffer.byteLength(body), connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${STATUS[error.code ?? ""] ?? "400 Bad Request"}`, ...lines].join("\r\n");
  socket.end(`${head}\r\n\r\n${body}`);
  socket.destroySoon();
}

/** Whether an answer has begun on a connection; Node's own refusal looks in the same place. */
function isAnswering(socket: Socket): boolean {
  const answer: ServerResponse | null | undefined = Reflect.get(socket, "_httpMessage");
  return answer?.headersSent === true;
}

/** Refuses a request that expects of us what nobody knows of; Node would do so with nothing but the number. */
export function refuseExpectation(request: IncomingMessage, response: ServerResponse): void {
  const id = uuidv7();
  const body = Buffer.from(JSON.stringify(refusal("BODY_MALFORMED", id, languageOf(request))));
  const headers = { ...HEADERS, "x-request-id": id, "content-length": body.length, connection: "close" };
  response.writeHead(417, headers).end(body);
}

/**
 * Refuses a request that does not say which host it is for, or says it twice, as two servers may read it in two ways.
 *
 * @throws {HttpError} `BODY_MALFORMED`
 */
export async function requireOneHost({ raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
  const hosts = hostLines(raw.rawHeaders);
  if (hosts === 1 || (hosts === 0 && raw.httpVersion === "1.0")) return;
  reply.header("connection", "close");
  throw new HttpError("BODY_MALFORMED", "malformed");
}

/** How many lines name a host; the headers by name have the first alone. Looked at with each call, so quickly. */
function hostLines(rawHeaders: readonly string[]): number {
  let lines = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (name.length === 4 && name.toLowerCase() === "host") lines += 1;
  }
  return lines;
}

/** Refuses a request whose address cannot be decoded, so that it is no route's and passes through no hook. */
export function refuseAddress(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  reply
    .code(400)
    .headers({ ...HEADERS, "x-request-id": request.id })
    .serializer(JSON.stringify)
    .send(refusal("BODY_MALFORMED", request.id, languageOf(request)));
}

function languageOf({ headers }: Pick<IncomingMessage, "headers">): Language {
  return preferredLanguage(headers["accept-language"]);
}

function refusal(code: ErrorCode, id: string, language: Language): ErrorBody {
  return { error: { code, message: errorText(code, language, {}), request_id: id, details: [] } };
}
