import type { Run } from "../jobs/core/run.ts";
import { JOB_FIELDS } from "./core/job-elements.ts";
import type { JobLifter } from "./core/job-lifter.ts";
import { parseHeader, presentFields } from "./core/sacct-header.ts";
import type { Chunk } from "./read-chunks.ts";
import { readRejectedJobs, readRejectedPushes } from "./read-rejected-records.ts";
import { readRejects } from "./read-rejects.ts";
import type { RejectedLine, RejectOrigin } from "./rejects.queries.ts";

/** What rejects are read with today, whatever they were read with at first. */
export interface ReadingToday {
  readonly lifter: JobLifter;
  readonly now: Date;
  readonly zoneOfCluster: (cluster: string) => string;
}

/** How the rejects of one batch are read again. */
export interface RejectReading {
  readonly timeZone: string | ((cluster: string) => string);
  /** The fields that the chunk in hand speaks of. */
  readonly present: () => ReadonlySet<keyof Run>;
  readonly chunks: (rejects: AsyncIterable<RejectedLine>) => AsyncIterable<Chunk>;
  /** The lines that have been read so far, and the one that a number in a chunk stands for. */
  readonly tried: readonly number[];
  readonly lineOf: (number: number) => number;
  /** How many rejects are held in memory at once: a record may be long, a line is not. */
  readonly page: number;
}

const LINES = 2_000;
const RECORDS = 100;

/** How to read them; null where what that takes was not kept. */
export function rejectReading(origin: RejectOrigin, today: ReadingToday): RejectReading | null {
  if (origin.format === "json") return origin.source === "push" ? ofPushes(origin, today) : ofJobs(origin, today);
  return origin.header === null ? null : ofText({ ...origin, header: origin.header }, today);
}

function ofText(
  { header, cluster, read_zone }: RejectOrigin & { readonly header: string },
  { now, zoneOfCluster }: ReadingToday,
): RejectReading {
  const timeZone = read_zone ?? zoneOfCluster;
  const columns = presentFields(parseHeader(header, cluster).columns);
  const tried: number[] = [];
  const reading = { header, cluster, timeZone, now, tried: (lines: readonly number[]) => void tried.push(...lines) };
  const chunks = (rejects: AsyncIterable<RejectedLine>) => readRejects(rejects, reading);
  return { timeZone, present: () => columns, chunks, tried, lineOf: (line) => line, page: LINES };
}

function ofJobs({ cluster, read_zone, api_version }: RejectOrigin, today: ReadingToday): RejectReading {
  const { lifter, now, zoneOfCluster } = today;
  const version = api_version === null ? null : Number(api_version.slice(VERSION.length));
  const { tried, lineOf, note } = numberedLines();
  const reading = { lifter, now, cluster, version, tried: note };
  const chunks = (rejects: AsyncIterable<RejectedLine>) => readRejectedJobs(rejects, reading);
  const timeZone = read_zone ?? zoneOfCluster;
  return { timeZone, present: () => JOB_FIELDS, chunks, tried, lineOf, page: RECORDS };
}

function ofPushes({ cluster }: RejectOrigin, { now, zoneOfCluster }: ReadingToday): RejectReading {
  let fields: ReadonlySet<keyof Run> = new Set();
  const { tried, lineOf, note } = numberedLines();
  const present = (next: ReadonlySet<keyof Run>) => {
    fields = next;
  };
  const reading = { now, cluster: cluster ?? "", tried: note, present };
  const chunks = (rejects: AsyncIterable<RejectedLine>) => readRejectedPushes(rejects, reading);
  return { timeZone: zoneOfCluster, present: () => fields, chunks, tried, lineOf, page: RECORDS };
}

const VERSION = "v0.0.";

/** A job has as many numbers as it has steps, all of which stand for the one line that it was set aside as. */
function numberedLines() {
  const tried: number[] = [];
  const lines: number[] = [];
  const note = (line: number, upTo: number) => {
    tried.push(line);
    while (lines.length < upTo) lines.push(line);
  };
  return { tried, note, lineOf: (number: number) => lines[number - 1] ?? number };
}
