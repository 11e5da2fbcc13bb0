/**
 * Exact money: a whole number of micro-units (10^-6 of the currency) as `bigint`, with its ISO 4217 code.
 * On the wire it is a decimal string; it is never a JavaScript number.
 */
export interface Money {
  readonly micros: bigint;
  readonly currency: string;
}

export const MICROS_PER_UNIT = 1_000_000n;
/** The minor unit (satang, cent) is a hundredth of the currency in every currency Purser bills in. */
export const MICROS_PER_MINOR = 10_000n;

/**
 * `numerator / denominator`, rounded to the nearest integer, ties away from zero. The one rounding of the product.
 *
 * @throws {RangeError} if `denominator` is not positive.
 */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError("denominator must be positive");
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (magnitude * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -rounded : rounded;
}

/** Micro-units rounded half up (away from zero) to whole minor units (satang). */
export function toMinor(micros: bigint): bigint {
  return divideHalfUp(micros, MICROS_PER_MINOR);
}

/** A decimal string with `scale` fraction digits for an integer of 10^-scale units: `formatScaled(677979n, 2)` is `"6779.79"`. */
export function formatScaled(value: bigint, scale: number): string {
  const sign = value < 0n ? "-" : "";
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Micro-units as a decimal string of six fraction digits: the form of every exact amount on the wire. */
export function formatMicros(micros: bigint): string {
  return formatScaled(micros, 6);
}

/** Minor units (satang) as a decimal string of two fraction digits: the form of every amount on a document. */
export function formatMinor(minor: bigint): string {
  return formatScaled(minor, 2);
}

const DECIMAL = /^(-?)(\d{1,18})(?:\.(\d{1,6}))?$/;

/**
 * A decimal string of at most six fraction digits as micro-units; `undefined` if it is anything else
 * (exponents, signs other than one minus, more digits): a price is never silently rounded on the way in.
 */
export function parseMicros(text: string): bigint | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "0", fraction = ""] = match;
  const micros = BigInt(whole) * MICROS_PER_UNIT + BigInt(fraction.padEnd(6, "0"));
  return sign === "-" ? -micros : micros;
}
