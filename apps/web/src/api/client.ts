import type { OperationTypes } from "@purser/contract/operation-types";
import { askForProof } from "../stores/proof.ts";
import { addressOf, type CallInput, type OperationId } from "./address.ts";
import { ApiError, refusalOf } from "./api-error.ts";
import { accessToken, refreshSession } from "./session.ts";

type Operation<Id extends OperationId> = OperationTypes[Id];

/** What a call takes beside its operation: only what the contract names. */
export interface Input<Id extends OperationId> {
  readonly params?: Operation<Id>["params"];
  readonly query?: Operation<Id>["querystring"];
  readonly body?: Operation<Id>["body"];
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

function headersOf(input: { body?: unknown; idempotencyKey?: string }): Headers {
  const headers = new Headers({ accept: "application/json", "accept-language": document.documentElement.lang });
  const token = accessToken();
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  if (input.body !== undefined) headers.set("content-type", "application/json");
  if (input.idempotencyKey !== undefined) headers.set("idempotency-key", input.idempotencyKey);
  return headers;
}

async function transmit<Id extends OperationId>(id: Id, input: Input<Id>): Promise<Response> {
  // The contract's parameter types are records of scalars; the address only needs that much.
  const { method, url } = addressOf(id, input as CallInput);
  try {
    return await fetch(url, {
      method,
      headers: headersOf(input),
      credentials: "same-origin",
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(input.signal === undefined ? {} : { signal: input.signal }),
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError({ code: "NETWORK", status: 0, message: String(cause) });
  }
}

/**
 * Sends a call, once more after a refresh where the token was no longer good, and once more after the person confirmed
 * their password where the server asks for that.
 */
async function request<Id extends OperationId>(id: Id, input: Input<Id>): Promise<Response> {
  let response = await transmit(id, input);
  if (response.status === 401 && (await refreshSession())) response = await transmit(id, input);
  if (response.ok) return response;
  const refusal = await refusalOf(response);
  if (refusal.code !== "FRESH_LOGIN_REQUIRED" || !(await askForProof())) throw refusal;
  const repeated = await transmit(id, input);
  if (!repeated.ok) throw await refusalOf(repeated);
  return repeated;
}

/** Calls an operation that answers with nothing. */
export async function send<Id extends OperationId>(id: Id, input: Input<Id> = {}): Promise<void> {
  await request(id, input);
}

/** Calls an operation of the contract and gives its answer; throws an ApiError for every refusal. */
export async function call<Id extends OperationId>(id: Id, input: Input<Id> = {}): Promise<Operation<Id>["success"]> {
  const response = await request(id, input);
  // The contract types the answer, and the server's own tests hold every response to it.
  return (await response.json()) as Operation<Id>["success"];
}

/** Calls an operation whose answer is a document rather than JSON. */
export async function download<Id extends OperationId>(id: Id, input: Input<Id> = {}): Promise<Blob> {
  const response = await request(id, input);
  return await response.blob();
}

/** Calls an operation whose answer goes on, and gives it as it comes. */
export async function open<Id extends OperationId>(id: Id, input: Input<Id>): Promise<ReadableStream<Uint8Array>> {
  const { body } = await request(id, input);
  if (body === null) throw new ApiError({ code: "NETWORK", status: 0, message: "the answer has no body" });
  return body;
}
