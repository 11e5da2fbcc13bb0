import type { Run } from "../../jobs/core/run.ts";
import { runState } from "../../jobs/core/run-state.ts";
import { parseTres, type Tres } from "../../jobs/core/tres.ts";
import { clusterName } from "./cluster-name.ts";
import { EMPTY_RUN } from "./empty-run.ts";
import { cpuMicroseconds, type JobRecord, readJobRecord, timeOf } from "./job-record.ts";
import { type JsonObject, memberOf, textOf, whole32Of } from "./json-values.ts";
import { Memo } from "./memo.ts";
import { FieldFault } from "./reject.ts";
import type { StepRow } from "./row-parser.ts";
import { checkOrder, latestTime, type RowTimes } from "./row-times.ts";
import { LONGEST_LABEL, NO_NODES } from "./run-texts.ts";
import { orFault } from "./slurm-values.ts";
import { countOf } from "./tres-counts.ts";

export interface JobContext {
  /** The cluster of records that do not name one. */
  readonly cluster: string | null;
  readonly now: Date;
}

const FIELDS = { submit: "time.submission", start: "time.start", end: "time.end" } as const;
const STEP_FIELDS = { submit: "", start: "steps.time.start", end: "steps.time.end" } as const;

/** Makes of a job record, in the shape of the newest version, the run that its line of sacct text would be. */
export class JobRows {
  readonly #named: string;
  readonly #latest: number;
  readonly #tres = new Memo((text) => parseTres(text));

  constructor({ cluster, now }: JobContext) {
    this.#named = cluster ?? "";
    this.#latest = latestTime(now);
  }

