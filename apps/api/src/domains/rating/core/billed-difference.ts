import type { Outcome } from "./verdict.ts";

/** An amount for one run that one account has been charged, or ought to be. */
export interface RunAmount {
  readonly accountId: string;
  readonly cardId: string;
  readonly currency: string;
  readonly micros: bigint;
}

/** What one account has been charged for a run in one currency, and what the run costs it as its record stands now. */
export interface BilledDifference {
  readonly accountId: string;
  /** The card that says what is due; where nothing is, the one that said what was billed. */
  readonly cardId: string;
  readonly currency: string;
  readonly billedMicros: bigint;
  readonly dueMicros: bigint;
}

/**
 * What a run was billed with beside what is due for it, by account and currency; those where both are nothing are left
 * out. A correction may move a run to another account or another currency: one gets everything back, the other pays it.
 */
export function billedDifferences(billed: readonly RunAmount[], due: RunAmount | null): BilledDifference[] {
  const found = new Map<string, BilledDifference>();
  const add = ({ accountId, cardId, currency }: RunAmount, change: { billed: bigint; due: bigint }) => {
    const key = `${accountId} ${currency}`;
    const known = found.get(key);
    found.set(key, {
      ...{ accountId, currency, cardId: change.due === 0n ? (known?.cardId ?? cardId) : cardId },
      billedMicros: (known?.billedMicros ?? 0n) + change.billed,
      dueMicros: (known?.dueMicros ?? 0n) + change.due,
    });
  };
  for (const amount of billed) add(amount, { billed: amount.micros, due: 0n });
  if (due !== null) add(due, { billed: 0n, due: due.micros });
  return [...found.values()].filter(({ billedMicros, dueMicros }) => billedMicros !== 0n || dueMicros !== 0n);
}

/** What is to be charged on top of what was billed; below zero: to be given back. */
export function differenceOf({ billedMicros, dueMicros }: BilledDifference): bigint {
  return dueMicros - billedMicros;
}

/** What a run costs the account that pays for it; null: nothing, by its verdict. */
export function dueAmount(accountId: string, outcome: Outcome): RunAmount | null {
  if (outcome.verdict !== "charged") return null;
  const { card, charge } = outcome;
  const micros = charge.cpuMicros + charge.gpuMicros + charge.memoryMicros + charge.minimumMicros;
  return { accountId, cardId: card.id, currency: card.currency, micros };
}
