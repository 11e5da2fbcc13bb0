import { parseCount, parseSize, type TresFault } from "../../jobs/core/tres.ts";
import { FieldFault, type RejectReason } from "./reject.ts";

const REASON_OF: Readonly<Record<TresFault, RejectReason>> = {
  invalid: "NUMBER_INVALID",
  "too-large": "NUMBER_TOO_LARGE",
};

/** @throws {FieldFault} in the name of `column` where the value is none; `invalid` is the reason if it is malformed. */
export function orFault<T>(value: T | TresFault, column: string, invalid: RejectReason = "NUMBER_INVALID"): T {
  if (value === "invalid") throw new FieldFault(invalid, column);
  if (value === "too-large") throw new FieldFault(REASON_OF[value], column);
  // Both faults are ruled out above; TypeScript does not narrow a generic by comparison.
  return value as T;
}

/** A whole number below 2^53; null where there is none. */
export function parseWhole(text: string, column: string): number | null {
  return text === "" ? null : orFault<number>(parseCount(text), column);
}

const DURATION = /^(?:(?:(\d{1,7})-)?(\d{1,7}):)?(\d{1,7}):(\d\d)(?:\.(\d{1,3}))?$/;

/** `[DD-]HH:MM:SS[.mmm]` or `MM:SS[.mmm]` in milliseconds; undefined if it is neither. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (match === null) return undefined;
  const [, days = "0", hours = "0", minutes = "0", seconds = "0", fraction = ""] = match;
  if (Number(seconds) > 59) return undefined;
  const total = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return total * 1000 + Number(fraction.padEnd(3, "0"));
}

/** Whole seconds of a duration; null where there is none. */
export function parseSeconds(text: string, column: string): number | null {
  if (text === "") return null;
  if (text === "00:00:00") return 0;
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined || milliseconds % 1000 !== 0) throw new FieldFault("DURATION_INVALID", column);
  return milliseconds / 1000;
}

/** CPU time in milliseconds; null where there is none, or where Slurm itself says that its sum makes no sense. */
export function parseCpuTime(text: string): number | null {
  if (text === "" || text === "INVALID") return null;
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined) throw new FieldFault("DURATION_INVALID", "TotalCPU");
  return milliseconds;
}

const NO_LIMIT: ReadonlySet<string> = new Set(["", "UNLIMITED", "Partition_Limit", "INVALID"]);

/** A time limit in seconds: `TimelimitRaw` counts minutes, `Timelimit` is a duration; null where there is no limit. */
export function parseTimeLimit(text: string, column: "TimelimitRaw" | "Timelimit"): number | null {
  if (NO_LIMIT.has(text)) return null;
  if (column === "Timelimit") return parseSeconds(text, column);
  const seconds = orFault<number>(parseCount(text), column) * 60;
  return Number.isSafeInteger(seconds) ? seconds : orFault<number>("too-large", column);
}

/** `rc:signal`, each a number that 32 bits with a sign can hold. */
export function parseExit(text: string): readonly [code: number | null, signal: number | null] {
  if (text === "") return [null, null];
  const colon = text.indexOf(":");
  if (colon < 0) throw new FieldFault("NUMBER_INVALID", "ExitCode");
  return [parseExitPart(text.slice(0, colon)), parseExitPart(text.slice(colon + 1))];
}

function parseExitPart(text: string): number | null {
  const value = parseWhole(text, "ExitCode");
  return value !== null && value > 0x7fffffff ? orFault<number>("too-large", "ExitCode") : value;
}

/** Resident memory in KiB rounded half up; a number without a letter is bytes. Null where there is none. */
export function parseRssKib(text: string, column: string): number | null {
  return text === "" ? null : orFault<number>(parseSize(text, 10n, 0n), column);
}

const ENERGY_UNKNOWN_FROM = 2n ** 63n;

/** Joules; null where Slurm does not know, which it writes as nothing, below zero, or from 2^63 on. */
export function parseEnergy(text: string): bigint | null {
  if (text === "") return null;
  if (!/^-?\d{1,40}$/.test(text)) throw new FieldFault("NUMBER_INVALID", "ConsumedEnergyRaw");
  const joules = BigInt(text);
  return joules < 0n || joules >= ENERGY_UNKNOWN_FROM ? null : joules;
}

/** High bit of ReqMem before Slurm 21.08: the number is per CPU, and the letter after it wrong. */
const PER_CPU_FLAG = 0x80000000;

/**
 * Requested memory in MiB: `4G` for all of the run, and before Slurm 21.08 `3000Mc` for each CPU or `48000Mn` for each node.
 */
export function parseRequestedMemory(text: string, cpus: number, nodes: number): number {
  const each = /[cn]$/.exec(text)?.[0] ?? "";
  const size = each === "" ? text : text.slice(0, -1);
  if (size === "" || size === "?") return 0;
  const mib = orFault<number>(parseSize(size, 20n, 20n), "ReqMem");
  const perCpu = each === "c" || (each === "n" && mib >= PER_CPU_FLAG);
  const total =
    (each === "n" && mib >= PER_CPU_FLAG ? mib - PER_CPU_FLAG : mib) * factor(perCpu, each, { cpus, nodes });
  return Number.isSafeInteger(total) ? total : orFault<number>("too-large", "ReqMem");
}

function factor(perCpu: boolean, each: string, count: { cpus: number; nodes: number }): number {
  if (perCpu) return count.cpus;
  return each === "n" ? count.nodes : 1;
}
