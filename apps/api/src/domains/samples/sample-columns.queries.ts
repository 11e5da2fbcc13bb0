import { sql } from "kysely";
import { readDeviceRows } from "./core/device-rows.ts";
import type { Sample } from "./core/sample.ts";

/** A row of samples.sample, as `SAMPLE_COLUMNS` reads it. */
export interface SampleColumns {
  readonly node_label: number;
  readonly at: number;
  readonly cpu: number | null;
  readonly memory: number | null;
  readonly gpu: number | null;
  readonly source: number;
  readonly gpus: unknown;
}

/** A stored row as a sample. */
export function toSample({ at, cpu, memory, gpu, source, gpus }: Omit<SampleColumns, "node_label">): Sample {
  return { at, cpu, memory, gpu, source, gpus: readDeviceRows(gpus) };
}

/** The columns of `toSample`. */
export const SAMPLE_COLUMNS = sql`(extract(epoch from s.ts) * 1000)::float8 as at, s.cpu_hundredths as cpu,
  s.memory_hundredths::float8 as memory, s.gpu_hundredths as gpu, s.source, s.gpus`;
