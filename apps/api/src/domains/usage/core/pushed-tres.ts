import { parseTres, type Tres } from "../../jobs/core/tres.ts";
import { memoryText } from "../../jobs/core/tres-text.ts";
import type { JsonObject } from "./json-values.ts";
import { countOr, membersOf, wordsOrNull } from "./pushed-values.ts";
import { FieldFault } from "./reject.ts";
import { LONGEST_LABEL, LONGEST_NAME } from "./run-texts.ts";
import { orFault } from "./slurm-values.ts";

/** Resources, and the text that `sacct` prints of the same, by which all sources are alike. */
export interface PushedTres extends Tres {
  readonly text: string;
}

const MEMBERS: ReadonlySet<string> = new Set(["cpus", "memory_bytes", "nodes", "gpus", "other"]);
const GPU_MEMBERS: ReadonlySet<string> = new Set(["type", "count"]);
const GPU_TYPE = /^[\w.:+-]+$/;
/** What Slurm calls the rest; what has a member of its own is not said a second time. */
const OTHER = /^(?!(?:cpu|mem|node|gres\/gpu(?::.*)?)$)[A-Za-z][\w/:.+-]*$/;
const MIB = 1_048_576;

/** @throws {FieldFault} that names the place below `field`. */
export function readPushedTres(value: unknown, field: string): PushedTres {
  const members = membersOf(value ?? {}, MEMBERS, `${field}.`);
  const parts = [...sizes(members, field), ...gpuParts(members.gpus, `${field}.gpus`)];
  parts.push(...otherParts(members.other, `${field}.other`));
  const text = parts.sort().join(",");
  if (text.length > LONGEST_NAME) throw new FieldFault("TEXT_TOO_LONG", field);
  return { ...orFault<Tres>(parseTres(text), field, "TRES_INVALID"), text };
}

function sizes({ cpus, memory_bytes: memory, nodes }: JsonObject, field: string): string[] {
  const parts: string[] = [];
  if (cpus !== undefined) parts.push(`cpu=${countOr(0, cpus, `${field}.cpus`)}`);
  if (nodes !== undefined) parts.push(`node=${countOr(0, nodes, `${field}.nodes`)}`);
  if (memory === undefined) return parts;
  const bytes = countOr(0, memory, `${field}.memory_bytes`);
  const over = bytes % MIB; // half of a MiB more could be more than a number holds exactly
  return [...parts, `mem=${memoryText((bytes - over) / MIB + (over * 2 >= MIB ? 1 : 0))}`];
}

/** `gres/gpu` for all of them, and `gres/gpu:a100` for those of a type, which are among all. */
function gpuParts(value: unknown, field: string): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new FieldFault("VALUE_INVALID", field);
  if (value.length === 0) return [];
  const typed = new Map<string | null, number>();
  let all = 0;
  for (const entry of value) {
    const { type, count } = membersOf(entry, GPU_MEMBERS, `${field}.`);
    const name = wordsOrNull(type, `${field}.type`, LONGEST_LABEL);
    if (name !== null && !GPU_TYPE.test(name)) throw new FieldFault("VALUE_INVALID", `${field}.type`);
    if (typed.has(name)) throw new FieldFault("TRES_INVALID", field);
    if (count === undefined) throw new FieldFault("VALUE_MISSING", `${field}.count`);
    const gpus = countOr(0, count, `${field}.count`);
    typed.set(name, gpus);
    all += gpus;
  }
  if (!Number.isSafeInteger(all)) throw new FieldFault("NUMBER_TOO_LARGE", field);
  typed.delete(null);
  return [`gres/gpu=${all}`, ...[...typed].map(([name, gpus]) => `gres/gpu:${name}=${gpus}`)];
}

function otherParts(value: unknown, field: string): string[] {
  if (value === undefined) return [];
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new FieldFault("VALUE_INVALID", field);
  return Object.entries(value).map(([name, count]) => {
    if (!OTHER.test(name)) throw new FieldFault("TRES_INVALID", field);
    return `${name}=${countOr(0, count, field)}`;
  });
}
