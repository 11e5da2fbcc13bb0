import { hash } from "node:crypto";
import type { Run } from "./core/run.ts";
import { runId, runKey } from "./core/run-key.ts";
import { encodeBody, type RunReferences } from "./run-line.ts";

/** A run as far as it can be made ready for the database without asking it. */
export interface PreparedRun {
  readonly run: Run;
  readonly runId: string;
  /** Its line in COPY's text format, without the ids of its names. */
  readonly body: string;
  /** MD5 in hex of what the record says: equal hashes, nothing new. It guards against repetition, not against forgery. */
  readonly contentHash: string;
}

/** A run with the ids of its repeating texts. */
export interface IdentifiedRun {
  readonly run: Run;
  readonly ids: RunReferences;
}

/** A run on its way into the database. */
export interface IncomingRun extends PreparedRun, IdentifiedRun {}

/** Encodes and names a run. It needs no look-up, so that it can be done while the database is busy with others. */
export function prepareRun(run: Run): PreparedRun {
  const names = JSON.stringify([run.cluster, run.user, run.account, run.partition, run.qos]);
  const record = names + encodeBody(run);
  const contentHash = hash("md5", record);
  // Hashing has made one flat string of the pieces: a part of it is cheap to keep, the pieces are forty objects a run.
  return { run, runId: runId(runKey(run)), body: record.slice(names.length), contentHash };
}
