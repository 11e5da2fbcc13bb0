/** What a bench says: its last printed line is this as one JSON object. */
export interface BenchResult {
  readonly bench: string;
  readonly ratio: number;
  readonly goal: { readonly must: number; readonly aim: number };
  readonly better: "higher" | "lower";
  readonly unit: string;
  readonly value: number;
  readonly reference: number;
  readonly rounds: number;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Prints the result for a person, and for a program as the last line. */
export function printResult(result: BenchResult): void {
  const { bench, ratio, goal, better } = result;
  const pass = better === "higher" ? ratio >= goal.must : ratio <= goal.must;
  const sign = better === "higher" ? ">=" : "<=";
  console.log(
    `${bench}: ratio ${ratio.toFixed(2)} (must ${sign} ${goal.must}, aim ${sign} ${goal.aim}) ${pass ? "pass" : "MISSED"}`,
  );
  console.log(JSON.stringify({ ...result, pass }));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
