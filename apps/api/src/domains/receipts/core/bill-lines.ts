import type { LineSum } from "./compose-receipt.ts";
import { type Adjustment, inOneCurrency, takeAdjustments } from "./take-adjustments.ts";

/** An adjustment with what a line names of it. */
export interface NamedAdjustment extends Adjustment {
  readonly currency: string;
  readonly tier: string;
  /** The number of the receipt that is corrected; null: the run came from another account. */
  readonly corrects: string | null;
}

/** Before every charge, so that an adjustment gives a document its tier only where it has no charge. */
const LONG_AGO = new Date(0);

/** Adjustments as what lines are made of: those that correct one receipt stand on one line, with the number of their runs. */
function adjustmentSums(adjustments: readonly NamedAdjustment[]): LineSum[] {
  const counted = new Set<string>();
  return adjustments.map(({ runId, currency, tier, corrects, micros }) => {
    const key = `${corrects} ${runId}`;
    const isFirst = !counted.has(key);
    counted.add(key);
    return {
      ...{ tier, currency, component: "adjustment", gpuType: null, basis: "allocated", partition: null, qos: null },
      ...{ partitionMultiplierMicros: 1_000_000n, qosMultiplierMicros: 1_000_000n, unitPriceMicros: 0n, quantity: 0n },
      ...{ exactMicros: micros, runCount: isFirst ? 1 : 0, lastEndedAt: LONG_AGO, corrects },
    };
  });
}

/** The lines of a bill with these charges of one account in one currency, and the adjustments that it takes up. */
export function withAdjustments<Taken extends NamedAdjustment>(
  charges: readonly LineSum[],
  open: readonly Taken[],
): { readonly lines: readonly LineSum[]; readonly taken: readonly Taken[] } {
  const charged = charges.reduce((sum, { exactMicros }) => sum + exactMicros, 0n);
  const taken = takeAdjustments(charged, inOneCurrency(open, charges[0]?.currency));
  return { lines: [...charges, ...adjustmentSums(taken)], taken };
}
