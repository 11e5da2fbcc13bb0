import { divideHalfUp, formatMicros, formatScaled } from "@purser/kernel/money";
import { type Charge, type GpuPart, gpuHourMicros, totalMicros } from "./pricing.ts";
import type { Basis, RateCard } from "./rate-card.ts";

/** One component of a charge as it was computed. Amounts and prices have six decimals; what is exact has all of them. */
export interface ChargeStep {
  readonly component: "cpu" | "gpu" | "memory" | "minimum";
  readonly gpu_type: string | null;
  readonly basis: Basis;
  /** CPU-, GPU- or GiB-hours, rounded half up to six decimals for reading. */
  readonly quantity: string;
  /** The exact CPU-, GPU- or GiB-seconds that the amount comes from. */
  readonly quantity_seconds: string;
  readonly unit_price: string;
  /** Partition times QOS, exact. */
  readonly multiplier: string;
  readonly amount: string;
}

export interface ExplainedCharge {
  readonly steps: readonly ChargeStep[];
  /** The sum of the steps. */
  readonly total: string;
}

/** What was charged by use because the card says so and Slurm knew the use. */
export interface UsedBases {
  readonly cpuUsed: boolean;
  readonly memoryUsed: boolean;
}

/**
 * A charge step by step: a step for each component that used something, GPUs by type, and one for what the minimum charge
 * adds. Everything comes from the charge and its card, so that anyone can compute it again.
 */
export function explainCharge(charge: Charge, card: RateCard, { cpuUsed, memoryUsed }: UsedBases): ExplainedCharge {
  const multiplier = exact(charge.partitionMultiplierMicros * charge.qosMultiplierMicros, 12);
  const cpu: ChargeStep = {
    component: "cpu",
    gpu_type: null,
    basis: cpuUsed ? "used" : "allocated",
    quantity: hours(charge.cpuMilliseconds, 1_000n),
    quantity_seconds: exact(charge.cpuMilliseconds, 3),
    unit_price: formatMicros(card.cpuHourMicros),
    multiplier,
    amount: formatMicros(charge.cpuMicros),
  };
  const memory: ChargeStep = {
    component: "memory",
    gpu_type: null,
    basis: memoryUsed ? "used" : "allocated",
    quantity: hours(charge.memoryKibSeconds, KIB_PER_GIB),
    // A 2^-20 is a 5^20 of 10^-20: twenty decimals say it exactly.
    quantity_seconds: exact(charge.memoryKibSeconds * 5n ** 20n, 20),
    unit_price: formatMicros(card.memoryGibHourMicros),
    multiplier,
    amount: formatMicros(charge.memoryMicros),
  };
  return {
    steps: [
      ...(charge.cpuMilliseconds > 0n ? [cpu] : []),
      ...gpuShares(charge, card).map((part) => gpuStep(part, multiplier)),
      ...(charge.memoryKibSeconds > 0n ? [memory] : []),
      ...(charge.minimumMicros > 0n ? [minimumStep(charge.minimumMicros)] : []),
    ],
    total: formatMicros(totalMicros(charge)),
  };
}

const KIB_PER_GIB = 1_048_576n;

function gpuShares(charge: Charge, card: RateCard): readonly GpuPart[] {
  if (charge.gpuParts !== null) return charge.gpuParts;
  if (charge.gpuSeconds === 0n) return [];
  const hourMicros = gpuHourMicros(charge.gpuType, card);
  return [{ type: charge.gpuType, seconds: charge.gpuSeconds, hourMicros, micros: charge.gpuMicros }];
}

function gpuStep(part: GpuPart, multiplier: string): ChargeStep {
  return {
    component: "gpu",
    gpu_type: part.type,
    basis: "allocated",
    quantity: hours(part.seconds, 1n),
    quantity_seconds: part.seconds.toString(),
    unit_price: formatMicros(part.hourMicros),
    multiplier,
    amount: formatMicros(part.micros),
  };
}

function minimumStep(micros: bigint): ChargeStep {
  return {
    component: "minimum",
    gpu_type: null,
    basis: "allocated",
    quantity: formatMicros(0n),
    quantity_seconds: "0",
    unit_price: formatMicros(0n),
    multiplier: "1",
    amount: formatMicros(micros),
  };
}

/** Hours with six decimals of a quantity that has `perSecond` units to the second. */
export function hours(quantity: bigint, perSecond: bigint): string {
  return formatMicros(divideHalfUp(quantity * 1_000_000n, perSecond * 3_600n));
}

/** All decimals that matter and no more: `1.5`, `2`. */
function exact(value: bigint, scale: number): string {
  return formatScaled(value, scale).replace(/(?:\.|(?<![.0]))0+$/, "");
}
