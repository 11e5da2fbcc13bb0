import { isObject, type JsonObject } from "../../domains/usage/core/json-values.ts";
import { liftLiveV36 } from "./live-v0-0-36.ts";
import { liftLiveV38 } from "./live-v0-0-38.ts";
import { liftLiveV39 } from "./live-v0-0-39.ts";

/** The lists of a live cluster. */
export type LiveThing = "node" | "partition" | "job";

/** How records of one version become those of the next; what is not named stays as it is. */
export type LiveLift = Readonly<Partial<Record<LiveThing, (record: JsonObject) => JsonObject>>>;

/**
 * Each brings a record to the next version; the newest, v0.0.45, is what `live-records.ts` reads. A number may be bare or
 * `{set, infinite, number}` in any version: its reader takes both, and which version has which is not lifted.
 *
 * Of what is read, nothing differs between 37 and 38, and nothing from 40 on:
 * - 40 to 41 to 42: numbers have 32 instead of 64 bits in the documents; `gpu_spec` and `priority_by_partition` are new.
 * - 42 to 43: `topology`, `cert_flags` are new. 43 to 44: the flag `EXTERNAL` of nodes is new.
 * - 44 to 45: `partitions[].flags` is documented again; it came all the time up to 38 and not at all from 39 to 44.
 */
const LIFTS: ReadonlyMap<number, LiveLift> = new Map<number, LiveLift>([
  [36, liftLiveV36],
  [38, liftLiveV38],
  [39, liftLiveV39],
]);

export const OLDEST_LIVE = 36;
export const NEWEST_LIVE = 45;

/** A record of `/slurm/v0.0.<version>` in the shape of the newest version; what is no object is none afterwards either. */
export function liftLive(thing: LiveThing, record: unknown, version: number): JsonObject | null {
  if (!isObject(record)) return null;
  let lifted = record;
  for (let from = version; from < NEWEST_LIVE; from += 1) lifted = LIFTS.get(from)?.[thing]?.(lifted) ?? lifted;
  return lifted;
}
