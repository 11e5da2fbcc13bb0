import type { Error as ErrorBody, ErrorCode, ErrorDetail } from "@purser/contract/schemas";
import { DomainError, type ErrorDetail as DomainErrorDetail, type ErrorKind } from "@purser/kernel/domain-error";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { isDatabaseAnswer, isRetried } from "./db.ts";
import { errorText, isErrorCode, type Language, preferredLanguage } from "./error-texts.ts";
import { issueText } from "./issue-texts.ts";
import { schemaIssue } from "./schema-issues.ts";

const STATUS: Readonly<Record<ErrorKind, number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "too-large": 413,
  invalid: 422,
  throttled: 429,
  unavailable: 503,
};

interface HttpErrorOptions {
  readonly cause?: unknown;
  readonly facts?: Readonly<Record<string, string | number>>;
  readonly details?: readonly DomainErrorDetail[];
}

/** A refusal of the HTTP layer itself. */
export class HttpError extends DomainError<ErrorCode> {
  override readonly name = "HttpError";
  readonly kind: ErrorKind;

  constructor(code: ErrorCode, kind: ErrorKind, { facts = {}, ...options }: HttpErrorOptions = {}) {
    super(code, facts, options);
    this.kind = kind;
  }
}

/** There is no such record, or none that the caller may see: the two are told apart by nobody. */
export function notFound(): HttpError {
  return new HttpError("NOT_FOUND", "not-found");
}

/** A value that its schema takes and that still cannot be: which one, what is wrong with it, and in which part of the call it stood. */
export function refusedValue(detail: DomainErrorDetail): HttpError {
  return new HttpError("VALIDATION_FAILED", "invalid", { details: [detail] });
}

/** A body that cannot be read, and why. */
export function unreadableBody({ issue }: Pick<DomainErrorDetail, "issue">): HttpError {
  return new HttpError("BODY_MALFORMED", "malformed", { details: [{ field: "", issue, in: "body" }] });
}

interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly details: readonly ErrorDetail[];
  readonly retryAfterSeconds?: number;
}

/** Answers a refusal or a fault; a fault is logged and says nothing of itself to the caller. */
export function sendError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): void {
  const language = preferredLanguage(request.headers["accept-language"]);
  const refusal = refusalOf(error, language);
  if (refusal.status >= 500)
    request.log.error({ request_id: request.id, err: error, code: refusal.code }, "request failed");
  if (refusal.retryAfterSeconds !== undefined) reply.header("retry-after", refusal.retryAfterSeconds);
  const { code, facts, details } = refusal;
  const message = errorText(code, language, facts);
  const body: ErrorBody = { error: { code, message, request_id: request.id, details } };
  reply.code(refusal.status).type("application/json; charset=utf-8").serializer(JSON.stringify).send(body);
}

function refusalOf(error: FastifyError | Error, language: Language): Refusal {
  if (error instanceof DomainError) return domainRefusal(error, language);
  if ("validation" in error && Array.isArray(error.validation)) {
    const details = validationDetails(error as FastifyError, language);
    return { status: 422, code: "VALIDATION_FAILED", facts: {}, details };
  }
  if (isCutOff(error)) return { status: 400, code: "BODY_MALFORMED", facts: {}, details: [] };
  return databaseRefusal(error) ?? frameworkRefusal(error) ?? { status: 500, code: "INTERNAL", facts: {}, details: [] };
}

/** Whether the caller went away, or was cut off, in the middle of a request: Node says it with the code of a lost database. */
function isCutOff(error: Error): boolean {
  return error.message === "aborted" && "code" in error && error.code === "ECONNRESET";
}

function domainRefusal(error: DomainError, language: Language): Refusal {
  if (!isErrorCode(error.code)) return { status: 500, code: "INTERNAL", facts: {}, details: [] };
  const details = error.details.map((detail) => {
    const stated = { ...detail, issue: issueText(detail.issue, language) };
    return JSON.parse(JSON.stringify(stated)) as ErrorDetail; // drops what is undefined
  });
  const status = STATUS[error.kind];
  return { status, code: error.code, facts: error.facts, details, ...retryAfter(error) };
}

/** A throttled caller is told in `seconds` when to come back. */
function retryAfter({ kind, facts }: DomainError): { retryAfterSeconds?: number } {
  if (kind === "unavailable") return { retryAfterSeconds: 2 };
  return kind === "throttled" ? { retryAfterSeconds: Number(facts.seconds ?? 60) } : {};
}

/** One detail for each fault that the schema found, naming the field and where it stood. */
function validationDetails(error: FastifyError, language: Language): ErrorDetail[] {
  return (error.validation ?? []).map(({ instancePath, params, keyword }) => {
    const extra = "additionalProperty" in params ? params.additionalProperty : params.missingProperty;
    const path = [...instancePath.split("/").slice(1), ...(typeof extra === "string" ? [extra] : [])].join(".");
    return { field: path, issue: schemaIssue({ keyword, params }, language), in: error.validationContext ?? "body" };
  });
}

const LOST_CODES = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT", "ENOTFOUND", "ETIMEDOUT", "EHOSTUNREACH"]);
const LOST_STATES = /^(57P0[1-5]|08...|53300)$/;
/** pg reports a killed server, and a pool that has no connection to give, as plain errors without a code. */
const LOST_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after)/;

/** Whether the database cannot be reached, as opposed to having answered. */
export function isDatabaseLost(error: Error): boolean {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return LOST_CODES.has(code) || LOST_STATES.test(code) || LOST_MESSAGES.test(error.message);
}

function databaseRefusal(error: Error): Refusal | undefined {
  if (isRetried(error)) return { status: 503, code: "TRY_AGAIN", facts: {}, details: [], retryAfterSeconds: 2 };
  if (isDatabaseLost(error) || (isDatabaseAnswer(error) && error.code === "25P03")) {
    return { status: 503, code: "DATABASE_UNAVAILABLE", facts: {}, details: [], retryAfterSeconds: 5 };
  }
  return undefined;
}

/** Fastify's own refusals of a body, by their code. */
function frameworkRefusal(error: Error): Refusal | undefined {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return { status: 413, code: "BODY_TOO_LARGE", facts: {}, details: [] };
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return { status: 415, code: "MEDIA_TYPE_UNSUPPORTED", facts: {}, details: [] };
  const status = "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;
  return status >= 400 && status < 500 ? { status: 400, code: "BODY_MALFORMED", facts: {}, details: [] } : undefined;
}
