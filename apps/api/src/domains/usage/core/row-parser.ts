import type { Run } from "../../jobs/core/run.ts";
import { runState } from "../../jobs/core/run-state.ts";
import { parseTres, type Tres } from "../../jobs/core/tres.ts";
import { canonicalTres } from "../../jobs/core/tres-text.ts";
import { clusterName } from "./cluster-name.ts";
import { columnIndexes } from "./column-indexes.ts";
import { EMPTY_RUN } from "./empty-run.ts";
import { type JobIds, parseJobIds } from "./job-id.ts";
import type { LocalTime } from "./local-time.ts";
import { decodeUtf8, Memo, ownCopy } from "./memo.ts";
import { FieldFault } from "./reject.ts";
import { checkOrder, latestTime, type RowTimes, settleTimes } from "./row-times.ts";
import { LONGEST_LABEL, LONGEST_LIST, LONGEST_NAME, NO_NODES } from "./run-texts.ts";
import type { Column } from "./sacct-columns.ts";
import { parseTime } from "./slurm-time.ts";
import {
  orFault,
  parseCpuTime,
  parseEnergy,
  parseExit,
  parseRequestedMemory,
  parseRssKib,
  parseSeconds,
  parseTimeLimit,
  parseWhole,
} from "./slurm-values.ts";

/** What one step used, and to which job it says it belongs. */
export interface StepRow {
  readonly cluster: string;
  readonly jobId: number;
  /** `batch`, `extern`, `0`. */
  readonly step: string;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly usedCpuMilliseconds: number | null;
  readonly maxRssKib: number | null;
  readonly usedMemoryKibSeconds: number | null;
}

export type Row = { readonly kind: "run"; readonly run: Run } | { readonly kind: "step"; readonly step: StepRow };

export interface RowContext {
  readonly cluster: string | null;
  readonly zoneOf: (cluster: string) => LocalTime;
  readonly now: Date;
}

const COLUMNS = { submit: "Submit", start: "Start", end: "End" } as const;
const MISSING = { State: "STATE_MISSING", User: "USER_MISSING" } as const;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

interface Resources {
  readonly allocated: Tres;
  readonly allocatedTres: string;
  readonly requestedTres: string;
  readonly nodeCount: number;
  readonly requestedCpus: number;
  readonly requestedMemoryMib: number;
}

/** Which cluster a row is of, and when it was. */
interface Frame {
  readonly cluster: string;
  readonly times: RowTimes;
  readonly lengths: Lengths;
}

interface Lengths {
  readonly elapsed: number | null;
  readonly suspended: number | null;
}

const HIGH_BYTE = /[\x80-\xff]/;

/**
 * Reads the fields of one record, as the bytes stood in the file, into a run or a step.
 *
 * Every value is checked: what is no number, no time or not in order is a `FieldFault` with its reason and column.
 */
export class RowParser {
  readonly #context: RowContext;
  readonly #latest: number;
  readonly #index: ReturnType<typeof columnIndexes>;
  readonly #limitColumn: "TimelimitRaw" | "Timelimit";
  readonly #clusters = new Memo((name) => clusterName(decodeUtf8(name), "Cluster"));
  #namedCluster: string | undefined;
  readonly #labels = new Memo(decodeUtf8);
  readonly #texts = new Memo((text) => canonicalTres(ownCopy(text)));
  readonly #states = new Memo(runState);
  readonly #tres = new Memo((text) => parseTres(text));
  readonly #exits = new Memo(parseExit);
  readonly #cpuTimes = new Memo((text) => ({ milliseconds: parseCpuTime(text) }));

  constructor(columns: readonly Column[], context: RowContext) {
    this.#context = context;
    this.#latest = latestTime(context.now);
    this.#index = columnIndexes(columns);
    this.#limitColumn = columns[this.#index.Limit]?.name === "Timelimit" ? "Timelimit" : "TimelimitRaw";
  }

