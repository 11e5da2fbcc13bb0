import { type Device, type Sample, SOURCES } from "./sample.ts";

/** How a sample names its run; times are milliseconds since 1970. */
export type RunReference =
  | { readonly by: "id"; readonly runId: string }
  | { readonly by: "job"; readonly cluster: string; readonly jobId: number; readonly submittedAt: number | null };

/** A sample as it was told, and whose it is. */
export interface PushedSample {
  readonly run: RunReference;
  /** The empty text: not told. */
  readonly node: string;
  readonly sample: Sample;
}

/** A sample that cannot be read, and the field that is at fault. */
export class SampleFieldFault extends Error {
  override readonly name = "SampleFieldFault";
  readonly field: string;

  constructor(field: string) {
    super(`a sample cannot be read: ${field}`);
    this.field = field;
  }
}

type Members = Readonly<Record<string, unknown>>;

const MEASURED = ["node", "timestamp", "cpu_percent", "memory_mib", "gpu_percent", "gpus", "source"];
const KNOWN = new Set(["run_id", "cluster", "job_id", "submit_time", ...MEASURED]);
const KNOWN_OF_DEVICE = new Set([
  ...["id", "vendor", "utilization_percent", "memory_mib", "power_watts", "temperature_celsius"],
]);

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;
// What a text of the database cannot hold, and what nobody would see in a name.
const UNFIT = /[\p{Cc}\p{Surrogate}]/u;
const MOST_DEVICES = 64;
const HIGHEST_JOB_ID = 4_294_967_295;
const HIGHEST_MIB = 100_000_000;

/**
 * Reads a sample (`PushedSample` of the contract) of which nothing is known but that it is JSON.
 *
 * @throws {SampleFieldFault} that names the field.
 */
export function readPushedSample(value: unknown): PushedSample {
  const given = membersOf(value, KNOWN, "");
  const at = readTimestamp(given);
  if (at === null) throw new SampleFieldFault("timestamp");
  return { run: referenceOf(given), node: readNode(given), sample: { at, ...readMeasured(given) } };
}

/** When it was measured, in milliseconds since 1970; null: not told. */
export function readTimestamp(given: Members): number | null {
  return timeOf(given, "timestamp");
}

/** Where it was measured; the empty text: not told. */
export function readNode(given: Members): string {
  return textOf(given, "node", 255) ?? "";
}

/**
 * What was measured, as hundredths.
 *
 * @throws {SampleFieldFault} that names the field, `cpu_percent` where nothing was measured at all.
 */
export function readMeasured(given: Members): Omit<Sample, "at"> {
  const cpu = hundredths(given, "cpu_percent", 0, 100);
  const memory = hundredths(given, "memory_mib", 0, HIGHEST_MIB);
  const gpu = hundredths(given, "gpu_percent", 0, 100);
  const gpus = devicesOf(given.gpus);
  if (cpu === null && memory === null && gpu === null && gpus === null) throw new SampleFieldFault("cpu_percent");
  const names: readonly unknown[] = SOURCES;
  const place = names.indexOf(given.source ?? "push");
  if (place < 0) throw new SampleFieldFault("source");
  return { cpu, memory, gpu, source: place + 1, gpus };
}

function referenceOf(given: Members): RunReference {
  const runId = textOf(given, "run_id", 36);
  if (runId !== null) {
    if (!UUID.test(runId)) throw new SampleFieldFault("run_id");
    return { by: "id", runId: runId.toLowerCase() };
  }
  const cluster = textOf(given, "cluster", 255);
  if (cluster === null) throw new SampleFieldFault("run_id");
  const { job_id: jobId } = given;
  const isJob = typeof jobId === "number" && Number.isInteger(jobId) && jobId >= 1 && jobId <= HIGHEST_JOB_ID;
  if (!isJob) throw new SampleFieldFault("job_id");
  return { by: "job", cluster: cluster.normalize("NFC"), jobId, submittedAt: timeOf(given, "submit_time") };
}

function devicesOf(value: unknown): readonly Device[] | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value) || value.length > MOST_DEVICES) throw new SampleFieldFault("gpus");
  const devices = value.map(deviceOf).sort((a, b) => (a.id < b.id ? -1 : 1));
  if (new Set(devices.map(({ id }) => id)).size < devices.length) throw new SampleFieldFault("gpus");
  return devices.length === 0 ? null : devices;
}

function deviceOf(value: unknown): Device {
  const given = membersOf(value, KNOWN_OF_DEVICE, "gpus.");
  const id = textOf(given, "id", 100);
  if (id === null) throw new SampleFieldFault("gpus.id");
  return {
    id,
    vendor: textOf(given, "vendor", 40),
    utilization: hundredths(given, "utilization_percent", 0, 100),
    memory: hundredths(given, "memory_mib", 0, HIGHEST_MIB),
    power: hundredths(given, "power_watts", 0, 1_000_000),
    temperature: hundredths(given, "temperature_celsius", -273, 1_000),
  };
}

function membersOf(value: unknown, known: ReadonlySet<string>, prefix: string): Members {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new SampleFieldFault(prefix);
  for (const name in value) if (!known.has(name)) throw new SampleFieldFault(`${prefix}${name}`.slice(0, 100));
  return value as Members; // an object, of whose members nothing is known
}

/** Rounded half up to two decimals. */
function hundredths(given: Members, field: string, min: number, max: number): number | null {
  const value = given[field];
  if (value === undefined || value === null) return null;
  if (typeof value !== "number" || !(value >= min && value <= max)) throw new SampleFieldFault(field);
  return Math.round(value * 100) || 0; // no -0, which is no whole number to a database
}

function textOf(given: Members, field: string, longest: number): string | null {
  const value = given[field];
  if (value === undefined || value === null) return null;
  if (typeof value !== "string" || value === "" || value.length > longest || UNFIT.test(value))
    throw new SampleFieldFault(field);
  return value;
}

function timeOf(given: Members, field: string): number | null {
  const value = given[field];
  if (value === undefined || value === null) return null;
  const at = typeof value === "string" && TIME.test(value) ? Date.parse(value) : Number.NaN;
  if (!(at >= 0)) throw new SampleFieldFault(field);
  return at;
}
