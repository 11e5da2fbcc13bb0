import { apportion } from "@purser/kernel/apportion";
import type { GpuSeconds, RunQuantities } from "../../jobs/core/quantities.ts";
import { type Fraction, fraction, timesHalfUp } from "./fraction.ts";
import { ONE, type RateCard } from "./rate-card.ts";

/** Where a run was placed: what the multipliers of a card look at. */
export interface Placement {
  readonly partition: string;
  readonly qos: string;
}

/** The share of one GPU type in a charge for several; `null` is the GPUs whose type is not known. */
export interface GpuPart {
  readonly type: string | null;
  readonly seconds: bigint;
  readonly hourMicros: bigint;
  readonly micros: bigint;
}

/** The price of one run under one card, with what it was computed from. Amounts are micro-units of the card's currency. */
export interface Charge {
  readonly cpuMilliseconds: bigint;
  readonly gpuSeconds: bigint;
  readonly memoryKibSeconds: bigint;
  /** Where all GPUs were of one known type. */
  readonly gpuType: string | null;
  /** Where they were of several; the parts add up to `gpuSeconds` and `gpuMicros`. */
  readonly gpuParts: readonly GpuPart[] | null;
  readonly partitionMultiplierMicros: bigint;
  readonly qosMultiplierMicros: bigint;
  readonly cpuMicros: bigint;
  readonly gpuMicros: bigint;
  readonly memoryMicros: bigint;
  /** What is added to reach the card's minimum charge. */
  readonly minimumMicros: bigint;
}

const SECONDS_PER_HOUR = 3_600n;
const MILLISECONDS_PER_SECOND = 1_000n;
const KIB_PER_MIB = 1_024n;
const MIB_PER_GIB = 1_024n;

/**
 * What a run costs under a card: quantity times the price per hour times the partition's and the QOS's multiplier, each
 * component rounded half up to one micro-unit, here and nowhere else.
 *
 * GPUs are priced by type (those of unknown type at the base price); their exact sum is rounded once and then spread
 * over the types by largest remainder. A run whose exact price is above zero costs at least the card's minimum charge; one that
 * used nothing, or whose prices are all zero, costs nothing.
 */
export function priceRun(quantities: RunQuantities, card: RateCard, placement: Placement): Charge {
  const rates = ratesOf(card, placement);
  const { gpuSeconds } = quantities;
  const cpuQuantity = rates.isCpuUsed ? quantities.usedCpuMilliseconds : quantities.cpuSeconds;
  const memoryQuantity = rates.isMemoryUsed ? quantities.usedMemoryKibSeconds : quantities.memoryMibSeconds;
  const cpuMicros = timesHalfUp(cpuQuantity, rates.cpu);
  const memoryMicros = timesHalfUp(memoryQuantity, rates.memory);
  const gpu = gpuSeconds === 0n ? NO_GPU : priceGpus(quantities, card, rates);
  return {
    cpuMilliseconds: rates.isCpuUsed ? cpuQuantity : cpuQuantity * MILLISECONDS_PER_SECOND,
    gpuSeconds,
    memoryKibSeconds: rates.isMemoryUsed ? memoryQuantity : memoryQuantity * KIB_PER_MIB,
    gpuType: gpu.gpuType,
    gpuParts: gpu.gpuParts,
    partitionMultiplierMicros: rates.partitionMultiplierMicros,
    qosMultiplierMicros: rates.qosMultiplierMicros,
    cpuMicros,
    gpuMicros: gpu.gpuMicros,
    memoryMicros,
    minimumMicros:
      card.minimumChargeMicros !== 0n &&
      (gpu.isPriced || isPriced(cpuQuantity, rates.cpu) || isPriced(memoryQuantity, rates.memory))
        ? atLeastZero(card.minimumChargeMicros - (cpuMicros + gpu.gpuMicros + memoryMicros))
        : 0n,
  };
}

function atLeastZero(micros: bigint): bigint {
  return micros < 0n ? 0n : micros;
}

/** The sum of a charge's components. */
export function totalMicros(
  charge: Pick<Charge, "cpuMicros" | "gpuMicros" | "memoryMicros" | "minimumMicros">,
): bigint {
  return charge.cpuMicros + charge.gpuMicros + charge.memoryMicros + charge.minimumMicros;
}

/** A card's prices for one placement, multipliers included, as exact fractions of micro-units. */
interface Rates {
  readonly isCpuUsed: boolean;
  readonly isMemoryUsed: boolean;
  readonly partitionMultiplierMicros: bigint;
  readonly qosMultiplierMicros: bigint;
  /** Per CPU-second allocated, or per millisecond used. */
  readonly cpu: Fraction;
  /** Per MiB-second allocated, or per KiB-second used. */
  readonly memory: Fraction;
  /** Both multipliers per GPU-second; the price per hour of the type comes on top. */
  readonly gpuMultiplier: Fraction;
  readonly gpuPerSecond: Map<string | null, Fraction>;
}

