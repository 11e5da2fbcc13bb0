import type { Actor } from "./context.ts";
import { HttpError } from "./http-errors.ts";

/** What somebody who has yet to set up their second step may call. */
const OPEN = new Set(["getMe", "getMfa", "startTotp", "confirmTotp", "reauthenticate"]);

/**
 * Lets nobody pass whose roles demand a second step that they have not set up, but to set it up.
 *
 * @throws {HttpError} `MFA_ENROLMENT_REQUIRED`.
 */
export function requireSecondStep({ session }: Actor, operationId: string | undefined): void {
  if (session?.mfaOwed === true && !OPEN.has(operationId ?? ""))
    throw new HttpError("MFA_ENROLMENT_REQUIRED", "forbidden");
}
