import { parseMemoryMib, tresName } from "./tres.ts";

/**
 * A TRES text as `sacct` prints it without any option: by name, memory in the largest unit that leaves a whole number.
 * Every source writes the same resources its own way, and a run must not look changed for that. A part that cannot be
 * read is left as it is.
 */
export function canonicalTres(text: string): string {
  if (text === "") return "";
  return text.split(",").map(canonicalPart).sort().join(",");
}

function canonicalPart(part: string): string {
  const equals = part.indexOf("=");
  if (equals <= 0) return part;
  const name = tresName(part.slice(0, equals)) ?? part.slice(0, equals);
  const count = part.slice(equals + 1);
  return `${name}=${name === "mem" ? canonicalMemory(count) : count}`;
}

function canonicalMemory(count: string): string {
  const mib = parseMemoryMib(count);
  return typeof mib === "string" ? count : memoryText(mib);
}

const LETTERS = ["M", "G", "T", "P", "E"];

/** `8G` of 8192, `62464M` of 62464: what Slurm prints of a number of MiB. */
export function memoryText(mib: number): string {
  if (mib === 0) return "0";
  let rest = mib;
  let letter = 0;
  while (rest % 1024 === 0 && letter < LETTERS.length - 1) {
    rest /= 1024;
    letter += 1;
  }
  return `${rest}${LETTERS[letter]}`;
}
