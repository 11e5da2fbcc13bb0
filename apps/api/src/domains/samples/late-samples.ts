import type { Tx } from "../../platform/db.ts";
import { lateBefore } from "./core/closed-hours.ts";
import { hourOf, unpackHour } from "./core/packed-hour.ts";
import { findPackedHours, type HourName, shareHours } from "./packed-hours.queries.ts";
import { type SampleRow, sampleKey } from "./samples.queries.ts";

/** Whether some of the rows may be in hours that were packed before: see `withoutPacked`. */
export function hasLate(rows: readonly SampleRow[], now: number): boolean {
  const bound = lateBefore(now);
  return rows.some(({ sample }) => sample.at < bound);
}

/**
 * The rows without those that are in hours packed before, where no unique key would tell. Late rows keep hours from being
 * packed until the transaction ends; rows of open hours cost nothing.
 */
export async function withoutPacked<T extends SampleRow>(
  tx: Tx,
  rows: readonly T[],
  now: number,
): Promise<readonly T[]> {
  const bound = lateBefore(now);
  const late = rows.filter(({ sample }) => sample.at < bound);
  if (late.length === 0) return rows;
  await shareHours(tx);
  const hours = new Map<string, HourName>();
  for (const { runId, nodeLabel, sample } of late) {
    const hour = hourOf(sample.at);
    hours.set(sampleKey({ runId, nodeLabel, at: hour }), { runId, nodeLabel, hour });
  }
  const known = new Set<string>();
  for (const { runId, nodeLabel, hour, data } of await findPackedHours(tx, [...hours.values()])) {
    for (const { at } of unpackHour(hour, data)) known.add(sampleKey({ runId, nodeLabel, at }));
  }
  if (known.size === 0) return rows;
  return rows.filter(({ runId, nodeLabel, sample }) => !known.has(sampleKey({ runId, nodeLabel, at: sample.at })));
}
