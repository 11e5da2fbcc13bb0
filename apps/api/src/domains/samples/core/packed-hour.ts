import { BitReader, BitWriter } from "./bit-stream.ts";
import { type Column, readColumn, writeColumn } from "./packed-column.ts";
import type { Device, Sample } from "./sample.ts";

/** The form of a row, told by its first byte, so that another may follow. */
const FORM = 1;
const HOUR_MS = 3_600_000;

/** The beginning of the hour that a time lies in; both in milliseconds since 1970. */
export function hourOf(at: number): number {
  return at - (at % HOUR_MS);
}

/**
 * The samples of one run and node within an hour as bytes: column by column, each as differences. Samples come in order
 * of time, each time once. `unpackHour` gives exactly the same samples back.
 */
export function packHour(hour: number, samples: readonly Sample[]): Buffer {
  const out = new BitWriter();
  out.write(FORM, 8);
  out.writeVarint(samples.length);
  const column = (value: (sample: Sample) => number | null) => writeColumn(out, samples.map(value));
  column(({ at }) => at - hour);
  column(({ cpu }) => cpu);
  column(({ memory }) => memory);
  column(({ gpu }) => gpu);
  column(({ source }) => source);
  const devices = devicesIn(samples);
  out.writeVarint(devices.length);
  for (const device of devices) writeDevice(out, device, samples);
  return out.bytes();
}

/** @throws {RangeError} where the bytes are cut off or of another form. */
export function unpackHour(hour: number, bytes: Uint8Array): Sample[] {
  const from = new BitReader(bytes);
  if (from.read(8) !== FORM) throw new RangeError("a packed hour of another form");
  const count = from.readVarint();
  const column = () => readColumn(from, count);
  const [at, cpu, memory, gpu, source] = [column(), column(), column(), column(), column()];
  const devices = readDevices(from, count);
  return at.map((offset, index) => ({
    at: hour + (offset ?? 0),
    cpu: cpu[index] ?? null,
    memory: memory[index] ?? null,
    gpu: gpu[index] ?? null,
    source: source[index] ?? 0,
    gpus: devices[index] ?? null,
  }));
}

type DeviceName = Pick<Device, "id" | "vendor">;
type Figure = Exclude<keyof Device, keyof DeviceName>;

const FIGURES: readonly Figure[] = ["utilization", "memory", "power", "temperature"];

/** Every device of the hour, in the order of ids, so that those of a sample come back in theirs. */
function devicesIn(samples: readonly Sample[]): DeviceName[] {
  const found = new Map<string, DeviceName>();
  for (const { gpus } of samples) {
    for (const { id, vendor } of gpus ?? []) found.set(JSON.stringify([id, vendor]), { id, vendor });
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function writeDevice(out: BitWriter, { id, vendor }: DeviceName, samples: readonly Sample[]): void {
  const rows = samples.map(({ gpus }) => gpus?.find((each) => each.id === id && each.vendor === vendor));
  writeText(out, id);
  out.write(vendor === null ? 0 : 1, 1);
  if (vendor !== null) writeText(out, vendor);
  writeColumn(
    out,
    rows.map((row) => (row === undefined ? 0 : 1)),
  );
  const present = rows.filter((row) => row !== undefined);
  for (const figure of FIGURES) {
    const column: Column = present.map((row) => row[figure]);
    writeColumn(out, column);
  }
}

/** The devices of each sample; undefined where it has none. */
function readDevices(from: BitReader, count: number): (Device[] | undefined)[] {
  const samples: (Device[] | undefined)[] = new Array(count).fill(undefined);
  const devices = from.readVarint();
  for (let read = 0; read < devices; read += 1) {
    const id = readText(from);
    const vendor = from.read(1) === 1 ? readText(from) : null;
    const places = readColumn(from, count).flatMap((is, index) => (is === 1 ? [index] : []));
    const [utilization = [], memory = [], power = [], temperature = []] = FIGURES.map(() =>
      readColumn(from, places.length),
    );
    for (const [row, place] of places.entries()) {
      const figures = { utilization: utilization[row] ?? null, memory: memory[row] ?? null };
      const device = { id, vendor, ...figures, power: power[row] ?? null, temperature: temperature[row] ?? null };
      samples[place] = [...(samples[place] ?? []), device];
    }
  }
  return samples;
}

function writeText(out: BitWriter, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  out.writeVarint(bytes.length);
  for (const byte of bytes) out.write(byte, 8);
}

function readText(from: BitReader): string {
  const length = from.readVarint();
  return Buffer.from(Array.from({ length }, () => from.read(8))).toString("utf8");
}
