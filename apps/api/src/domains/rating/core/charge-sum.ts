import { gpuHourMicros } from "./pricing.ts";
import type { Basis, RateCard } from "./rate-card.ts";

/** What a document's line is made of: all charges of one owner for one component at one price and multiplier. */
export interface ChargeSum {
  /** The receipt the charges are on, or the billing account where they are unbilled. */
  readonly ownerId: string;
  readonly tier: string;
  readonly currency: string;
  readonly component: "cpu" | "gpu" | "memory" | "minimum";
  /** GPUs only; null: of unknown type. */
  readonly gpuType: string | null;
  readonly basis: Basis;
  /** Named only where its multiplier is not one. */
  readonly partition: string | null;
  readonly qos: string | null;
  readonly partitionMultiplierMicros: bigint;
  readonly qosMultiplierMicros: bigint;
  /** Per hour; 0 for the minimum. */
  readonly unitPriceMicros: bigint;
  /** CPU-milliseconds, GPU-seconds or memory KiB-seconds; 0 for the minimum. */
  readonly quantity: bigint;
  readonly exactMicros: bigint;
  readonly runCount: number;
  readonly lastEndedAt: Date;
}

/** What the charges of some owners come to. */
export interface ChargeSums {
  readonly sums: readonly ChargeSum[];
  /** How many charges each owner has, also those that cost and used nothing, of which there is no sum. */
  readonly runCounts: ReadonlyMap<string, number>;
}

/** One figure of a group of charges that share a card and a placement. */
export interface GroupFigure {
  readonly quantity: bigint;
  readonly micros: bigint;
  readonly runCount: number;
  readonly lastEndedAt: Date | null;
}

/** Charges of one owner that share everything a price depends on. */
export interface ChargeGroup {
  readonly ownerId: string;
  readonly cardId: string;
  readonly partition: string | null;
  readonly qos: string | null;
  readonly partitionMultiplierMicros: bigint;
  readonly qosMultiplierMicros: bigint;
  readonly cpuUsed: boolean;
  readonly memoryUsed: boolean;
  readonly gpuType: string | null;
  /** How many charges the group has; 0 for a group of shares in charges for several GPU types. */
  readonly runCount: number;
  readonly cpu: GroupFigure;
  readonly gpu: GroupFigure;
  readonly memory: GroupFigure;
  readonly minimum: GroupFigure;
}

const COMPONENTS = ["cpu", "gpu", "memory", "minimum"] as const;

/** The sums that documents are made of. What neither used nor cost anything is only counted; no order is promised. */
export function chargeSums(groups: readonly ChargeGroup[], cards: ReadonlyMap<string, RateCard>): ChargeSums {
  const runCounts = new Map<string, number>();
  for (const { ownerId, runCount } of groups) runCounts.set(ownerId, (runCounts.get(ownerId) ?? 0) + runCount);
  const sums = new Map<string, ChargeSum>();
  for (const group of groups) {
    const card = cards.get(group.cardId);
    if (card === undefined) throw new RangeError(`no rate card ${group.cardId}`);
    for (const component of COMPONENTS) {
      for (const part of componentSum(group, card, component)) addSum(sums, part);
    }
  }
  return { sums: [...sums.values()], runCounts };
}

function componentSum(group: ChargeGroup, card: RateCard, component: ChargeSum["component"]): ChargeSum[] {
  const { quantity, micros, runCount, lastEndedAt } = group[component];
  if ((quantity === 0n && micros === 0n) || lastEndedAt === null) return [];
  const { ownerId, partition, qos, partitionMultiplierMicros, qosMultiplierMicros } = group;
  return [
    {
      ownerId,
      tier: card.tier,
      currency: card.currency,
      component,
      gpuType: component === "gpu" ? group.gpuType : null,
      basis: basisOf(group, component),
      partition,
      qos,
      partitionMultiplierMicros,
      qosMultiplierMicros,
      unitPriceMicros: unitPrice(card, component, group.gpuType),
      quantity,
      exactMicros: micros,
      runCount,
      lastEndedAt,
    },
  ];
}

function basisOf(group: ChargeGroup, component: ChargeSum["component"]): Basis {
  const isUsed = (component === "cpu" && group.cpuUsed) || (component === "memory" && group.memoryUsed);
  return isUsed ? "used" : "allocated";
}

function unitPrice(card: RateCard, component: ChargeSum["component"], gpuType: string | null): bigint {
  switch (component) {
    case "cpu":
      return card.cpuHourMicros;
    case "gpu":
      return gpuHourMicros(gpuType, card);
    case "memory":
      return card.memoryGibHourMicros;
    case "minimum":
      return 0n;
  }
}

/** Adds a sum to the one with the same price and placement: cards with equal prices share a line. */
function addSum(sums: Map<string, ChargeSum>, sum: ChargeSum): void {
  const key = JSON.stringify([
    sum.ownerId,
    sum.tier,
    sum.currency,
    sum.component,
    sum.gpuType,
    sum.basis,
    sum.partition,
    sum.qos,
    String(sum.partitionMultiplierMicros),
    String(sum.qosMultiplierMicros),
    String(sum.unitPriceMicros),
  ]);
  const other = sums.get(key);
  if (other === undefined) {
    sums.set(key, sum);
    return;
  }
  sums.set(key, {
    ...sum,
    quantity: other.quantity + sum.quantity,
    exactMicros: other.exactMicros + sum.exactMicros,
    runCount: other.runCount + sum.runCount,
    lastEndedAt: new Date(Math.max(other.lastEndedAt.getTime(), sum.lastEndedAt.getTime())),
  });
}
