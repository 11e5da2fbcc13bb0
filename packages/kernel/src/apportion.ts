import { divideHalfUp } from "./money.ts";

/**
 * Spreads `total` over `weights` in whole units by the largest-remainder (Hamilton) method: every part is its exact
 * share rounded down, and the units left over go one each to the largest remainders, the earlier weight first on a tie.
 * The parts always add up to `total`. All weights zero: everything goes to the first part.
 *
 * @throws {RangeError} if a weight or the total is negative, or if there is nothing to spread a total over.
 */
export function apportion(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n || weights.some((weight) => weight < 0n)) throw new RangeError("apportion takes no negative values");
  if (weights.length === 0) {
    if (total === 0n) return [];
    throw new RangeError("nothing to spread the total over");
  }
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? total : 0n));
  const parts = weights.map((weight) => (total * weight) / sum);
  const remainders = weights.map((weight, index) => ({ index, remainder: (total * weight) % sum }));
  remainders.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  let left = total - parts.reduce((a, b) => a + b, 0n);
  for (const { index } of remainders) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts;
}

/**
 * Each value in units of `unit`, rounded down or up so that together they are their exact sum, rounded half up: all are
 * rounded down, and the units left over go one each to the largest remainders, the earlier value first on a tie. Values
 * may be negative, unlike the weights of `apportion`; their sum may not.
 *
 * @throws {RangeError} if `unit` is not positive or the sum is negative.
 */
export function roundTogether(values: readonly bigint[], unit: bigint): bigint[] {
  const sum = values.reduce((a, b) => a + b, 0n);
  if (sum < 0n) throw new RangeError("roundTogether takes no negative sum");
  const parts = values.map((value) => floorDivide(value, unit));
  const remainders = values.map((value, index) => ({ index, remainder: value - (parts[index] ?? 0n) * unit }));
  remainders.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  const left = divideHalfUp(sum, unit) - parts.reduce((a, b) => a + b, 0n);
  for (const { index } of remainders.slice(0, Number(left))) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts;
}

function floorDivide(value: bigint, unit: bigint): bigint {
  const quotient = value / unit;
  return value < 0n && quotient * unit !== value ? quotient - 1n : quotient;
}
