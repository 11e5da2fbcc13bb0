import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BitReader, BitWriter } from "./bit-stream.ts";
import { readColumn, writeColumn } from "./packed-column.ts";
import { hourOf, packHour, unpackHour } from "./packed-hour.ts";
import type { Device, Sample } from "./sample.ts";

const HOUR = Date.parse("2026-11-21T10:00:00Z");
const figure = (max: number) => fc.option(fc.integer({ min: -max, max }), { freq: 6 });

const device: fc.Arbitrary<Device> = fc.record({
  id: fc.constantFrom("0", "1", "10", "GPU-ก"),
  vendor: fc.constantFrom("nvidia", "amd", null),
  utilization: figure(10_000),
  memory: figure(1e11),
  power: figure(100_000_000),
  temperature: figure(100_000),
});
const gpus = fc
  .uniqueArray(device, { selector: ({ id }) => id, maxLength: 4 })
  .map((devices) => (devices.length === 0 ? null : devices.sort((a, b) => (a.id < b.id ? -1 : 1))));
const sample: fc.Arbitrary<Sample> = fc.record({
  at: fc.integer({ min: HOUR, max: HOUR + 3_599_999 }),
  cpu: figure(10_000),
  memory: figure(1e11),
  gpu: figure(10_000),
  source: fc.integer({ min: 1, max: 4 }),
  gpus,
});
const hour = fc
  .uniqueArray(sample, { selector: ({ at }) => at, minLength: 1, maxLength: 40 })
  .map((samples) => samples.sort((a, b) => a.at - b.at));

describe("a packed hour", () => {
  it("gives back exactly the samples that were packed", () => {
    fc.assert(
      fc.property(hour, (samples) => {
        expect(unpackHour(HOUR, packHour(HOUR, samples))).toEqual(samples);
      }),
      { numRuns: 500 },
    );
  });

  it("costs a few bytes where nothing changes, and less than four a sample where everything wanders", () => {
    const flat = Array.from({ length: 120 }, (_, index) => ({
      ...{ at: HOUR + index * 30_000, cpu: 9_900, memory: 102_450, gpu: 0, source: 1, gpus: null },
    }));
    expect(packHour(HOUR, flat).length).toBeLessThan(40);
    const wandering = flat.map((each, index) => ({
      ...each,
      cpu: 5_000 + ((index * 7_919) % 1_000),
      memory: 1_600_000 + ((index * 104_729) % 4_000),
      gpu: 6_000 + ((index * 1_299_709) % 1_500),
    }));
    expect(packHour(HOUR, wandering).length).toBeLessThan(120 * 4.8);
  });

  it("is refused where it is cut off, or of a form that is not known", () => {
    const bytes = packHour(HOUR, [{ at: HOUR, cpu: 1, memory: 2, gpu: 3, source: 1, gpus: null }]);
    expect(() => unpackHour(HOUR, bytes.subarray(0, 4))).toThrow(RangeError);
    expect(() => unpackHour(HOUR, Buffer.concat([Buffer.from([9]), bytes.subarray(1)]))).toThrow(RangeError);
  });

  it("begins where the hour does", () => {
    expect(hourOf(HOUR + 3_599_999)).toBe(HOUR);
    expect(hourOf(HOUR)).toBe(HOUR);
  });
});

describe("a packed column", () => {
  const value = fc.oneof(fc.integer({ min: -100, max: 100 }), fc.integer({ min: -(2 ** 51), max: 2 ** 51 }));
  it("gives back what was written, whatever is absent, and columns after it too", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.option(value)), { maxLength: 3 }), (columns) => {
        const out = new BitWriter();
        for (const column of columns) writeColumn(out, column);
        const from = new BitReader(out.bytes());
        for (const column of columns) expect(readColumn(from, column.length)).toEqual(column);
      }),
      { numRuns: 500 },
    );
  });

  it("costs nothing for each value where they go up evenly", () => {
    const out = new BitWriter();
    writeColumn(
      out,
      Array.from({ length: 1_000 }, (_, index) => index * 30_000 + 7),
    );
    expect(out.bytes().length).toBeLessThan(12);
  });
});
