import { JobError } from "./errors.ts";

/** More nodes than any cluster has. */
const MOST_NODES = 100_000;
const RANGE = /^(\d+)(?:-(\d+))?$/;

/**
 * The names that host lists of Slurm stand for (`c[1-3,07],r[1-2]n[1-4]`), sorted, each once.
 *
 * @throws {JobError} `JOB_NODE_LIST_INVALID` where one is none, or there are too many.
 */
export function expandHostLists(lists: readonly string[]): string[] {
  const names = new Set<string>();
  for (const list of lists) {
    for (const part of partsOf(list)) for (const name of expand(part)) add(names, name);
  }
  return [...names].sort();
}

function add(names: Set<string>, name: string): void {
  if (name === "" || /[\s[\]]/.test(name)) throw invalid();
  names.add(name);
  if (names.size > MOST_NODES) throw invalid();
}

function invalid(): JobError {
  return new JobError("JOB_NODE_LIST_INVALID", {}, { details: [{ field: "node_list", issue: "is no host list" }] });
}

/** Parts between the commas that stand outside of brackets. */
function partsOf(list: string): string[] {
  return list.split(/,(?![^[]*\])/).map((part) => part.trim());
}

function expand(part: string): string[] {
  const open = part.indexOf("[");
  if (open < 0) return [part];
  const close = part.indexOf("]", open);
  if (close < 0) throw invalid();
  const [head, tails] = [part.slice(0, open), expand(part.slice(close + 1))];
  const numbers = part
    .slice(open + 1, close)
    .split(",")
    .flatMap(numbersOf);
  if (numbers.length * tails.length > MOST_NODES) throw invalid();
  return numbers.flatMap((number) => tails.map((tail) => head + number + tail));
}

function numbersOf(range: string): string[] {
  const [, first, last = first] = RANGE.exec(range.trim()) ?? [];
  if (first === undefined || last === undefined) throw invalid();
  const [from, to] = [Number(first), Number(last)];
  if (to < from || to - from >= MOST_NODES) throw invalid();
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index).padStart(first.length, "0"));
}

/** Names as Slurm would write them: `c[1-3],g1`. Numbers at the end of names are drawn together, nothing else. */
export function hostList(names: readonly string[]): string {
  const groups = new Map<string, number[]>();
  const plain: string[] = [];
  for (const name of names) {
    const [, head = "", digits] = /^(.*?)(\d{1,9})$/.exec(name) ?? [];
    if (digits === undefined) plain.push(name);
    else {
      const key = `${head}\u0000${digits.length}`;
      const numbers = groups.get(key) ?? [];
      numbers.push(Number(digits));
      groups.set(key, numbers);
    }
  }
  const drawn = [...groups].map(([key, numbers]) => drawTogether(key, numbers));
  return [...plain, ...drawn].sort().join(",");
}

function drawTogether(key: string, numbers: readonly number[]): string {
  const [head = "", width = "1"] = key.split("\u0000");
  const text = (number: number) => String(number).padStart(Number(width), "0");
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] + 1 === number) last[1] = number;
    else ranges.push([number, number]);
  }
  const [only] = ranges;
  if (ranges.length === 1 && only !== undefined && only[0] === only[1]) return head + text(only[0]);
  return `${head}[${ranges.map(([from, to]) => (from === to ? text(from) : `${text(from)}-${text(to)}`)).join(",")}]`;
}
