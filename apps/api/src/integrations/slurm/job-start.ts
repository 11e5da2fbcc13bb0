import { isObject, type JsonObject } from "../../domains/usage/core/json-values.ts";

/**
 * Up to v0.0.37, and in some releases of v0.0.38, `time.start` of a job is the time at which it became eligible. The true
 * start follows from the end: end - start = elapsed + suspended.
 *
 * A job that has not ended began with its first step; without one its start is not known, which is 0 here as everywhere.
 */
export function startOf(time: JsonObject, steps: unknown): number {
  const { end, elapsed, suspended } = time;
  if (isPositive(end)) return isPositive(elapsed) ? end - elapsed - (isPositive(suspended) ? suspended : 0) : 0;
  const starts = (Array.isArray(steps) ? steps : []).map((step) => {
    const began = isObject(step) && isObject(step.time) ? step.time.start : 0;
    return isPositive(began) ? began : Number.POSITIVE_INFINITY;
  });
  const first = Math.min(...starts);
  return Number.isFinite(first) ? first : 0;
}

/** Whether the start of an ended job is certainly not what it says: it is the eligible time, and the lengths contradict it. */
export function isStartWrong({ start, end, eligible, elapsed, suspended }: JsonObject): boolean {
  if (start !== eligible || !isPositive(start) || !isPositive(end) || !isPositive(elapsed)) return false;
  return end - start !== elapsed + (isPositive(suspended) ? suspended : 0);
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0;
}
