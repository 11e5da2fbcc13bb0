import { groupBy } from "@purser/kernel/group-by";
import { toMinor } from "@purser/kernel/money";

/** What an account is to be charged, or credited where it is negative, for one run on top of its charge. */
export interface Adjustment {
  readonly id: string;
  readonly runId: string;
  readonly micros: bigint;
}

/**
 * Which adjustments, the oldest first, a receipt takes up whose charges come to `chargedMicros`. Those of one run go
 * together, so that what was charged and taken back again is not parted. What is to be charged is always taken; a credit
 * only where the receipt still comes to a minor unit after it: a document is never negative, and what it cannot cover
 * waits whole for a later one. Where there is nothing to bill, nothing is taken.
 */
export function takeAdjustments<Taken extends Adjustment>(chargedMicros: bigint, open: readonly Taken[]): Taken[] {
  const runs = [...groupBy(open, ({ runId }) => runId).values()].map((adjustments) => ({
    adjustments,
    micros: adjustments.reduce((sum, { micros }) => sum + micros, 0n),
  }));
  const taken = runs.filter(({ micros }) => micros >= 0n);
  let total = taken.reduce((sum, { micros }) => sum + micros, chargedMicros);
  if (toMinor(total) <= 0n) return [];
  for (const run of runs.filter(({ micros }) => micros < 0n)) {
    if (toMinor(total + run.micros) <= 0n) continue;
    total += run.micros;
    taken.push(run);
  }
  return taken.flatMap(({ adjustments }) => adjustments);
}

/**
 * Those in the currency that a receipt is in: that of its charges, where it has any, else that of the oldest that is to be
 * charged, so that a credit in one currency does not keep back what is due in another.
 */
export function inOneCurrency<Taken extends Pick<Adjustment, "micros"> & { readonly currency: string }>(
  open: readonly Taken[],
  chargedIn: string | undefined,
): Taken[] {
  const currency = chargedIn ?? open.find(({ micros }) => micros > 0n)?.currency;
  return open.filter((adjustment) => adjustment.currency === currency);
}
