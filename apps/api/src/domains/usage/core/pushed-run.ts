import type { Run } from "../../jobs/core/run.ts";
import { runState } from "../../jobs/core/run-state.ts";
import { clusterName } from "./cluster-name.ts";
import { EMPTY_RUN } from "./empty-run.ts";
import { type JobIds, parseJobIds } from "./job-id.ts";
import type { JsonObject } from "./json-values.ts";
import { readPushedTres } from "./pushed-tres.ts";
import { countOr, countOrNull, membersOf, timeOrNull, words, wordsOrNull } from "./pushed-values.ts";
import { FieldFault, type RejectReason } from "./reject.ts";
import { checkOrder, latestTime, type RowTimes } from "./row-times.ts";
import { LONGEST_LABEL, LONGEST_LIST, LONGEST_NAME } from "./run-texts.ts";

/** A run as an integrator tells it, and the fields of it that the record speaks of. */
export interface PushedRun {
  readonly run: Run;
  readonly present: ReadonlySet<keyof Run>;
}

/** Every field of a record (`PushedRun` of the contract), and the fields of a run that it supplies. */
const SUPPLIES: Readonly<Record<string, readonly (keyof Run)[]>> = {
  job_id: ["jobId"],
  display_id: ["displayId", "arrayJobId", "arrayTaskId", "hetJobId", "hetOffset"],
  sluid: ["sluid"],
  name: ["name"],
  user: ["user"],
  account: ["account"],
  partition: ["partition"],
  qos: ["qos"],
  reason: ["reason"],
  nodes: ["nodes"],
  node_count: ["nodeCount"],
  state: ["state", "rawState"],
  submitted_at: ["submittedAt"],
  eligible_at: ["eligibleAt"],
  started_at: ["startedAt"],
  ended_at: ["endedAt"],
  elapsed_seconds: ["elapsedSeconds"],
  suspended_seconds: ["suspendedSeconds"],
  time_limit_seconds: ["timeLimitSeconds"],
  allocated: ["allocatedTres", "allocatedCpus", "allocatedMemoryMib", "gpus", "gpuTypes"],
  requested: ["requestedTres", "requestedCpus", "requestedMemoryMib"],
  exit_code: ["exitCode"],
  exit_signal: ["exitSignal"],
  used_cpu_milliseconds: ["usedCpuMilliseconds"],
  max_rss_kib: ["maxRssKib"],
  used_memory_kib_seconds: ["usedMemoryKibSeconds"],
  energy_joules: ["energyJoules"],
};
const KNOWN: ReadonlySet<string> = new Set(Object.keys(SUPPLIES));

/** What a record must say, if only that there is none, and what it lacks where it does not. */
const NEEDED: readonly (readonly [string, RejectReason])[] = [
  ["job_id", "JOB_ID_INVALID"],
  ["user", "USER_MISSING"],
  ["state", "STATE_MISSING"],
  ["submitted_at", "SUBMIT_MISSING"],
  ["started_at", "VALUE_MISSING"],
  ["ended_at", "VALUE_MISSING"],
  ["allocated", "VALUE_MISSING"],
];

const TIMES = { submit: "submitted_at", start: "started_at", end: "ended_at" } as const;
const HIGHEST_EXIT = 0x7fffffff;
/** Slurm's words are in capitals, and money looks at them as they are. */
const STATE = /^[A-Z][A-Z_]+(?:[+ ]|$)/;

/** @throws {FieldFault} that names the field of the record. */
export function readPushedRun(record: unknown, context: { readonly cluster: string; readonly now: Date }): PushedRun {
  const given = membersOf(record, KNOWN, "");
  for (const [field, reason] of NEEDED) if (given[field] === undefined) throw new FieldFault(reason, field);
  const times = timesOf(given, latestTime(context.now));
  const allocated = readPushedTres(given.allocated, "allocated");
  const requested = readPushedTres(given.requested, "requested");
  const lengths = lengthsOf(given, times);
  const run: Run = {
    ...EMPTY_RUN,
    ...namesOf(given),
    cluster: clusterName(context.cluster, "cluster"),
    nodeCount: countOr(allocated.nodes, given.node_count, "node_count"),
    submittedAt: times.submit,
    eligibleAt: times.eligible,
    startedAt: times.start,
    endedAt: times.end,
    elapsedSeconds: lengths.elapsed ?? 0,
    suspendedSeconds: lengths.suspended ?? 0,
    timeLimitSeconds: countOrNull(given.time_limit_seconds, "time_limit_seconds"),
    requestedCpus: requested.cpus,
    allocatedCpus: allocated.cpus,
    requestedMemoryMib: requested.memoryMib,
    allocatedMemoryMib: allocated.memoryMib,
    gpus: allocated.gpus,
    gpuTypes: allocated.gpuTypes,
    requestedTres: requested.text,
    allocatedTres: allocated.text,
    ...outcomeOf(given),
  };
  return { run, present: presentIn(given, lengths) };
}