/** Rates already worked out. They live as long as their card object and are as many as the placements met. */
const known = new WeakMap<RateCard, Map<string, Map<string, Rates>>>();

function ratesOf(card: RateCard, { partition, qos }: Placement): Rates {
  return known.get(card)?.get(partition)?.get(qos) ?? keepRates(card, { partition, qos });
}

function keepRates(card: RateCard, placement: Placement): Rates {
  const partitions = kept(known, card, () => new Map<string, Map<string, Rates>>());
  const qoses = kept(partitions, placement.partition, () => new Map<string, Rates>());
  return kept(qoses, placement.qos, () => workOutRates(card, placement));
}

interface Store<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

function kept<Key, Value>(store: Store<Key, Value>, key: Key, make: () => Value): Value {
  const found = store.get(key);
  if (found !== undefined) return found;
  const made = make();
  store.set(key, made);
  return made;
}

function workOutRates(card: RateCard, { partition, qos }: Placement): Rates {
  const partitionMultiplierMicros = card.partitionMultiplierMicros.get(partition) ?? ONE;
  const qosMultiplierMicros = card.qosMultiplierMicros.get(qos) ?? ONE;
  const multiplier = partitionMultiplierMicros * qosMultiplierMicros;
  const perHour = ONE * ONE * SECONDS_PER_HOUR;
  const isCpuUsed = card.cpuBasis === "used";
  const isMemoryUsed = card.memoryBasis === "used";
  return {
    isCpuUsed,
    isMemoryUsed,
    partitionMultiplierMicros,
    qosMultiplierMicros,
    cpu: fraction(card.cpuHourMicros * multiplier, perHour * (isCpuUsed ? MILLISECONDS_PER_SECOND : 1n)),
    memory: fraction(card.memoryGibHourMicros * multiplier, perHour * MIB_PER_GIB * (isMemoryUsed ? KIB_PER_MIB : 1n)),
    gpuMultiplier: fraction(multiplier, perHour),
    gpuPerSecond: new Map(),
  };
}

interface GpuPrice {
  readonly gpuType: string | null;
  readonly gpuParts: readonly GpuPart[] | null;
  readonly gpuMicros: bigint;
  readonly isPriced: boolean;
}

const NO_GPU: GpuPrice = { gpuType: null, gpuParts: null, gpuMicros: 0n, isPriced: false };

function priceGpus(quantities: RunQuantities, card: RateCard, rates: Rates): GpuPrice {
  const { gpuSeconds } = quantities;
  const byType = believedTypes(quantities);
  const [first] = byType;
  if (byType.length > 1) return priceMixedGpus(byType, card, rates);
  const gpuType = first?.type ?? null;
  const rate = gpuRate(gpuType, card, rates);
  return { gpuType, gpuParts: null, gpuMicros: timesHalfUp(gpuSeconds, rate), isPriced: isPriced(gpuSeconds, rate) };
}

/** Types that do not add up to the total are not believed: the total is what was held, at the base price. */
function believedTypes({ gpuSeconds, gpuSecondsByType }: RunQuantities): readonly GpuSeconds[] {
  let sum = 0n;
  for (const { seconds } of gpuSecondsByType) sum += seconds;
  return sum === gpuSeconds ? gpuSecondsByType : [{ type: null, seconds: gpuSeconds }];
}

function priceMixedGpus(byType: readonly GpuSeconds[], card: RateCard, rates: Rates): GpuPrice {
  const priced = byType.map(({ type, seconds }) => ({ type, seconds, hourMicros: gpuHourMicros(type, card) }));
  const weights = priced.map(({ seconds, hourMicros }) => seconds * hourMicros);
  const weight = weights.reduce((a, b) => a + b, 0n);
  const gpuMicros = timesHalfUp(weight, rates.gpuMultiplier);
  const shares = apportion(gpuMicros, weights);
  const gpuParts = priced.map((part, index) => ({ ...part, micros: shares[index] ?? 0n }));
  return { gpuType: null, gpuParts, gpuMicros, isPriced: isPriced(weight, rates.gpuMultiplier) };
}

function gpuRate(type: string | null, card: RateCard, rates: Rates): Fraction {
  return rates.gpuPerSecond.get(type) ?? kept(rates.gpuPerSecond, type, () => workOutGpuRate(type, card, rates));
}

function workOutGpuRate(type: string | null, card: RateCard, { gpuMultiplier }: Rates): Fraction {
  return fraction(gpuHourMicros(type, card) * gpuMultiplier.numerator, gpuMultiplier.denominator);
}

/** The price of a GPU-hour: the type's own, or the base price where the card names none or the type is not known. */
export function gpuHourMicros(type: string | null, card: RateCard): bigint {
  return (type === null ? undefined : card.gpuTypeHourMicros.get(type)) ?? card.gpuHourMicros;
}

function isPriced(quantity: bigint, rate: Fraction): boolean {
  return quantity > 0n && rate.numerator > 0n;
}
