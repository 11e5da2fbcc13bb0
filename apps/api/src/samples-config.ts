import type { EnvironmentReader } from "./environment-reader.ts";

/** For how long samples of runs are kept. */
export interface SamplesConfig {
  /** Days for which single samples are kept. */
  readonly retentionDays: number;
  /** Days for which roll-ups of five minutes are kept instead, counted from the sample; 0: none are made. */
  readonly rollupDays: number;
}

export function readSamplesConfig(read: EnvironmentReader): SamplesConfig {
  const retentionDays = read.integer("METRICS_RETENTION_DAYS", 7, { min: 1, max: 3_650 });
  const rollupDays = read.integer("METRICS_ROLLUP_DAYS", 0, { min: 0, max: 36_500 });
  if (rollupDays > 0 && rollupDays <= retentionDays)
    read.faults.push("METRICS_ROLLUP_DAYS must be more than METRICS_RETENTION_DAYS, or 0 for none");
  return { retentionDays, rollupDays };
}