  /**
   * `fields` holds one value for each column of the header, and may hold an empty one after the last: that is where the
   * columns are looked for which the header does not have.
   *
   * @throws {FieldFault}
   */
  parse(fields: readonly string[]): Row {
    const at = this.#index;
    const ids = parseJobIds(value(fields, at.JobIDRaw), value(fields, at.JobID));
    const cluster = this.#cluster(fields);
    const frame = this.#frame(fields, cluster);
    if (ids.step !== null) return { kind: "step", step: this.#step(fields, ids, frame) };
    return { kind: "run", run: this.#run(fields, ids, frame) };
  }

  #run(fields: readonly string[], ids: JobIds, { cluster, times, lengths }: Frame): Run {
    const at = this.#index;
    const resources = this.#resources(fields);
    const { allocated } = resources;
    const rawState = this.#required(fields, at.State, "State");
    const [exitCode, exitSignal] = this.#exits.of(value(fields, at.ExitCode));
    const run: Writable<Run> = { ...EMPTY_RUN };
    run.cluster = cluster;
    run.sluid = orNull(this.#label(fields, at.SLUID, "SLUID"));
    run.jobId = ids.jobId;
    run.displayId = ids.displayId;
    run.arrayJobId = ids.arrayJobId;
    run.arrayTaskId = ids.arrayTaskId;
    run.hetJobId = ids.hetJobId;
    run.hetOffset = ids.hetOffset;
    run.name = decodedName(value(fields, at.JobName));
    run.user = this.#required(fields, at.User, "User");
    run.account = this.#label(fields, at.Account, "Account");
    run.partition = this.#label(fields, at.Partition, "Partition");
    run.qos = this.#label(fields, at.QOS, "QOS");
    run.reason = reasonOf(this.#label(fields, at.Reason, "Reason"));
    run.nodes = nodesOf(value(fields, at.NodeList));
    run.nodeCount = resources.nodeCount;
    run.submittedAt = submitted(times);
    run.eligibleAt = times.eligible;
    run.startedAt = times.start;
    run.endedAt = times.end;
    run.elapsedSeconds = elapsedOf(times, lengths);
    run.suspendedSeconds = lengths.suspended ?? 0;
    run.timeLimitSeconds = parseTimeLimit(value(fields, at.Limit), this.#limitColumn);
    run.requestedCpus = resources.requestedCpus;
    run.allocatedCpus = allocated.cpus;
    run.requestedMemoryMib = resources.requestedMemoryMib;
    run.allocatedMemoryMib = allocated.memoryMib;
    run.gpus = allocated.gpus;
    run.gpuTypes = allocated.gpuTypes;
    run.requestedTres = resources.requestedTres;
    run.allocatedTres = resources.allocatedTres;
    run.state = this.#states.of(rawState);
    run.rawState = rawState;
    run.exitCode = exitCode;
    run.exitSignal = exitSignal;
    // A row says zero until its steps are counted, and always in a file without steps: that is not known, not none.
    run.usedCpuMilliseconds = this.#cpuTimes.of(value(fields, at.TotalCPU)).milliseconds || null;
    run.maxRssKib = parseRssKib(value(fields, at.MaxRSS), "MaxRSS");
    run.energyJoules = parseEnergy(value(fields, at.ConsumedEnergyRaw));
    return run;
  }

  #resources(fields: readonly string[]): Resources {
    const at = this.#index;
    const allocatedTres = this.#tresText(value(fields, at.AllocTRES), "AllocTRES");
    const requestedTres = this.#tresText(value(fields, at.ReqTRES), "ReqTRES");
    const allocated = orFault<Tres>(this.#tres.of(allocatedTres), "AllocTRES", "TRES_INVALID");
    const requested = orFault<Tres>(this.#tres.of(requestedTres), "ReqTRES", "TRES_INVALID");
    const nodeCount = parseWhole(value(fields, at.NNodes), "NNodes") ?? allocated.nodes;
    const requestedCpus = parseWhole(value(fields, at.ReqCPUS), "ReqCPUS") ?? requested.cpus;
    const requestedMemoryMib =
      requested.memoryMib || parseRequestedMemory(value(fields, at.ReqMem), requestedCpus, nodeCount);
    return { allocated, allocatedTres, requestedTres, nodeCount, requestedCpus, requestedMemoryMib };
  }

  #step(fields: readonly string[], ids: JobIds, { cluster, times, lengths }: Frame): StepRow {
    const at = this.#index;
    const averageKib = parseRssKib(value(fields, at.AveRSS), "AveRSS");
    const used = averageKib === null || lengths.elapsed === null ? null : averageKib * lengths.elapsed;
    if (used !== null && !Number.isSafeInteger(used)) throw new FieldFault("NUMBER_TOO_LARGE", "AveRSS");
    return {
      cluster,
      jobId: ids.jobId,
      step: ids.step ?? "",
      startedAt: times.start,
      endedAt: times.end,
      usedCpuMilliseconds: this.#cpuTimes.of(value(fields, at.TotalCPU)).milliseconds,
      maxRssKib: parseRssKib(value(fields, at.MaxRSS), "MaxRSS"),
      usedMemoryKibSeconds: used,
    };
  }

  #frame(fields: readonly string[], cluster: string): Frame {
    const at = this.#index;
    const zone = this.#context.zoneOf(cluster);
    const elapsed =
      parseWhole(value(fields, at.ElapsedRaw), "ElapsedRaw") ?? parseSeconds(value(fields, at.Elapsed), "Elapsed");
    const stated = parseSeconds(value(fields, at.Suspended), "Suspended");
    const times = settleTimes(
      {
        submit: parseTime(value(fields, at.Submit), "Submit", zone),
        eligible: parseTime(value(fields, at.Eligible), "Eligible", zone),
        start: parseTime(value(fields, at.Start), "Start", zone),
        end: parseTime(value(fields, at.End), "End", zone),
      },
      elapsed,
      stated,
    );
    checkOrder(times, this.#latest, COLUMNS);
    return { cluster, times, lengths: { elapsed, suspended: stated ?? suspendedFrom(times, elapsed) } };
  }

  #cluster(fields: readonly string[]): string {
    const name = value(fields, this.#index.Cluster);
    if (name.length > LONGEST_LABEL) throw new FieldFault("TEXT_TOO_LONG", "Cluster");
    const cluster = name === "" ? this.#named() : this.#clusters.of(name);
    if (cluster === "") throw new FieldFault("CLUSTER_MISSING", "Cluster");
    return cluster;
  }

  /** The cluster that was named for the whole text. */
  #named(): string {
    this.#namedCluster ??= clusterName(this.#context.cluster ?? "", "Cluster");
    return this.#namedCluster;
  }

  #required(fields: readonly string[], index: number, column: keyof typeof MISSING): string {
    const label = this.#label(fields, index, column);
    if (label === "") throw new FieldFault(MISSING[column], column);
    return label;
  }

  #label(fields: readonly string[], index: number, column: string): string {
    const label = value(fields, index);
    if (label === "") return "";
    if (label.length > LONGEST_LABEL) throw new FieldFault("TEXT_TOO_LONG", column);
    return this.#labels.of(label);
  }

  #tresText(tres: string, column: string): string {
    if (tres.length > LONGEST_NAME) throw new FieldFault("TEXT_TOO_LONG", column);
    return tres === "" ? "" : this.#texts.of(tres);
  }
}

