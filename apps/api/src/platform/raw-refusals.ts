import type { Socket } from "node:net";
import type { Error as ErrorBody, ErrorCode } from "@purser/contract/schemas";
import type { FastifyReply, FastifyRequest } from "fastify";
import { v7 as uuidv7 } from "uuid";
import { errorText } from "./error-texts.ts";

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
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const id = uuidv7();
  const body = JSON.stringify(refusal("BODY_MALFORMED", id));
  const headers = { ...HEADERS, "x-request-id": id, "content-length": Buffer.byteLength(body), connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${STATUS[error.code ?? ""] ?? "400 Bad Request"}`, ...lines].join("\r\n");
  socket.end(`${head}\r\n\r\n${body}`);
  socket.destroySoon();
}

/** Refuses a request whose address cannot be decoded, so that it is no route's and passes through no hook. */
export function refuseAddress(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  reply
    .code(400)
    .headers({ ...HEADERS, "x-request-id": request.id })
    .serializer(JSON.stringify)
    .send(refusal("BODY_MALFORMED", request.id));
}

function refusal(code: ErrorCode, id: string): ErrorBody {
  return { error: { code, message: errorText(code, "en", {}), request_id: id, details: [] } };
}
