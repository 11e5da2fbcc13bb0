import type { Run } from "../jobs/core/run.ts";
import { prepareRun } from "../jobs/prepare-run.ts";
import { type PushedRun, readPushedRun } from "./core/pushed-run.ts";
import { FieldFault } from "./core/reject.ts";
import { type Chunk, emptyChunk } from "./read-chunks.ts";
import type { RejectedLine } from "./rejects.queries.ts";

/** Runs whose records speak of the same fields, so that they can be written together. */
export interface PushGroup {
  readonly present: ReadonlySet<keyof Run>;
  readonly chunk: Chunk;
}

export interface PushedRecord {
  readonly value: unknown;
  readonly json: string;
}

/** A reject keeps as much of its record. */
const LONGEST_RAW = 1_048_576;

/**
 * The records in groups that are to be written one after the other; those that cannot be read are in a last one of their
 * own. Records of one run stay in the order in which they came. Lines are the places of the records, counted from 1.
 */
export function groupPush(
  records: readonly PushedRecord[],
  context: { readonly cluster: string; readonly now: Date },
): readonly PushGroup[] {
  const groups: PushGroup[] = [];
  const rejects: RejectedLine[] = [];
  let open = new Map<string, PushGroup>();
  let homes = new Map<string, PushGroup>();
  for (const [index, { value, json }] of records.entries()) {
    const line = index + 1;
    const read = readOrFault(value, context);
    if (read instanceof FieldFault) {
      rejects.push({ line, reason: read.reason, field: read.field, raw: json.slice(0, LONGEST_RAW) });
      continue;
    }
    const prepared = prepareRun(read.run);
    const fields = [...read.present].sort().join();
    let group = open.get(fields);
    const home = homes.get(prepared.runId);
    if (home !== undefined && home !== group) {
      // The run was told of with other fields before: what follows is written after that.
      [open, homes, group] = [new Map(), new Map(), undefined];
    }
    if (group === undefined) {
      group = { present: read.present, chunk: emptyChunk() };
      groups.push(group);
      open.set(fields, group);
    }
    homes.set(prepared.runId, group);
    group.chunk.runs.push(prepared);
    group.chunk.records.push({ line, raw: Buffer.from(json).toString("latin1") });
    group.chunk.linesRead += 1;
  }
  if (rejects.length > 0) {
    groups.push({ present: new Set(), chunk: { ...emptyChunk(), rejects, linesRead: rejects.length } });
  }
  return groups;
}

function readOrFault(
  value: unknown,
  context: { readonly cluster: string; readonly now: Date },
): PushedRun | FieldFault {
  try {
    return readPushedRun(value, context);
  } catch (error) {
    if (error instanceof FieldFault) return error;
    throw error;
  }
}