function value(fields: readonly string[], index: number): string {
  return fields[index] ?? "";
}

function orNull(label: string): string | null {
  return label === "" ? null : label;
}

function reasonOf(label: string): string | null {
  return label === "" || label === "None" ? null : label;
}

function decodedName(name: string): string {
  if (name.length > LONGEST_NAME) throw new FieldFault("TEXT_TOO_LONG", "JobName");
  return HIGH_BYTE.test(name) ? decodeUtf8(name) : name;
}

function nodesOf(list: string): string | null {
  if (list.length > LONGEST_LIST) throw new FieldFault("TEXT_TOO_LONG", "NodeList");
  return NO_NODES.has(list) ? null : decodedName(list);
}

function submitted(times: RowTimes): number {
  if (times.submit === null) throw new FieldFault("SUBMIT_MISSING", "Submit");
  return times.submit;
}

function elapsedOf(times: RowTimes, { elapsed, suspended }: Lengths): number {
  return elapsed ?? Math.max(0, wallSeconds(times) - (suspended ?? 0));
}

function wallSeconds({ start, end }: RowTimes): number {
  return start === null || end === null ? 0 : end - start;
}

/** Slurm's elapsed leaves out the time suspended, so what is missing of the wall time was suspended. */
function suspendedFrom(times: RowTimes, elapsed: number | null): number | null {
  if (elapsed === null || times.start === null || times.end === null) return null;
  return Math.max(0, wallSeconds(times) - elapsed);
}
