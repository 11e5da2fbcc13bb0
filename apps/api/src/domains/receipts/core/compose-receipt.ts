import { apportion, roundTogether } from "@purser/kernel/apportion";
import { divideHalfUp, MICROS_PER_MINOR, toMinor } from "@purser/kernel/money";
import { ReceiptError } from "./errors.ts";

export type LineComponent = "cpu" | "gpu" | "memory" | "minimum" | "adjustment";
export type LineBasis = "allocated" | "used";

/** What the charges of one receipt come to that share everything a line names: component, prices and multipliers. */
export interface LineSum {
  readonly tier: string;
  readonly currency: string;
  readonly component: LineComponent;
  readonly gpuType: string | null;
  readonly basis: LineBasis;
  /** Named only where its multiplier is not one; the same holds for `qos`. */
  readonly partition: string | null;
  readonly qos: string | null;
  readonly partitionMultiplierMicros: bigint;
  readonly qosMultiplierMicros: bigint;
  /** Per hour. */
  readonly unitPriceMicros: bigint;
  /** CPU-milliseconds, GPU-seconds or KiB-seconds of memory; 0 for `minimum`. */
  readonly quantity: bigint;
  readonly exactMicros: bigint;
  readonly runCount: number;
  readonly lastEndedAt: Date;
  /** Adjustments only: the number of the receipt that they correct. */
  readonly corrects?: string | null;
}

export interface ReceiptLine {
  readonly position: number;
  readonly component: LineComponent;
  readonly gpuType: string | null;
  readonly basis: LineBasis;
  readonly partition: string | null;
  readonly qos: string | null;
  /** Partition times QOS in units of 10^-12: exact. */
  readonly multiplierPicos: bigint;
  readonly unitPriceMicros: bigint;
  readonly quantity: bigint;
  readonly runCount: number;
  /** Below zero where an adjustment gives something back. */
  readonly exactMicros: bigint;
  readonly amountMinor: bigint;
  /** Adjustments only: the number of the receipt that they correct. */
  readonly corrects: string | null;
}

/** `rateMicros` 70000 is 7 %. */
export interface Tax {
  readonly label: string;
  readonly rateMicros: bigint;
}

/** The figures of one document, in minor units (satang): lines add up to the subtotal, subtotal and tax to the total. */
export interface ReceiptFigures {
  readonly tier: string;
  readonly currency: string;
  readonly lines: readonly ReceiptLine[];
  readonly subtotalMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
}

/**
 * The figures of one receipt from the sums of its charges, in whatever order they come. The exact total is rounded half
 * up to the minor unit once; that subtotal is spread over the lines by largest remainder, and the tax is computed on it,
 * rounded half up. The tier is that of the charge that ended last. Adjustments that come to nothing have no line.
 *
 * @throws {ReceiptError} `RECEIPT_MIXED_CURRENCIES` if the charges are not all in one currency.
 * @throws {RangeError} if there are no sums.
 */
export function composeReceipt(sums: readonly LineSum[], tax: Tax | null): ReceiptFigures {
  const [first] = sums;
  if (first === undefined) throw new RangeError("a receipt needs at least one sum");
  const currencies = [...new Set(sums.map((sum) => sum.currency))].sort();
  if (currencies.length > 1) throw new ReceiptError("RECEIPT_MIXED_CURRENCIES", { currencies: currencies.join(", ") });
  const groups = mergeEqual(sums)
    .filter(({ component, exactMicros }) => component !== "adjustment" || exactMicros !== 0n)
    .sort(byPlaceOnReceipt);
  const subtotalMinor = subtotalOf(sums);
  const amounts = amountsOf(groups, subtotalMinor);
  const taxMinor = tax === null ? 0n : divideHalfUp(subtotalMinor * tax.rateMicros, 1_000_000n);
  return {
    tier: sums.reduce(later, first).tier,
    currency: first.currency,
    lines: groups.map((group, index) => ({ ...group, position: index + 1, amountMinor: amounts[index] ?? 0n })),
    subtotalMinor,
    taxMinor,
    totalMinor: subtotalMinor + taxMinor,
  };
}

/** What a receipt of these sums would bill before tax, in minor units: 0 means that there is nothing to bill yet. */
export function subtotalOf(sums: readonly Pick<LineSum, "exactMicros">[]): bigint {
  return toMinor(sums.reduce((total, sum) => total + sum.exactMicros, 0n));
}

/** Shares of a sum with credits in it would be no amounts of anything: there each line is rounded by itself, to add up. */
function amountsOf(groups: readonly LineGroup[], subtotalMinor: bigint): bigint[] {
  const exact = groups.map((group) => group.exactMicros);
  return groups.some(({ component }) => component === "adjustment")
    ? roundTogether(exact, MICROS_PER_MINOR)
    : apportion(subtotalMinor, exact);
}

type LineGroup = Omit<ReceiptLine, "position" | "amountMinor">;

/** Charges under different cards, or even tiers, stand on one line where everything the line names is equal. */
function mergeEqual(sums: readonly LineSum[]): LineGroup[] {
  const groups = new Map<string, LineGroup>();
  for (const sum of sums) {
    const group = toGroup(sum);
    const key = placeOf(group).join("\u0000");
    const known = groups.get(key);
    groups.set(key, known === undefined ? group : added(known, group));
  }
  return [...groups.values()];
}

function toGroup(sum: LineSum): LineGroup {
  const { component, gpuType, basis, partition, qos, unitPriceMicros, quantity, runCount, exactMicros } = sum;
  const { corrects = null } = sum;
  const multiplierPicos = sum.partitionMultiplierMicros * sum.qosMultiplierMicros;
  return {
    component,
    gpuType,
    basis,
    partition,
    qos,
    multiplierPicos,
    unitPriceMicros,
    quantity,
    runCount,
    exactMicros,
    corrects,
  };
}

function added(one: LineGroup, other: LineGroup): LineGroup {
  return {
    ...one,
    quantity: one.quantity + other.quantity,
    runCount: one.runCount + other.runCount,
    exactMicros: one.exactMicros + other.exactMicros,
  };
}

const COMPONENTS: readonly LineComponent[] = ["cpu", "gpu", "memory", "minimum", "adjustment"];

/** Where a line stands, as text that sorts: by component, then by what it names, then by price. */
function placeOf(group: LineGroup): string[] {
  const named = (name: string | null) => (name === null ? "0" : `1${name}`);
  const sorted = (value: bigint) => value.toString().padStart(40, "0");
  return [
    String(COMPONENTS.indexOf(group.component)),
    named(group.gpuType),
    group.basis,
    named(group.partition),
    named(group.qos),
    sorted(group.multiplierPicos),
    sorted(group.unitPriceMicros),
    named(group.corrects),
  ];
}

function byPlaceOnReceipt(a: LineGroup, b: LineGroup): number {
  const [one, other] = [placeOf(a), placeOf(b)];
  for (const [index, part] of one.entries()) {
    const against = other[index] ?? "";
    if (part !== against) return part < against ? -1 : 1;
  }
  return 0;
}

/** Of two sums the one whose charges ended later; of equal ones the tier that comes first in the alphabet, for certainty. */
function later(a: LineSum, b: LineSum): LineSum {
  const difference = b.lastEndedAt.getTime() - a.lastEndedAt.getTime();
  if (difference !== 0) return difference > 0 ? b : a;
  return b.tier < a.tier ? b : a;
}
