/** What measured it; the place in this list, counted from 1, is what is stored. */
export const SOURCES = ["cgroup-v2", "cgroup-v1", "simulated", "push"] as const;

/** One GPU at one moment. Every figure is in hundredths of its unit; null: not told. */
export interface Device {
  readonly id: string;
  readonly vendor: string | null;
  readonly utilization: number | null;
  readonly memory: number | null;
  readonly power: number | null;
  readonly temperature: number | null;
}

/**
 * What a run used at one moment on one node. Figures are whole hundredths, of a percent and of a MiB: sums of them are
 * exact, and they come back as they went in. Null: not told.
 */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly cpu: number | null;
  readonly memory: number | null;
  readonly gpu: number | null;
  /** The place in `SOURCES`, counted from 1. */
  readonly source: number;
  /** In the order of their ids, each once; null: none. */
  readonly gpus: readonly Device[] | null;
}
