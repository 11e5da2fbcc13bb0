import type { JsonObject } from "./json-values.ts";

/**
 * Brings the job records of every known version of Slurm's accounting JSON to the shape of the newest. The versions are
 * Slurm's affair: `integrations/slurm` has one file for each, and `app.ts` brings the two together.
 */
export interface JobLifter {
  /** The last number of the newest version that is known: 45 for `v0.0.45`. */
  readonly newest: number;
  readonly oldest: number;
  /**
   * A record in the shape of the newest version. `version` is null where nobody has said it yet: then the record's own
   * shape tells. Never throws: what a version does not have its way of saying stays as it is, and is found out later.
   */
  lift(job: JsonObject, version: number | null): JsonObject;
}
