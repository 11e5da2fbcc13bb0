/** What a component is charged on: what was allocated, or what was used of it. */
export type Basis = "allocated" | "used";

/** 1 as a multiplier: multipliers have six decimals, as prices do. */
export const ONE = 1_000_000n;

/** All prices of one tier from one instant on, in micro-units of the currency per hour. */
export interface RateCard {
  readonly id: string;
  readonly tier: string;
  readonly currency: string;
  readonly effectiveFrom: Date;
  readonly cpuHourMicros: bigint;
  readonly gpuHourMicros: bigint;
  readonly memoryGibHourMicros: bigint;
  /** Prices of GPU types, instead of `gpuHourMicros`. */
  readonly gpuTypeHourMicros: ReadonlyMap<string, bigint>;
  readonly cpuBasis: Basis;
  readonly memoryBasis: Basis;
  /** Multipliers in millionths, by partition and by QOS; what is not named is one. */
  readonly partitionMultiplierMicros: ReadonlyMap<string, bigint>;
  readonly qosMultiplierMicros: ReadonlyMap<string, bigint>;
  readonly minimumChargeMicros: bigint;
  /** Raw end states, without what follows the word, that are not charged. */
  readonly freeStates: ReadonlySet<string>;
}

/** Rate cards of every tier; those of a tier are in the order they came into force. */
export type RateCards = ReadonlyMap<string, readonly RateCard[]>;

/** Cards by tier, in the order they came into force. */
export function byTier(cards: readonly RateCard[]): RateCards {
  const tiers = new Map<string, RateCard[]>();
  for (const card of cards.toSorted((a, b) => a.effectiveFrom.getTime() - b.effectiveFrom.getTime())) {
    const tier = tiers.get(card.tier);
    if (tier === undefined) tiers.set(card.tier, [card]);
    else tier.push(card);
  }
  return tiers;
}

/** The card of a tier in force at `instant` (epoch seconds): the latest that took effect at or before it. */
export function cardInForce(cards: RateCards, tier: string, instant: number): RateCard | undefined {
  return cards.get(tier)?.findLast((card) => card.effectiveFrom.getTime() <= instant * 1000);
}
