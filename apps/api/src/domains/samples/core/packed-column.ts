import type { BitReader, BitWriter } from "./bit-stream.ts";

/** A column of whole numbers between -2^51 and 2^51, some of which may be absent. */
export type Column = readonly (number | null)[];

const ABSENT = { none: 0, all: 1, some: 2 } as const;
/** Residuals of a step beyond this many are written as they are. */
const ESCAPE = 24;
const LENGTH_BITS = 6;
const STEP_BITS = 6;
const EXACT_SPREAD = 2 ** 50;

/**
 * Writes a column: which values are absent, then the others as differences, each divided by what divides them all, in
 * Rice codes. Differences are taken from the least value, from the one before, or from the straight line through the two
 * before, whichever is shortest: a constant costs nothing, and neither does a time that goes on evenly.
 */
export function writeColumn(out: BitWriter, column: Column): void {
  const values = column.filter((value) => value !== null);
  const absent = values.length === 0 ? "all" : values.length === column.length ? "none" : "some";
  out.write(ABSENT[absent], 2);
  if (absent === "some") for (const value of column) out.write(value === null ? 0 : 1, 1);
  if (values.length > 0) writeValues(out, values);
}

/** Reads a column of `count` values. */
export function readColumn(from: BitReader, count: number): (number | null)[] {
  const absent = from.read(2);
  if (absent === ABSENT.all) return new Array<null>(count).fill(null);
  const present = Array.from({ length: count }, () => absent === ABSENT.none || from.read(1) === 1);
  const values = readValues(from, present.filter(Boolean).length);
  let next = 0;
  return present.map((is) => {
    if (!is) return null;
    next += 1;
    return values[next - 1] ?? 0;
  });
}

/** A way to write values as few heads and small residuals; its place in the list of ways is what is written. */
interface Order {
  readonly heads: 1 | 2;
  readonly residuals: (values: readonly number[]) => { heads: readonly number[]; residuals: readonly number[] };
  readonly values: (heads: readonly number[], residuals: readonly number[]) => readonly number[];
}

const FROM_LEAST: Order = {
  heads: 1,
  residuals: (values) => {
    const least = values.reduce((found, value) => Math.min(found, value));
    return { heads: [least], residuals: values.map((value) => value - least) };
  },
  values: ([least = 0], residuals) => residuals.map((residual) => least + residual),
};
const FROM_LAST: Order = {
  heads: 1,
  residuals: (values) => ({ heads: values.slice(0, 1), residuals: differences(values).map(zigzag) }),
  values: ([first = 0], residuals) => sums(first, residuals.map(zagzig)),
};
const FROM_LINE: Order = {
  heads: 2,
  residuals: (values) => {
    const steps = differences(values);
    return { heads: [values[0] ?? 0, steps[0] ?? 0], residuals: differences(steps).map(zigzag) };
  },
  values: ([first = 0, step = 0], residuals) => sums(first, sums(step, residuals.map(zagzig))),
};
const ORDERS: readonly Order[] = [FROM_LEAST, FROM_LAST, FROM_LINE];

function writeValues(out: BitWriter, values: readonly number[]): void {
  const first = values[0] ?? 0;
  const unit = commonUnit(values);
  // All leave the same remainder, which is kept apart.
  const rest = ((first % unit) + unit) % unit;
  const units = values.map((value) => (value - rest) / unit);
  // Differences of what lies farther apart would not be exact.
  const orders = spreadOf(units) < EXACT_SPREAD ? ORDERS : [FROM_LEAST];
  const written = orders
    .map((order, place) => {
      const { heads, residuals } = order.residuals(units);
      return { place, heads, residuals, ...cheapestCoding(residuals) };
    })
    .reduce((best, each) => (each.bits < best.bits ? each : best));
  out.writeVarint(unit);
  out.writeVarint(rest);
  out.write(written.place, 2);
  for (const head of written.heads) out.writeVarint(zigzag(head));
  out.write(written.isZero ? 1 : 0, 1);
  if (written.isZero) return;
  out.write(written.step, STEP_BITS);
  out.write(written.isSparse ? 1 : 0, 1);
  for (const residual of written.residuals) {
    if (!written.isSparse) writeRice(out, residual, written.step);
    else if (residual === 0) out.write(0, 1);
    else {
      out.write(1, 1);
      writeRice(out, residual - 1, written.step);
    }
  }
}

