/** An exact fraction that is not negative, in lowest terms. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** Twice each of them, so that rounding half up takes one division. */
  readonly twiceNumerator: bigint;
  readonly twiceDenominator: bigint;
}

/**
 * `numerator / denominator` in lowest terms: short integers are what makes exact arithmetic fast.
 *
 * @throws {RangeError} unless the numerator is at least zero and the denominator above it.
 */
export function fraction(numerator: bigint, denominator: bigint): Fraction {
  if (numerator < 0n || denominator <= 0n) throw new RangeError("a fraction is not negative and has a denominator");
  const divisor = greatestCommonDivisor(numerator, denominator);
  const [n, d] = [numerator / divisor, denominator / divisor];
  return { numerator: n, denominator: d, twiceNumerator: 2n * n, twiceDenominator: 2n * d };
}

/** `quantity` (not negative) times the fraction, rounded to the nearest integer, ties up. */
export function timesHalfUp(quantity: bigint, { twiceNumerator, denominator, twiceDenominator }: Fraction): bigint {
  return (quantity * twiceNumerator + denominator) / twiceDenominator;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
