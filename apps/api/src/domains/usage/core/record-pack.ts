/** The record of one run as the bytes stood, and the line that it began in. */
export interface RunRecord {
  readonly line: number;
  readonly raw: string;
}

/** What a record is found by: Slurm's id of the job and the hash of what the record says, in hex. */
export interface RecordKey {
  readonly jobId: number;
  readonly contentHash: string;
}

/** Stands before each record and after the last. Records hold no zero byte: a text with one is refused as binary. */
const BORDER = "\u0000";

/** Records as one piece of bytes, each behind its key. The keys are short, since they hardly shrink when deflated. */
export function joinRecords(records: readonly { readonly key: RecordKey; readonly raw: string }[]): Buffer {
  const parts = records.map(({ key, raw }) => `${beginningOf(key)}${raw}`);
  return Buffer.from(`${parts.join("")}${BORDER}`, "latin1");
}

/** The record with this key as text, or undefined; what is no UTF-8 in it becomes U+FFFD. */
export function findRecord(joined: Buffer, key: RecordKey): string | undefined {
  const beginning = Buffer.from(beginningOf(key), "latin1");
  const found = joined.indexOf(beginning);
  if (found < 0) return undefined;
  const from = found + beginning.length;
  return joined.toString("utf8", from, joined.indexOf(BORDER, from, "latin1"));
}

/** Of the hash as much as tells the records of one job apart. */
function beginningOf({ jobId, contentHash }: RecordKey): string {
  return `${BORDER}${contentHash.slice(0, 8)} ${jobId}\n`;
}
