/**
 * What steps used together, or null where it is 2^53 or more: no machine has that, and it could not be kept to the last
 * digit. Slurm writes its own sums that make no sense as INVALID, which is not known either.
 */
export function exactOrUnknown(sum: number | null): number | null {
  return Number.isSafeInteger(sum) ? sum : null;
}
