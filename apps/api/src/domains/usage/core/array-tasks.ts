/** More tasks than Slurm allows in one array: nothing longer is looked at. */
const MOST_TASKS = 4_000_001;
/** Where Slurm's programs stop writing, `SLURM_BITSTR_LEN`, with the end of a C string. */
const BUFFER_LENGTH = 64;

/**
 * The tasks of an array that has not been split yet, as `sacct` shows them in JobID: `1,9,11,13`, `0-99%2`, `0-20:4`.
 *
 * The database keeps them as a bitmap in hex (`0x2A02`) and the JSON gives that; whatever is none is shown as it is.
 * `mostAtOnce` is how many may run at a time, 0 for any number. A long list is cut off as Slurm cuts it.
 */
export function arrayTasks(tasks: string, mostAtOnce: number): string {
  const digits = /^0[xX]([0-9A-Fa-f]+)$/.exec(tasks)?.[1];
  if (digits === undefined || digits.length * 4 > MOST_TASKS) return tasks;
  const indexes = setBits(digits);
  const list = stepFunction(indexes) ?? cutOff(ranges(indexes));
  return mostAtOnce > 0 ? `${list}%${mostAtOnce}` : list;
}

function setBits(hexDigits: string): number[] {
  const indexes: number[] = [];
  for (let digit = 0; digit < hexDigits.length; digit += 1) {
    const value = Number.parseInt(hexDigits.charAt(hexDigits.length - 1 - digit), 16);
    for (let bit = 0; bit < 4; bit += 1) if ((value >> bit) & 1) indexes.push(digit * 4 + bit);
  }
  return indexes;
}

/** `0-20:4`: Slurm looks for one where more than ten lie between the first and the last, and the first stands alone. */
function stepFunction(indexes: readonly number[]): string | undefined {
  const [first, second] = indexes;
  const last = indexes.at(-1);
  if (first === undefined || second === undefined || last === undefined) return undefined;
  const step = second - first;
  if (last - first <= 10 || step === 1) return undefined;
  const isEven = indexes.every((index, at) => index === first + at * step);
  return isEven ? `${first}-${last}:${step}` : undefined;
}

function ranges(indexes: readonly number[]): string {
  const parts: string[] = [];
  let length = 0;
  for (let at = 0; at < indexes.length && length < BUFFER_LENGTH; at += 1) {
    const from = at;
    while ((indexes[at + 1] ?? -1) === (indexes[at] ?? 0) + 1) at += 1;
    const part = from === at ? `${indexes[from]}` : `${indexes[from]}-${indexes[at]}`;
    parts.push(part);
    length += part.length + 1;
  }
  return parts.join(",");
}

/** Slurm writes into 64 bytes, takes off the last character, and puts three dots at the end of what was too long. */
function cutOff(list: string): string {
  const written = `${list},`.slice(0, BUFFER_LENGTH - 1).slice(0, -1);
  return written.length > BUFFER_LENGTH - 3 ? `${written.slice(0, BUFFER_LENGTH - 4)}...` : written;
}
