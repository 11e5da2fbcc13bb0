const MEBIBYTE = 2 ** 20;
const LEAST = 128; // PostgreSQL's own
const MOST = 1_024;

/**
 * How many MiB of its pages the embedded PostgreSQL keeps in memory: an eighth of what there is, as it is not alone on the
 * machine. Indexes that do not fit make each write into a large table slower.
 *
 * @param machineBytes all memory of the machine
 * @param limitBytes what a container allows; 0 or undefined: there is no limit
 */
export function sharedMebibytes(machineBytes: number, limitBytes: number | undefined): number {
  const bytes = limitBytes ? Math.min(machineBytes, limitBytes) : machineBytes;
  return Math.min(MOST, Math.max(LEAST, Math.floor(bytes / 8 / MEBIBYTE)));
}
