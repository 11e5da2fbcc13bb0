import { SAMPLES_BODY_LIMIT } from "../domains/samples/samples.routes.ts";
import { PUSH_BODY_LIMIT } from "../domains/usage/push.routes.ts";
import { REPORT_BODY_LIMIT } from "../domains/usage/reconciliation.routes.ts";

const LIMITS: Readonly<Record<string, number>> = {
  pushRuns: PUSH_BODY_LIMIT,
  pushSamples: SAMPLES_BODY_LIMIT,
  reconcileUsage: REPORT_BODY_LIMIT,
};
const USUAL = 1024 * 1024;

/** How many bytes of JSON an operation takes at most. */
export function bodyLimitOf(operationId: string): number {
  return LIMITS[operationId] ?? USUAL;
}
