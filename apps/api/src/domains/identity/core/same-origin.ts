import { OriginError } from "./errors.ts";

export interface CallerHeaders {
  /** `Sec-Fetch-Site`, which browsers set and pages cannot. */
  readonly fetchSite: string | undefined;
  readonly origin: string | undefined;
  readonly host: string;
}

/**
 * Refuses calls that a page of another origin made. Browsers say so themselves in `Sec-Fetch-Site`, which holds behind
 * any proxy; older ones send `Origin`, whose host must then be this one. What sends neither is no browser, and has no
 * cookie that is not its own.
 *
 * @throws {OriginError} `FORBIDDEN`.
 */
export function requireSameOrigin({ fetchSite, origin, host }: CallerHeaders): void {
  if (fetchSite !== undefined ? fetchSite === "same-origin" : origin === undefined || hostOf(origin) === host) return;
  throw new OriginError("FORBIDDEN");
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
