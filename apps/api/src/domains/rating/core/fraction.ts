/** An exact fraction that is not negative, in lowest terms. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** Twice each of them, so that rounding half up takes one division. */
  readonly twiceNumerator: bigint;
  readonly twiceDenominator: bigint;
  /** The largest quantity for which no step of the arithmetic leaves 64 bits. */
  readonly largestShort: bigint;
}

const LARGEST = 2n ** 63n - 1n;

/**
 * `numerator / denominator` in lowest terms: short integers are what makes exact arithmetic fast.
 *
 * @throws {RangeError} unless the numerator is at least zero and the denominator above it.
 */
export function fraction(numerator: bigint, denominator: bigint): Fraction {
  if (numerator < 0n || denominator <= 0n) throw new RangeError("a fraction is not negative and has a denominator");
  const divisor = greatestCommonDivisor(numerator, denominator);
  const [n, d] = [numerator / divisor, denominator / divisor];
  const isShort = 2n * d <= LARGEST && 2n * n <= LARGEST;
  const largestShort = !isShort ? -1n : n === 0n ? LARGEST : (LARGEST - d) / (2n * n);
  return { numerator: n, denominator: d, twiceNumerator: 2n * n, twiceDenominator: 2n * d, largestShort };
}

/** `quantity` (not negative) times the fraction, rounded to the nearest integer, ties up. */
export function timesHalfUp(quantity: bigint, rate: Fraction): bigint {
  return quantity <= rate.largestShort ? shortTimesHalfUp(quantity, rate) : longTimesHalfUp(quantity, rate);
}

/**
 * The engine computes in machine words where it has only ever seen integers that fit them. What is longer goes through
 * a function of its own, so that one huge run does not make all others five times slower.
 */
function shortTimesHalfUp(quantity: bigint, { twiceNumerator, denominator, twiceDenominator }: Fraction): bigint {
  return (quantity * twiceNumerator + denominator) / twiceDenominator;
}

function longTimesHalfUp(quantity: bigint, { twiceNumerator, denominator, twiceDenominator }: Fraction): bigint {
  return (quantity * twiceNumerator + denominator) / twiceDenominator;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
