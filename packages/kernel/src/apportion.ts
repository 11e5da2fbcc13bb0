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
