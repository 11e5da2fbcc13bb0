/** What kind of refusal it is; `platform/http-errors.ts` alone turns a kind into an HTTP status. */
export type ErrorKind =
  | "malformed" // 400
  | "unauthenticated" // 401
  | "forbidden" // 403
  | "not-found" // 404
  | "conflict" // 409
  | "too-large" // 413
  | "invalid" // 422
  | "throttled" // 429
  | "unavailable"; // 503

/** One fact about a refusal: which field or line, and what was wrong with it. */
export interface ErrorDetail {
  readonly field?: string;
  readonly issue: string;
  readonly [fact: string]: string | number | boolean | undefined;
}

/**
 * An expected refusal. `code` is in the contract (`ErrorCode`) and has a text in English and Thai;
 * `facts` fill that text and never hold a secret.
 */
export abstract class DomainError<Code extends string = string> extends Error {
  abstract readonly kind: ErrorKind;
  readonly code: Code;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly details: readonly ErrorDetail[];

  constructor(
    code: Code,
    facts: Readonly<Record<string, string | number>> = {},
    options: { cause?: unknown; details?: readonly ErrorDetail[] } = {},
  ) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.facts = facts;
    this.details = options.details ?? [];
  }
}
