/** What one TRES text grants. */
export interface Tres {
  readonly cpus: number;
  readonly memoryMib: number;
  readonly nodes: number;
  /** All GPUs. The typed ones are among them. */
  readonly gpus: number;
  readonly gpuTypes: Readonly<Record<string, number>>;
}

/** Why a TRES text cannot be taken: it is not one, or a count in it is 2^53 or more. */
export type TresFault = "invalid" | "too-large";

const NOTHING: Tres = { cpus: 0, memoryMib: 0, nodes: 0, gpus: 0, gpuTypes: {} };

/** The ids that are the same in every accounting database; GPUs have ids of their own from 1001 on. */
const FIXED_IDS: ReadonlyMap<string, string> = new Map([
  ["1", "cpu"],
  ["2", "mem"],
  ["3", "energy"],
  ["4", "node"],
  ["5", "billing"],
  ["6", "fs/disk"],
  ["7", "vmem"],
  ["8", "pages"],
]);

const GPU = "gres/gpu";
const GPU_TYPE = "gres/gpu:";

/**
 * Reads `billing=54,cpu=4,gres/gpu:a100=2,gres/gpu=2,mem=8G,node=1`, in any order, or the database's own
 * `1=4,2=8192,1001=2`, whose memory is in MiB and whose ids from 1001 on `names` explains.
 *
 * `gres/gpu` counts all GPUs; the typed entries are the same GPUs again and are added up only where it is missing.
 * `gres/gpumem`, `gres/gpuutil`, `gres/shard` and `gres/mps` are not GPUs. An id that nothing explains is a fault,
 * since it may be a GPU; an empty text grants nothing.
 */
export function parseTres(text: string, names: ReadonlyMap<string, string> = FIXED_IDS): Tres | TresFault {
  if (text === "") return NOTHING;
  const counts = new Map<string, string>();
  for (const part of text.split(",")) {
    const equals = part.indexOf("=");
    const key = part.slice(0, equals);
    const name = tresName(key, names);
    if (equals <= 0 || name === undefined || counts.has(name)) return "invalid";
    counts.set(name, part.slice(equals + 1));
  }
  return granted(counts);
}

/** The name of a TRES whose name or number this is; undefined for a number that nothing explains. */
export function tresName(key: string, names: ReadonlyMap<string, string> = FIXED_IDS): string | undefined {
  return /^\d+$/.test(key) ? (names.get(key) ?? FIXED_IDS.get(key)) : key;
}

function granted(counts: ReadonlyMap<string, string>): Tres | TresFault {
  const cpus = parseCount(counts.get("cpu") ?? "0");
  const nodes = parseCount(counts.get("node") ?? "0");
  const memoryMib = parseMemoryMib(counts.get("mem") ?? "0");
  const gpus = grantedGpus(counts);
  if (typeof cpus === "string") return cpus;
  if (typeof nodes === "string") return nodes;
  if (typeof memoryMib === "string") return memoryMib;
  if (typeof gpus === "string") return gpus;
  return { cpus, memoryMib, nodes, ...gpus };
}

function grantedGpus(counts: ReadonlyMap<string, string>): Pick<Tres, "gpus" | "gpuTypes"> | TresFault {
  const gpuTypes = typedGpus(counts);
  if (typeof gpuTypes === "string") return gpuTypes;
  const sum = Object.values(gpuTypes).reduce((a, b) => a + b, 0);
  const total = counts.get(GPU);
  const gpus = total === undefined ? sum : parseCount(total);
  if (typeof gpus === "string") return gpus;
  if (!Number.isSafeInteger(sum)) return "too-large";
  return sum > gpus ? "invalid" : { gpus, gpuTypes };
}

function typedGpus(counts: ReadonlyMap<string, string>): Record<string, number> | TresFault {
  const typed: [string, number][] = [];
  for (const [name, value] of counts) {
    if (!name.startsWith(GPU_TYPE)) continue;
    const count = parseCount(value);
    if (typeof count === "string") return count;
    if (name === GPU_TYPE) return "invalid";
    if (count > 0) typed.push([name.slice(GPU_TYPE.length), count]);
  }
  return Object.fromEntries(typed);
}

/** A whole number of things, below 2^53. */
export function parseCount(text: string): number | TresFault {
  if (!/^\d+$/.test(text)) return "invalid";
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : "too-large";
}

const SIZE = /^(\d+)(?:\.(\d{1,9}))?([KMGTPE]?)$/;
const SHIFT_OF: Readonly<Record<string, bigint>> = { K: 10n, M: 20n, G: 30n, T: 40n, P: 50n, E: 60n };

/**
 * A size such as `62.50G` in units of 2^`unitBits` bytes, rounded half up. `bareBits` is what a number without a letter
 * counts in. Letters are powers of 1024, as Slurm means them.
 */
export function parseSize(text: string, unitBits: bigint, bareBits: bigint): number | TresFault {
  const match = SIZE.exec(text);
  if (match === null) return "invalid";
  const [, whole = "0", fraction = "", letter = ""] = match;
  const scale = 10n ** BigInt(fraction.length);
  const bytes = BigInt(whole + fraction) << (SHIFT_OF[letter] ?? bareBits);
  const unit = scale << unitBits;
  const rounded = (bytes * 2n + unit) / (unit * 2n);
  return rounded <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(rounded) : "too-large";
}

/** Memory as TRES and ReqMem write it, in MiB rounded half up. A number without a letter is MiB already. */
export function parseMemoryMib(text: string): number | TresFault {
  return parseSize(text, 20n, 20n);
}
