import type { Error as ErrorBody } from "@purser/contract/schemas";

export type ErrorCode = ErrorBody["error"]["code"];
export type ErrorDetail = ErrorBody["error"]["details"][number];

/** What stopped a call before the server could answer it. */
export type ClientFault = "NETWORK" | "UNREADABLE_ANSWER" | "CANCELLED";

/** A call that was refused or failed; `code` has a text in every language under `errors`. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ErrorCode | ClientFault;
  readonly status: number;
  readonly details: readonly ErrorDetail[];
  readonly requestId: string | null;
  /** In how many seconds it may be tried again, where the server says so. */
  readonly retryAfterSeconds: number | null;
  /** Of the message: the app's, as it was when the server was asked. */
  readonly language = document.documentElement.lang;

  constructor(fault: {
    code: ErrorCode | ClientFault;
    status: number;
    message: string;
    details?: readonly ErrorDetail[];
    requestId?: string | null;
    retryAfterSeconds?: number | null;
  }) {
    super(fault.message);
    this.code = fault.code;
    this.status = fault.status;
    this.details = fault.details ?? [];
    this.requestId = fault.requestId ?? null;
    this.retryAfterSeconds = fault.retryAfterSeconds ?? null;
  }
}

function isErrorBody(value: unknown): value is ErrorBody {
  if (typeof value !== "object" || value === null || !("error" in value)) return false;
  const error = value.error;
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string";
}

/** An answer, however it was asked for. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  readonly header: (name: string) => string | null;
}

/** What a call that was refused is told. */
export async function refusalOf(response: Response): Promise<ApiError> {
  const { status, headers } = response;
  return readApiError({ status, text: await response.text(), header: (name) => headers.get(name) });
}

/** Reads a refusal; an answer that is not one of ours, such as a proxy's page, becomes `UNREADABLE_ANSWER`. */
export function readApiError({ status, text, header }: HttpAnswer): ApiError {
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    body = null;
  }
  if (!isErrorBody(body)) {
    const gateway = status === 502 || status === 503 || status === 504;
    return new ApiError({
      code: gateway ? "NETWORK" : "UNREADABLE_ANSWER",
      status,
      message: `HTTP ${status}`,
      requestId: header("x-request-id"),
    });
  }
  const { code, message, details, request_id } = body.error;
  const wait = header("retry-after") ?? "";
  const retryAfterSeconds = /^\d{1,9}$/.test(wait) ? Number(wait) : null;
  return new ApiError({ code, status, message, details, requestId: request_id, retryAfterSeconds });
}
