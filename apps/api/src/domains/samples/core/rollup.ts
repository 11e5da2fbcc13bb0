import { BitReader, BitWriter } from "./bit-stream.ts";
import { mergeStats, type Stats, statsOf } from "./metric-fold.ts";
import { type Column, readColumn, writeColumn } from "./packed-column.ts";
import type { Sample } from "./sample.ts";

/** What the samples of one run and node came to in five minutes. */
export interface RollUp {
  /** When the five minutes begin, in milliseconds since 1970. */
  readonly at: number;
  readonly samples: number;
  /** Of CPU, memory and GPU in hundredths; null: no sample said it. */
  readonly stats: readonly (Stats | null)[];
}

const FORM = 1;
const LENGTH_MS = 5 * 60_000;
const FIGURES = 3;

/** The samples of one run and node, in any order, by five minutes. Single GPUs are not kept. */
export function rollUp(samples: Iterable<Sample>): RollUp[] {
  const found = new Map<number, RollUp>();
  for (const { at: time, cpu, memory, gpu } of samples) {
    const at = time - (time % LENGTH_MS);
    const known = found.get(at);
    const stats = [cpu, memory, gpu].map((value, index) => mergeStats(known?.stats[index] ?? null, statsOf(value)));
    found.set(at, { at, samples: (known?.samples ?? 0) + 1, stats });
  }
  return [...found.values()].sort((a, b) => a.at - b.at);
}

/** Roll-ups of one day as bytes; `unpackRollups` gives exactly the same back. */
export function packRollups(day: number, rollups: readonly RollUp[]): Buffer {
  const out = new BitWriter();
  out.write(FORM, 8);
  out.writeVarint(rollups.length);
  const write = (column: Column) => writeColumn(out, column);
  write(rollups.map(({ at }) => at - day));
  write(rollups.map(({ samples }) => samples));
  for (let figure = 0; figure < FIGURES; figure += 1) {
    const stats = rollups.map((each) => each.stats[figure] ?? null);
    write(stats.map((each) => each?.count ?? null));
    write(stats.map((each) => each?.sum ?? null));
    write(stats.map((each) => each?.min ?? null));
    write(stats.map((each) => each?.max ?? null));
  }
  return out.bytes();
}

/** @throws {RangeError} where the bytes are cut off or of another form. */
export function unpackRollups(day: number, bytes: Uint8Array): RollUp[] {
  const from = new BitReader(bytes);
  if (from.read(8) !== FORM) throw new RangeError("packed roll-ups of another form");
  const length = from.readVarint();
  const column = () => readColumn(from, length);
  const [at, samples] = [column(), column()];
  const figures = Array.from({ length: FIGURES }, () => [column(), column(), column(), column()] as const);
  return at.map((offset, index) => ({
    at: day + (offset ?? 0),
    samples: samples[index] ?? 0,
    stats: figures.map(([count, sum, min, max]) =>
      toStats(count[index] ?? null, [sum[index] ?? 0, min[index] ?? 0, max[index] ?? 0]),
    ),
  }));
}

function toStats(count: number | null, [sum, min, max]: readonly [number, number, number]): Stats | null {
  return count === null ? null : { count, sum, min, max };
}
