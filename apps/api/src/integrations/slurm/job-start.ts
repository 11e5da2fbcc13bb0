import { isObject, type JsonObject, memberOf } from "../../domains/usage/core/json-values.ts";

/**
 * Up to v0.0.37, and in some releases of v0.0.38, `time.start` of a job is the time at which it became eligible. The true
 * start follows from the end: end - start = elapsed + suspended; a job that ended without having held anything never began.
 *
 * A job that has not ended began with its first step; without one its start is not known, which is 0 here as everywhere.
 */
export function startOf({ end, elapsed, suspended }: JsonObject, job: JsonObject): number {
  if (isPositive(end)) {
    const length = isPositive(elapsed) ? elapsed : 0;
    const hasBegun = length > 0 || hasHeld(job);
    return hasBegun ? end - length - (isPositive(suspended) ? suspended : 0) : 0;
  }
  const { steps } = job;
  const starts = (Array.isArray(steps) ? steps : []).map((step) => {
    const began = isObject(step) && isObject(step.time) ? step.time.start : 0;
    return isPositive(began) ? began : Number.POSITIVE_INFINITY;
  });
  const first = Math.min(...starts);
  return Number.isFinite(first) ? first : 0;
}

function hasHeld(job: JsonObject): boolean {
  const allocated = memberOf(job, "tres", "allocated");
  return Array.isArray(allocated) && allocated.length > 0;
}

/** Whether the start of an ended job is certainly not what it says: it is the eligible time, and the lengths contradict it. */
export function isStartWrong({ start, end, eligible, elapsed, suspended }: JsonObject): boolean {
  if (start !== eligible || !isPositive(start) || !isPositive(end) || !isPositive(elapsed)) return false;
  return end - start !== elapsed + (isPositive(suspended) ? suspended : 0);
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0;
}
