import { FieldFault } from "./reject.ts";

/** What the two ids of a row say. */
export interface JobIds {
  readonly jobId: number;
  readonly displayId: string;
  readonly arrayJobId: number | null;
  readonly arrayTaskId: number | null;
  readonly hetJobId: number | null;
  readonly hetOffset: number | null;
  /** `batch`, `extern`, `0`: null for the row of the job itself. */
  readonly step: string | null;
}

const DISPLAYED = /^(\d+)(?:_(?:(\d+)|\[[\d,%:.-]*\]?))?(?:\+(\d+))?(?:\.([A-Za-z0-9+_]+))?$/;
const PLAIN = /^\d+$/;
const RAW = /^(\d+)(?:\.([A-Za-z0-9+_]+))?$/;
/** Slurm's job ids have 32 bits, and so have the numbers of array tasks and of the parts of a heterogeneous job. */
const HIGHEST = 0xffffffff;

/**
 * `raw` is JobIDRaw, `displayed` is JobID; either may be empty where the file has no such column. Without JobIDRaw only a
 * plain JobID will do: an array task's own id cannot be told from `36_3`.
 *
 * @throws {FieldFault} `JOB_ID_INVALID`
 */
export function parseJobIds(raw: string, displayed: string): JobIds {
  const isPlain = (displayed === raw || displayed === "") && PLAIN.test(raw);
  return isPlain ? plainIds(raw) : rawIds(raw, shownIds(raw, displayed));
}

function plainIds(raw: string): JobIds {
  const ids = { arrayJobId: null, arrayTaskId: null, hetJobId: null, hetOffset: null, step: null };
  return { jobId: boundedId(raw), displayId: raw, ...ids };
}

/** What JobID alone says, with the job id still the one that is displayed. */
function shownIds(raw: string, displayed: string): JobIds {
  const displayId = displayed === "" ? raw : displayed;
  const shown = DISPLAYED.exec(displayId);
  if (shown === null) throw new FieldFault("JOB_ID_INVALID", displayed === "" ? "JobIDRaw" : "JobID");
  const [, first, task, offset, step = null] = shown;
  const jobId = boundedId(first);
  return {
    jobId,
    displayId,
    arrayJobId: displayId.includes("_") ? jobId : null,
    arrayTaskId: partNumber(task),
    hetJobId: offset === undefined ? null : jobId,
    hetOffset: partNumber(offset),
    step,
  };
}

function rawIds(raw: string, shown: JobIds): JobIds {
  if (raw === "") {
    if (shown.arrayJobId !== null || shown.hetJobId !== null) throw new FieldFault("JOB_ID_INVALID", "JobID");
    return shown;
  }
  const own = RAW.exec(raw);
  return { ...shown, jobId: boundedId(own?.[1]), step: own?.[2] ?? shown.step };
}

function boundedId(digits: string | undefined): number {
  const id = Number(digits ?? Number.NaN);
  if (!(id > 0 && id <= HIGHEST)) throw new FieldFault("JOB_ID_INVALID", "JobIDRaw");
  return id;
}

function partNumber(digits: string | undefined): number | null {
  if (digits === undefined) return null;
  const number = Number(digits);
  if (number > HIGHEST) throw new FieldFault("JOB_ID_INVALID", "JobID");
  return number;
}
