/** What a run costs: nothing (null), or an amount on an account. */
export interface Cost {
  readonly accountId: string;
  readonly micros: bigint;
  readonly currency: string;
}

/** A run of a billing month that a change of bindings moves. */
export interface MovedRun {
  readonly month: string;
  readonly before: Cost | null;
  readonly after: Cost | null;
}

/** A run that a change of bindings concerns and that is billed already. */
export interface BilledRun {
  readonly month: string;
  readonly receiptId: string;
  readonly receiptNumber: string;
  readonly charged: Cost;
  /** Where it would go, were it not billed. */
  readonly toAccountId: string;
}

/** Runs of one month that move from one account to another; amounts are micro-units. */
export interface MoveSum {
  readonly month: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly currencyBefore: string | null;
  readonly currencyAfter: string | null;
  readonly runCount: number;
  readonly microsBefore: bigint;
  readonly microsAfter: bigint;
}

/** Runs of one receipt that stay on it although they would go to another account, or that come back to its account (`to`). */
export interface BilledSum {
  readonly month: string;
  readonly receiptId: string;
  readonly receiptNumber: string;
  readonly account: string;
  readonly to: string;
  readonly currency: string;
  readonly runCount: number;
  readonly micros: bigint;
}

/** Adds up what a change of bindings does, run by run. Sums are of rounded amounts: nothing is rounded here. */
export class BindingEffect {
  readonly #moves = new Map<string, MoveSum>();
  readonly #billed = new Map<string, BilledSum>();

  addMoved({ month, before, after }: MovedRun): void {
    const key = [month, before?.accountId, before?.currency, after?.accountId, after?.currency].join(" ");
    const sum = this.#moves.get(key);
    this.#moves.set(key, {
      ...{ month, from: before?.accountId ?? null, to: after?.accountId ?? null },
      ...{ currencyBefore: before?.currency ?? null, currencyAfter: after?.currency ?? null },
      runCount: (sum?.runCount ?? 0) + 1,
      microsBefore: (sum?.microsBefore ?? 0n) + (before?.micros ?? 0n),
      microsAfter: (sum?.microsAfter ?? 0n) + (after?.micros ?? 0n),
    });
  }

  addBilled({ month, receiptId, receiptNumber, charged, toAccountId }: BilledRun): void {
    const key = [month, receiptId, toAccountId].join(" ");
    const sum = this.#billed.get(key);
    this.#billed.set(key, {
      ...{ month, receiptId, receiptNumber, account: charged.accountId, to: toAccountId, currency: charged.currency },
      runCount: (sum?.runCount ?? 0) + 1,
      micros: (sum?.micros ?? 0n) + charged.micros,
    });
  }

  /** What moves, the latest month first; the same runs give the same rows in the same order. */
  get moves(): readonly MoveSum[] {
    return inOrder(this.#moves);
  }

  /** What is billed and stays, the latest month first. */
  get billed(): readonly BilledSum[] {
    return inOrder(this.#billed);
  }

  get movedRunCount(): number {
    return count(this.#moves);
  }

  get billedRunCount(): number {
    return count(this.#billed);
  }
}

function inOrder<Sum extends { readonly month: string }>(sums: ReadonlyMap<string, Sum>): Sum[] {
  const keyed = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
  return keyed.toSorted((a, b) => (a.month === b.month ? 0 : a.month < b.month ? 1 : -1));
}

function count(sums: ReadonlyMap<string, { readonly runCount: number }>): number {
  let runs = 0;
  for (const { runCount } of sums.values()) runs += runCount;
  return runs;
}
