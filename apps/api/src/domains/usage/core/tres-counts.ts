import { tresName } from "../../jobs/core/tres.ts";
import { memoryText } from "../../jobs/core/tres-text.ts";
import { isObject, type JsonObject, listOf, textOf, wholeOf } from "./json-values.ts";
import { FieldFault } from "./reject.ts";
import { LONGEST_NAME } from "./run-texts.ts";

const WORD = /^[\w/:.+-]+$/;

/**
 * A list of `{type, name, id, count}` as the text that `sacct` prints of the same resources, by which all sources are alike.
 * What Slurm does not know the count of is left out, as sacct leaves it out. Memory is in MiB.
 *
 * @throws {FieldFault} `TRES_INVALID` in the name of `field` for an entry that nothing names, as it may be a GPU.
 */
export function tresText(list: unknown, field: string): string {
  const parts: string[] = [];
  for (const entry of listOf(list, field)) {
    if (!isObject(entry)) throw new FieldFault("TRES_INVALID", field);
    const name = nameOf(entry, field);
    const count = name === "energy" ? energyOf(entry.count) : wholeOf(entry.count, field);
    if (count !== null) parts.push(`${name}=${name === "mem" ? memoryText(Number(count)) : count}`);
  }
  const text = parts.sort().join(",");
  if (text.length > LONGEST_NAME) throw new FieldFault("TEXT_TOO_LONG", field);
  return text;
}

function nameOf(entry: JsonObject, field: string): string {
  const type = textOf(entry.type, field, LONGEST_NAME);
  const name = textOf(entry.name, field, LONGEST_NAME);
  const full = name === "" ? type : `${type}/${name}`;
  const known = full === "" ? tresName(String(entry.id)) : full;
  if (known === undefined || !WORD.test(known)) throw new FieldFault("TRES_INVALID", field);
  return known;
}

/**
 * Joules out of a list of resources: 0 where energy is not among them, as sacct prints it; null where Slurm does not know.
 */
export function energyJoules(list: unknown, field: string): bigint | null {
  const entry = listOf(list, field).find((candidate) => isObject(candidate) && candidate.type === "energy");
  return isObject(entry) ? energyOf(entry.count) : 0n;
}

/** More than JSON's numbers can say exactly is not known either: no machine has used as much. */
function energyOf(count: unknown): bigint | null {
  return typeof count === "number" && Number.isSafeInteger(count) && count >= 0 ? BigInt(count) : null;
}

/** The count of one type, such as `mem`, out of a list; null where it is not in it, or not known. */
export function countOf(list: unknown, type: string, field: string): number | null {
  const entry = listOf(list, field).find((candidate) => isObject(candidate) && candidate.type === type);
  return isObject(entry) ? wholeOf(entry.count, field) : null;
}
