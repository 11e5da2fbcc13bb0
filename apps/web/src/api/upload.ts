import type { OperationTypes } from "@purser/contract/operation-types";
import { addressOf, type OperationId } from "./address.ts";
import { ApiError, type HttpAnswer, readApiError } from "./api-error.ts";
import { accessToken, ensureSession, refreshSession } from "./session.ts";

export interface UploadProgress {
  readonly sentBytes: number;
  readonly totalBytes: number;
}

export interface UploadInput<Id extends OperationId> {
  readonly query: OperationTypes[Id]["querystring"];
  readonly file: Blob;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: UploadProgress) => void;
}

/** XMLHttpRequest, since fetch does not tell how much of a body was sent. */
function transmit<Id extends OperationId>(id: Id, input: UploadInput<Id>): Promise<HttpAnswer> {
  // The contract's query types are records of scalars; the address only needs that much.
  const { method, url } = addressOf(id, { query: input.query as Record<string, string | undefined> });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("accept-language", document.documentElement.lang);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("idempotency-key", input.idempotencyKey);
    request.setRequestHeader("authorization", `Bearer ${accessToken() ?? ""}`);
    request.upload.addEventListener("progress", (event) =>
      input.onProgress({ sentBytes: event.loaded, totalBytes: input.file.size }),
    );
    request.addEventListener("load", () =>
      resolve({
        status: request.status,
        text: request.responseText,
        header: (name) => request.getResponseHeader(name),
      }),
    );
    request.addEventListener("error", () =>
      reject(new ApiError({ code: "NETWORK", status: 0, message: "upload failed" })),
    );
    request.addEventListener("abort", () =>
      reject(new ApiError({ code: "CANCELLED", status: 0, message: "upload cancelled" })),
    );
    input.signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(input.file);
  });
}

/** Sends a file as the raw body of an operation, telling how much of it was sent. */
export async function upload<Id extends OperationId>(
  id: Id,
  input: UploadInput<Id>,
): Promise<OperationTypes[Id]["success"]> {
  await ensureSession();
  let outcome = await transmit(id, input);
  if (outcome.status === 401 && (await refreshSession())) outcome = await transmit(id, input);
  if (outcome.status < 200 || outcome.status > 299) {
    throw readApiError(outcome);
  }
  // The contract types the answer, and the server's own tests hold every response to it.
  return JSON.parse(outcome.text) as OperationTypes[Id]["success"];
}