function readValues(from: BitReader, count: number): number[] {
  const unit = from.readVarint();
  const rest = from.readVarint();
  const place = from.read(2);
  const order = ORDERS[place] ?? FROM_LEAST;
  const heads = Array.from({ length: order.heads }, () => zagzig(from.readVarint()));
  const length = Math.max(0, count - place);
  const isZero = from.read(1) === 1;
  const step = isZero ? 0 : from.read(STEP_BITS);
  const isSparse = !isZero && from.read(1) === 1;
  const readOne = () => {
    if (isZero || (isSparse && from.read(1) === 0)) return 0;
    return readRice(from, step) + (isSparse ? 1 : 0);
  };
  const residuals = Array.from({ length }, readOne);
  return order
    .values(heads, residuals)
    .slice(0, count)
    .map((value) => value * unit + rest);
}

interface Coding {
  readonly step: number;
  /** Each residual is told to be zero or not before it is written. */
  readonly isSparse: boolean;
  readonly isZero: boolean;
  readonly bits: number;
}

/** The shortest way to write residuals: nothing where all are zero, all of them, or only those that are not zero. */
function cheapestCoding(residuals: readonly number[]): Coding {
  const others = residuals.filter((residual) => residual !== 0).map((residual) => residual - 1);
  if (others.length === 0) return { step: 0, isSparse: false, isZero: true, bits: 0 };
  const dense = cheapestStep(residuals);
  const sparse = cheapestStep(others);
  const sparseBits = sparse.bits + residuals.length;
  return sparseBits < dense.bits
    ? { step: sparse.step, isSparse: true, isZero: false, bits: sparseBits }
    : { ...dense, isSparse: false, isZero: false };
}

/** The step whose Rice codes are the shortest, and their length in bits. */
function cheapestStep(residuals: readonly number[]): { step: number; bits: number } {
  const mean = residuals.reduce((sum, residual) => sum + residual, 0) / residuals.length;
  const middle = Math.max(0, Math.floor(Math.log2(mean + 1)));
  const steps = [middle - 2, middle - 1, middle, middle + 1].filter((step) => step >= 0);
  return steps
    .map((step) => ({ step, bits: riceBits(residuals, step) }))
    .reduce((best, each) => (each.bits < best.bits ? each : best));
}

function riceBits(residuals: readonly number[], step: number): number {
  const scale = 2 ** step;
  let bits = 0;
  for (const residual of residuals) {
    const quotient = Math.floor(residual / scale);
    bits += quotient < ESCAPE ? quotient + 1 + step : ESCAPE + LENGTH_BITS + bitLength(residual);
  }
  return bits;
}

function writeRice(out: BitWriter, value: number, step: number): void {
  const quotient = Math.floor(value / 2 ** step);
  if (quotient < ESCAPE) {
    out.write(2 ** (quotient + 1) - 2, quotient + 1); // so many ones, and a zero
    out.write(value % 2 ** step, step);
    return;
  }
  out.write(2 ** ESCAPE - 1, ESCAPE);
  out.write(bitLength(value), LENGTH_BITS);
  out.write(value, bitLength(value));
}

function readRice(from: BitReader, step: number): number {
  let quotient = 0;
  while (quotient < ESCAPE && from.read(1) === 1) quotient += 1;
  return quotient < ESCAPE ? quotient * 2 ** step + from.read(step) : from.read(from.read(LENGTH_BITS));
}

function bitLength(value: number): number {
  return value < 2 ** 31 ? 32 - Math.clz32(value) : 32 - Math.clz32(value / 2 ** 32) + 32;
}

function differences(values: readonly number[]): number[] {
  return values.slice(1).map((value, index) => value - (values[index] ?? 0));
}

/** `first`, and what follows from it by adding each step. */
function sums(first: number, steps: readonly number[]): number[] {
  const values = [first];
  let last = first;
  for (const step of steps) {
    last += step;
    values.push(last);
  }
  return values;
}

/** Small numbers of either sign as small numbers: 0, -1, 1, -2, ... */
function zigzag(value: number): number {
  return value >= 0 ? value * 2 : -value * 2 - 1;
}

function zagzig(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/** How far the least and the greatest are apart. */
function spreadOf(values: readonly number[]): number {
  let [least, greatest] = [values[0] ?? 0, values[0] ?? 0];
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return greatest - least;
}

/** What divides the differences of all values; 1 where they are all the same. */
function commonUnit(values: readonly number[]): number {
  const first = values[0] ?? 0;
  let unit = 0;
  for (const value of values) {
    unit = commonDivisor(unit, Math.abs(value - first));
    if (unit === 1) break; // as soon as it can be no less, which is nearly at once
  }
  return unit || 1;
}

function commonDivisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