function presentIn(given: JsonObject, { elapsed, suspended }: Lengths): ReadonlySet<keyof Run> {
  const present = new Set<keyof Run>(["cluster", "nodeCount"]);
  for (const [field, value] of Object.entries(given)) {
    if (value !== undefined) for (const supplied of SUPPLIES[field] ?? []) present.add(supplied);
  }
  if (elapsed !== null) present.add("elapsedSeconds");
  if (suspended !== null) present.add("suspendedSeconds");
  return present;
}

type Named = "user" | "account" | "partition" | "qos" | "name" | "reason" | "nodes" | "sluid";
type Names = Pick<Run, keyof Omit<JobIds, "step"> | Named>;

function namesOf(given: JsonObject): Names {
  const label = (field: string) => words(given[field], field, LONGEST_LABEL);
  const user = label("user");
  if (user === "") throw new FieldFault("USER_MISSING", "user");
  return {
    ...idsOf(given),
    sluid: wordsOrNull(given.sluid, "sluid", LONGEST_LABEL),
    name: words(given.name, "name", LONGEST_NAME),
    user,
    account: label("account"),
    partition: label("partition"),
    qos: label("qos"),
    reason: wordsOrNull(given.reason, "reason", LONGEST_LABEL),
    nodes: wordsOrNull(given.nodes, "nodes", LONGEST_LIST),
  };
}

function idsOf(given: JsonObject): Omit<JobIds, "step"> {
  const raw = given.job_id;
  if (typeof raw !== "number" || !Number.isSafeInteger(raw)) throw new FieldFault("JOB_ID_INVALID", "job_id");
  const { step, ...ids } = parsedIds(String(raw), words(given.display_id, "display_id", LONGEST_LABEL));
  if (step !== null) throw new FieldFault("JOB_ID_INVALID", "display_id");
  return ids;
}

/** The ids, with their faults named as the record has them. */
function parsedIds(raw: string, displayed: string): JobIds {
  try {
    return parseJobIds(raw, displayed);
  } catch (error) {
    if (!(error instanceof FieldFault)) throw error;
    throw new FieldFault(error.reason, error.field === "JobID" ? "display_id" : "job_id");
  }
}

type Times = RowTimes & { readonly submit: number };

function timesOf(given: JsonObject, latest: number): Times {
  const submit = timeOrNull(given.submitted_at, TIMES.submit);
  if (submit === null) throw new FieldFault("SUBMIT_MISSING", TIMES.submit);
  const eligible = timeOrNull(given.eligible_at, "eligible_at");
  const start = timeOrNull(given.started_at, TIMES.start);
  const end = timeOrNull(given.ended_at, TIMES.end);
  const times = { submit, eligible, start, end };
  checkOrder(times, latest, TIMES);
  return times;
}

interface Lengths {
  readonly elapsed: number | null;
  readonly suspended: number | null;
}

/** Slurm's elapsed leaves out the time suspended, so either follows from the other and the times; null: nothing tells. */
function lengthsOf(given: JsonObject, { start, end }: RowTimes): Lengths {
  const elapsed = given.elapsed_seconds === undefined ? null : countOr(0, given.elapsed_seconds, "elapsed_seconds");
  const stated = given.suspended_seconds;
  const suspended = stated === undefined ? null : countOr(0, stated, "suspended_seconds");
  if (start === null || end === null) return { elapsed, suspended };
  const wall = end - start;
  const rest = (known: number | null) => Math.max(0, wall - (known ?? 0));
  return { elapsed: elapsed ?? rest(suspended), suspended: suspended ?? (elapsed === null ? 0 : rest(elapsed)) };
}

type Outcome = Pick<
  Run,
  | "state"
  | "rawState"
  | "exitCode"
  | "exitSignal"
  | "usedCpuMilliseconds"
  | "maxRssKib"
  | "usedMemoryKibSeconds"
  | "energyJoules"
>;

function outcomeOf(given: JsonObject): Outcome {
  const state = words(given.state, "state", LONGEST_LABEL);
  if (state === "") throw new FieldFault("STATE_MISSING", "state");
  if (!STATE.test(state)) throw new FieldFault("VALUE_INVALID", "state");
  const energy = countOrNull(given.energy_joules, "energy_joules");
  return {
    state: runState(state),
    rawState: state,
    exitCode: countOrNull(given.exit_code, "exit_code", HIGHEST_EXIT),
    exitSignal: countOrNull(given.exit_signal, "exit_signal", HIGHEST_EXIT),
    usedCpuMilliseconds: countOrNull(given.used_cpu_milliseconds, "used_cpu_milliseconds"),
    maxRssKib: countOrNull(given.max_rss_kib, "max_rss_kib"),
    usedMemoryKibSeconds: countOrNull(given.used_memory_kib_seconds, "used_memory_kib_seconds"),
    energyJoules: energy === null ? null : BigInt(energy),
  };
}
