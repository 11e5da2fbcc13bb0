import { copyField } from "../../platform/copy.ts";
import type { Payers } from "../organisation/load-payers.ts";
import type { GpuPart } from "./core/pricing.ts";
import type { Outcome, RunToRate } from "./core/verdict.ts";

/**
 * A run that is in the database, with the ids its charge refers to. Account and tier are those of its user, who pays where
 * no binding says otherwise.
 */
export interface RatedRunInput extends RunToRate {
  readonly runId: string;
  readonly accountId: string;
  readonly partitionLabel: number;
  readonly qosLabel: number;
}

/** A run with the account that pays for it and that account's tier. */
export interface PayingRun extends RatedRunInput {
  /** The rule that chose the account; null: it is the user's own. */
  readonly bindingId: string | null;
}

/** Finds who pays for a run: what decides is the instant at which it ended, as for its prices. */
export function payingRun(input: RatedRunInput, payers: Payers): PayingRun {
  const { run } = input;
  const binding = run.endedAt === null ? undefined : payers.find(run, run.endedAt);
  if (binding === undefined) return { ...input, bindingId: null };
  return { ...input, accountId: binding.accountId, tier: binding.tier, bindingId: binding.id };
}

/** Null in COPY's text format. */
const NULL = "\\N";

type Charged = Extract<Outcome, { verdict: "charged" }>;

/** The columns of `rating.charge` in the order of `chargeLine`. */
export const CHARGE_COLUMNS = [
  "run_id",
  "account_id",
  "binding_id",
  "card_id",
  "ended_at",
  "raw_state",
  "partition_label",
  "qos_label",
  "cpu_used",
  "memory_used",
  "cpu_milliseconds",
  "gpu_seconds",
  "memory_kib_seconds",
  "gpu_type",
  "gpu_parts",
  "partition_multiplier_micros",
  "qos_multiplier_micros",
  "cpu_micros",
  "gpu_micros",
  "memory_micros",
  "minimum_micros",
] as const;

/** One charge as a line in COPY's text format, its newline included. Nothing but text needs escaping. */
export function chargeLine(input: PayingRun, { card, charge, endedAt, cpuUsed, memoryUsed }: Charged): string {
  const c = charge;
  const subject = `${input.runId}\t${input.accountId}\t${input.bindingId ?? NULL}\t${card.id}\t${copyTime(endedAt)}\t${copyField(input.run.rawState)}\t${input.partitionLabel}\t${input.qosLabel}`;
  const quantities = `${cpuUsed ? "t" : "f"}\t${memoryUsed ? "t" : "f"}\t${c.cpuMilliseconds}\t${c.gpuSeconds}\t${c.memoryKibSeconds}\t${copyField(c.gpuType)}\t${gpuPartsField(c.gpuParts)}`;
  const amounts = `${c.partitionMultiplierMicros}\t${c.qosMultiplierMicros}\t${c.cpuMicros}\t${c.gpuMicros}\t${c.memoryMicros}\t${c.minimumMicros}`;
  return `${subject}\t${quantities}\t${amounts}\n`;
}

/** GPU parts as they are kept: whole numbers as strings, because JSON readers lose those beyond 2^53. */
export function gpuPartsJson(parts: readonly GpuPart[] | null): string | null {
  if (parts === null) return null;
  return JSON.stringify(
    parts.map((part) => ({
      type: part.type,
      seconds: String(part.seconds),
      hour_micros: String(part.hourMicros),
      micros: String(part.micros),
    })),
  );
}

function gpuPartsField(parts: readonly GpuPart[] | null): string {
  return copyField(gpuPartsJson(parts));
}

/** A charge as the driver reads it: the columns of `CHARGE_COLUMNS`. */
export interface ChargeRow {
  readonly run_id: string;
  readonly account_id: string;
  readonly binding_id: string | null;
  readonly card_id: string;
  readonly ended_at: Date;
  readonly raw_state: string;
  readonly partition_label: number;
  readonly qos_label: number;
  readonly cpu_used: boolean;
  readonly memory_used: boolean;
  readonly cpu_milliseconds: bigint;
  readonly gpu_seconds: bigint;
  readonly memory_kib_seconds: bigint;
  readonly gpu_type: string | null;
  readonly gpu_parts: unknown;
  readonly partition_multiplier_micros: bigint;
  readonly qos_multiplier_micros: bigint;
  readonly cpu_micros: bigint;
  readonly gpu_micros: bigint;
  readonly memory_micros: bigint;
  readonly minimum_micros: bigint;
}

/** GPU parts as they were kept. */
export function readGpuParts(json: unknown): GpuPart[] | null {
  if (!Array.isArray(json)) return null;
  return json.map(({ type, seconds, hour_micros, micros }) => ({
    type: type === null ? null : String(type),
    seconds: BigInt(seconds),
    hourMicros: BigInt(hour_micros),
    micros: BigInt(micros),
  }));
}

/**
 * Whether a charge that stands is, in every column, the one that rating would write now. By which rule it came to its
 * account is not asked: a rule that took the place of another and names the same account moves nothing.
 */
export function isSameCharge(row: ChargeRow, input: PayingRun, outcome: Charged): boolean {
  return standingLine(row) === chargeLine({ ...input, bindingId: row.binding_id }, outcome);
}

function standingLine(row: ChargeRow): string {
  const values = CHARGE_COLUMNS.map((column) => {
    const value = row[column];
    if (value instanceof Date) return copyTime(value.getTime() / 1000);
    if (typeof value === "boolean") return value ? "t" : "f";
    if (column === "gpu_parts") return gpuPartsField(readGpuParts(row.gpu_parts));
    return copyField(value as string | number | bigint | null); // every other column is one of these
  });
  return `${values.join("\t")}\n`;
}

const DAY_SECONDS = 86_400;
const two = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));
let lastDay = { number: 0, text: "1970-01-01" };

/** Epoch seconds as the text of a timestamptz in UTC. Runs come in the order they ended: the day is mostly the last one. */
function copyTime(seconds: number): string {
  const number = Math.floor(seconds / DAY_SECONDS);
  if (lastDay.number !== number) {
    lastDay = { number, text: new Date(number * DAY_SECONDS * 1000).toISOString().slice(0, 10) };
  }
  const rest = seconds - number * DAY_SECONDS;
  const hours = Math.floor(rest / 3600);
  const minutes = Math.floor((rest - hours * 3600) / 60);
  return `${lastDay.text}T${two[hours]}:${two[minutes]}:${two[rest % 60]}Z`;
}
