import { SourceError, type SourceErrorCode, type SourceErrorFacts } from "../../domains/usage/core/source-error.ts";
import { plainWords } from "./plain-words.ts";

/** The beginning of an answer, or all of a small one. */
export interface AnswerHead {
  readonly status: number;
  readonly contentType: string;
  /** Null where it is longer than what was looked at. */
  readonly whole: Buffer | null;
}

/** Errors of Slurm by number, as in slurm_errno.h, that say what is to be done. */
const MEANINGS: ReadonlyMap<number, SourceErrorCode> = new Map([
  [1007, "SOURCE_TOKEN_REFUSED"], // ESLURM_PROTOCOL_AUTHENTICATION_ERROR
  [2002, "SOURCE_ACCESS_DENIED"], // ESLURM_ACCESS_DENIED
  [7006, "SOURCE_ANSWER_TOO_LARGE"], // ESLURM_RESULT_TOO_LARGE
  [7007, "SOURCE_ANSWER_TOO_LARGE"], // ESLURM_DB_QUERY_TOO_WIDE
  [9000, "SOURCE_REQUEST_REFUSED"], // ESLURM_REST_INVALID_QUERY
]);

/**
 * What is wrong with an answer, as far as its head tells; null if nothing is. Slurm says with status 200 that it refuses
 * a token (22.05), and with 500 that a token is bad, so that a number in the body counts for more than the status.
 * Other errors in the body of a 200 are for the reader of that version.
 */
export function faultOf(head: AnswerHead, secrets: readonly string[]): SourceError | null {
  const { status, whole } = head;
  const isJson = /^application\/json\b/i.test(head.contentType);
  const errors = isJson && whole !== null ? errorsIn(whole) : [];
  const words = isJson ? errors.map(({ text }) => text).join("; ") : (whole?.toString("utf8") ?? "");
  const text = plainWords(words, secrets);
  const facts = { status, ...(text !== "" && { text }) };
  for (const { number } of errors) {
    const code = MEANINGS.get(number);
    if (code !== undefined) return new SourceError(code, { ...facts, slurmError: number });
  }
  if (status !== 200) return new SourceError(codeOf(status, text), facts);
  return isJson ? null : new SourceError("SOURCE_ANSWER_UNREADABLE", facts);
}

function codeOf(status: number, text: string): SourceErrorCode {
  if (status === 401 || (status >= 500 && /authenticat/i.test(text))) return "SOURCE_TOKEN_REFUSED";
  if (status === 403) return "SOURCE_ACCESS_DENIED";
  if (status >= 300 && status < 400) return "SOURCE_REDIRECTED";
  if (status >= 500) return "SOURCE_SERVER_ERROR";
  return "SOURCE_REQUEST_REFUSED";
}

interface SlurmFault {
  readonly number: number;
  readonly text: string;
}

/** `errors[]` of an answer; empty where there are none, and where it is no JSON, which its reader will say. */
function errorsIn(body: Buffer): readonly SlurmFault[] {
  const errors = field(parsed(body), "errors");
  if (!Array.isArray(errors)) return [];
  return errors.map((error: unknown) => {
    // The API versions 36 and 37 call it errno.
    const number = field(error, "error_number") ?? field(error, "errno");
    const text = [field(error, "error"), field(error, "description")].filter((each) => typeof each === "string");
    return { number: typeof number === "number" ? number : 0, text: text.join(": ") };
  });
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

/** A field of what JSON says is an object; undefined of everything else. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name]; // any object is one
}

/** As `connectionFault`, before an answer has begun: what cannot be read then is no HTTP, later it is a broken end. */
export function beginningFault(error: unknown): SourceError | null {
  const fault = connectionFault(error);
  const isNoHttp = fault?.facts.reason === NO_HTTP;
  return isNoHttp ? new SourceError("SOURCE_ANSWER_UNREADABLE", { reason: "no HTTP" }) : fault;
}

/** Failures of the network and of HTTP, by what Node and undici call them; null where it is none of them. */
export function connectionFault(error: unknown): SourceError | null {
  if (error instanceof SourceError) return error;
  const reason = reasonOf(error);
  if (reason === null) return null;
  const facts: SourceErrorFacts = { reason };
  if (CERTIFICATE.test(reason)) return new SourceError("SOURCE_CERTIFICATE", facts);
  return new SourceError(BY_REASON.get(reason) ?? "SOURCE_CONNECTION_LOST", facts);
}

const CERTIFICATE =
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA)/;

/** What undici says by name only. */
const NO_HTTP = "HTTPParserError";

const BY_REASON: ReadonlyMap<string, SourceErrorCode> = new Map([
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ENOENT", "EACCES"].map(
    (reason) => [reason, "SOURCE_UNREACHABLE"] as const,
  ),
  ["UND_ERR_CONNECT_TIMEOUT", "SOURCE_UNREACHABLE"],
  ["ETIMEDOUT", "SOURCE_UNREACHABLE"],
  ["EADDRREFUSED", "SOURCE_ADDRESS_REFUSED"],
  ["UND_ERR_HEADERS_TIMEOUT", "SOURCE_TIMED_OUT"],
  ["UND_ERR_BODY_TIMEOUT", "SOURCE_TIMED_OUT"],
  ["UND_ERR_HEADERS_OVERFLOW", "SOURCE_ANSWER_UNREADABLE"],
]);

function reasonOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  // Several addresses of one name were tried: the first failure stands for all.
  const [first] = error instanceof AggregateError ? error.errors : [];
  if (first !== undefined) return reasonOf(first);
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.name === NO_HTTP ? NO_HTTP : null;
}