  /** @throws {FieldFault} */
  run(job: JsonObject): Run {
    const record = readJobRecord(job);
    const allocated = this.#granted(record.allocatedTres, "tres.allocated");
    const requested = this.#granted(record.requestedTres, "tres.requested");
    checkOrder(record.times, this.#latest, FIELDS);
    const { times } = record;
    const nodeCount = record.allocatedNodes || allocated.nodes || requested.nodes;
    const requestedCpus = record.requiredCpus ?? requested.cpus;
    return {
      ...EMPTY_RUN,
      ...placeOf(record),
      cluster: this.#clusterOf(record),
      sluid: record.sluid || null,
      name: record.name,
      user: required(record.user, "USER_MISSING", "user"),
      account: record.account,
      partition: record.partition,
      qos: record.qos,
      reason: record.reason === "" || record.reason === "None" ? null : record.reason,
      nodes: NO_NODES.has(record.nodes) ? null : record.nodes,
      nodeCount,
      submittedAt: submitted(times),
      eligibleAt: times.eligible,
      startedAt: times.start,
      endedAt: times.end,
      ...lengthsOf(record),
      timeLimitSeconds: record.limitMinutes === null ? null : record.limitMinutes * 60,
      requestedCpus,
      allocatedCpus: allocated.cpus,
      requestedMemoryMib: requested.memoryMib || requestedMemory(record, requestedCpus, nodeCount),
      allocatedMemoryMib: allocated.memoryMib,
      gpus: allocated.gpus,
      gpuTypes: allocated.gpuTypes,
      requestedTres: record.requestedTres,
      allocatedTres: record.allocatedTres,
      state: runState(record.state),
      rawState: record.state,
      exitCode: record.exit[0],
      exitSignal: record.exit[1],
      usedCpuMilliseconds: Math.floor((record.cpuMicroseconds || stepMicroseconds(job.steps)) / 1000) || null,
      energyJoules: record.energyJoules,
    };
  }

  /** @throws {FieldFault} */
  step(step: unknown, { cluster, jobId }: Pick<Run, "cluster" | "jobId">): StepRow {
    const time = memberOf(step, "time");
    const start = timeOf(memberOf(time, "start"), STEP_FIELDS.start);
    const end = timeOf(memberOf(time, "end"), STEP_FIELDS.end);
    checkOrder({ submit: null, eligible: null, start, end }, this.#latest, STEP_FIELDS);
    const micro = cpuMicroseconds(time, "steps.time.total");
    const usage = memberOf(step, "tres", "requested");
    const averageKib = kibOf(countOf(memberOf(usage, "average"), "mem", "steps.tres.requested.average"));
    const elapsed = whole32Of(memberOf(time, "elapsed"), "steps.time.elapsed");
    const used = averageKib === null || elapsed === null ? null : averageKib * elapsed;
    if (used !== null && !Number.isSafeInteger(used)) throw new FieldFault("NUMBER_TOO_LARGE", "steps.tres.requested");
    return {
      cluster,
      jobId,
      step: stepName(step),
      startedAt: start,
      endedAt: end,
      usedCpuMilliseconds: micro === null ? null : Math.floor(micro / 1000),
      maxRssKib: kibOf(countOf(memberOf(usage, "max"), "mem", "steps.tres.requested.max")),
      usedMemoryKibSeconds: used,
    };
  }

  #clusterOf({ cluster }: JobRecord): string {
    return clusterName(required(cluster || this.#named, "CLUSTER_MISSING", "cluster"), "cluster");
  }

  #granted(text: string, field: string): Tres {
    return orFault<Tres>(this.#tres.of(text), field, "TRES_INVALID");
  }
}

type Place = Pick<Run, "jobId" | "displayId" | "arrayJobId" | "arrayTaskId" | "hetJobId" | "hetOffset">;

/** JobID as sacct prints it, and what it is made of. */
function placeOf({ jobId, array, het }: JobRecord): Place {
  const alone = { jobId, arrayJobId: null, arrayTaskId: null, hetJobId: null, hetOffset: null };
  if (array !== null && "tasks" in array) {
    return { ...alone, displayId: `${array.jobId}_[${array.tasks}]`, arrayJobId: array.jobId };
  }
  if (array !== null) {
    const { jobId: arrayJobId, taskId: arrayTaskId } = array;
    return { ...alone, displayId: `${arrayJobId}_${arrayTaskId}`, arrayJobId, arrayTaskId };
  }
  if (het === null || het.offset === null) return { ...alone, displayId: String(jobId) };
  return { ...alone, displayId: `${het.jobId}+${het.offset}`, hetJobId: het.jobId, hetOffset: het.offset };
}

/** Slurm's elapsed leaves out the time suspended, so either follows from the other and the times. */
function lengthsOf({ times, elapsedSeconds, suspendedSeconds }: JobRecord) {
  const wall = times.start === null || times.end === null ? 0 : times.end - times.start;
  return {
    elapsedSeconds: elapsedSeconds ?? Math.max(0, wall - (suspendedSeconds ?? 0)),
    suspendedSeconds: suspendedSeconds ?? (elapsedSeconds === null ? 0 : Math.max(0, wall - elapsedSeconds)),
  };
}

function submitted(times: RowTimes): number {
  if (times.submit === null) throw new FieldFault("SUBMIT_MISSING", FIELDS.submit);
  return times.submit;
}

function required(text: string, reason: "USER_MISSING" | "CLUSTER_MISSING", field: string): string {
  if (text === "") throw new FieldFault(reason, field);
  return text;
}

function requestedMemory({ memoryPerCpu, memoryPerNode }: JobRecord, cpus: number, nodes: number): number {
  const mib = memoryPerCpu === null ? (memoryPerNode ?? 0) * nodes : memoryPerCpu * cpus;
  if (!Number.isSafeInteger(mib)) throw new FieldFault("NUMBER_TOO_LARGE", "required");
  return mib;
}

/** CPU time of all steps together: versions up to v0.0.39, at least, leave the job's own at zero. */
function stepMicroseconds(steps: unknown): number {
  if (!Array.isArray(steps)) return 0;
  let total = 0;
  for (const step of steps) total += readableMicroseconds(step);
  return total;
}

/** A step that cannot be read becomes a reject of its own, and does not take its job with it. */
function readableMicroseconds(step: unknown): number {
  try {
    return cpuMicroseconds(memberOf(step, "time"), "steps.time.total") ?? 0;
  } catch (error) {
    if (error instanceof FieldFault) return 0;
    throw error;
  }
}

const STEP_NAME = /^(?:\d+(?:\+\d+)?\.)?([A-Za-z0-9+_]+)$/;

/** `batch` of `5141.batch`. Slurm files a step under its job, so the job's number says nothing new. */
function stepName(step: unknown): string {
  const id = memberOf(step, "step", "id");
  const text = typeof id === "number" ? String(id) : textOf(id, "steps.step.id", LONGEST_LABEL);
  const name = STEP_NAME.exec(text)?.[1];
  if (name === undefined) throw new FieldFault("JOB_ID_INVALID", "steps.step.id");
  return name;
}

/** Bytes in KiB, rounded half up. */
function kibOf(bytes: number | null): number | null {
  return bytes === null ? null : Math.floor((bytes + 512) / 1024);
}
