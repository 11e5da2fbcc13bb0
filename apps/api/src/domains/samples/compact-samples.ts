import { transact } from "../../platform/db.ts";
import { closedBefore } from "./core/closed-hours.ts";
import { packHour, unpackHour } from "./core/packed-hour.ts";
import type { Sample } from "./core/sample.ts";
import {
  findPackedHours,
  listUnpackedHours,
  lockHours,
  type PackedHour,
  releaseDays,
  takeSamples,
  writePackedHours,
} from "./packed-hours.queries.ts";
import type { SampleRow } from "./samples.queries.ts";
import type { SamplesContext } from "./store-samples.ts";

/** So many samples are packed in one transaction: a tenth of a second for which late ones have to wait. */
const AT_ONCE = 20_000;
const DAY_MS = 86_400_000;

/**
 * Packs the samples of closed hours, each run's and node's into one row, together with what was packed of them before.
 * Nobody who reads them sees a difference. Ends early where `signal` asks; returns how many samples were packed.
 */
export async function compactSamples(ctx: SamplesContext, signal?: AbortSignal): Promise<number> {
  const before = closedBefore(ctx.now().getTime());
  // First: what this round empties is still being read by those who began before.
  await transact(ctx.db, async (tx) => await releaseDays(tx, dayOf(before)));
  let packed = 0;
  for (const hour of await listUnpackedHours(ctx.db, before)) {
    for (let taken = AT_ONCE; taken === AT_ONCE && signal?.aborted !== true; packed += taken) {
      taken = await packSome(ctx, hour);
    }
  }
  return packed;
}

async function packSome({ db }: SamplesContext, hour: number): Promise<number> {
  return await transact(db, async (tx) => {
    await lockHours(tx);
    const rows = await takeSamples(tx, hour, AT_ONCE);
    if (rows.length === 0) return 0;
    const groups = [...groupRows(rows).values()];
    const names = groups.map(({ runId, nodeLabel }) => ({ runId, nodeLabel, hour }));
    const known = new Map((await findPackedHours(tx, names)).map((each) => [keyOf(each), unpackHour(hour, each.data)]));
    const hours = groups.map(({ runId, nodeLabel, samples }): PackedHour => {
      const all = mergeSamples(known.get(keyOf({ runId, nodeLabel })) ?? [], samples);
      return { runId, nodeLabel, hour, data: packHour(hour, all) };
    });
    await writePackedHours(tx, hours);
    return rows.length;
  });
}

interface Group {
  readonly runId: string;
  readonly nodeLabel: number;
  readonly samples: Sample[];
}

function groupRows(rows: readonly SampleRow[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { runId, nodeLabel, sample } of rows) {
    const key = keyOf({ runId, nodeLabel });
    const group = groups.get(key) ?? { runId, nodeLabel, samples: [] };
    group.samples.push(sample);
    groups.set(key, group);
  }
  return groups;
}

/** Both in order of time; no moment is in both. */
function mergeSamples(known: readonly Sample[], added: readonly Sample[]): readonly Sample[] {
  return known.length === 0 ? added : [...known, ...added].sort((a, b) => a.at - b.at);
}

function keyOf({ runId, nodeLabel }: { runId: string; nodeLabel: number }): string {
  return `${runId} ${nodeLabel}`;
}

function dayOf(time: number): string {
  return new Date(time - (time % DAY_MS)).toISOString().slice(0, 10);
}
