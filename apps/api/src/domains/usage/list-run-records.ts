import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import type { Db } from "../../platform/db.ts";
import { findRecord } from "./core/record-pack.ts";
import { listPacks, listRecordPlaces, type RecordPlace, type SlurmUserScope } from "./records.queries.ts";

/** What was read of a run at one time, word for word. */
export interface RunRecordText {
  readonly batch_id: string;
  readonly source_name: string;
  readonly read_at: string;
  readonly text: string;
}

const inflated = promisify(inflateRaw);
const MOST_RECORDS = 20;
const PACKS_AT_ONCE = 8;
/** As many as a text of a million runs in no order has. */
const MOST_PACKS = 400;

/**
 * The records that a run and its earlier versions were made of, the latest batch first, at most twenty. Undefined where
 * there is no such run, or none that the scope shows.
 */
export async function listRunRecords(
  db: Db,
  runId: string,
  scope: SlurmUserScope,
): Promise<RunRecordText[] | undefined> {
  const places = await listRecordPlaces(db, runId, { scope, limit: MOST_RECORDS });
  if (places.length === 0) return undefined;
  const records: RunRecordText[] = [];
  for (const place of places) {
    const { batch_id, source_name, finished_at } = place;
    if (source_name === null || finished_at === null) continue;
    const text = await textAt(db, place);
    if (text !== undefined) records.push({ batch_id, source_name, read_at: finished_at.toISOString(), text });
  }
  return records;
}

async function textAt(db: Db, place: RecordPlace): Promise<string | undefined> {
  const key = { jobId: Number(place.job_id), contentHash: place.content_hash };
  let fromLine = 0n;
  for (let looked = 0; looked < MOST_PACKS; looked += PACKS_AT_ONCE) {
    const packs = await listPacks(db, place, { fromLine, limit: PACKS_AT_ONCE });
    for (const { content } of packs) {
      const text = findRecord(await inflated(content), key);
      if (text !== undefined) return text;
    }
    const last = packs.at(-1);
    if (last === undefined || packs.length < PACKS_AT_ONCE) return undefined;
    fromLine = last.first_line + 1n;
  }
  return undefined;
}
