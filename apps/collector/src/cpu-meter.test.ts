import fc from "fast-check";
import { expect, it } from "vitest";
import { CpuMeter } from "./cpu-meter.ts";

it.each([
  [30, 1, 100],
  [30, 2, 50],
  [0, 4, 0],
  [61, 2, 100], // a little more than there is: the two clocks are read one after the other
  [15, 1.5, 33.333],
])("shows %s CPU-seconds in 30 s on %s CPUs as %s per cent", (used, cpus, percent) => {
  const meter = new CpuMeter();
  expect(meter.measure("run", { cpuSeconds: 100, atSeconds: 1_000 }, cpus)).toBeNull();
  expect(meter.measure("run", { cpuSeconds: 100 + used, atSeconds: 1_030 }, cpus)).toBeCloseTo(percent, 2);
});

it("begins anew where the time used has gone back", () => {
  const meter = new CpuMeter();
  meter.measure("run", { cpuSeconds: 100, atSeconds: 1 }, 1);
  expect(meter.measure("run", { cpuSeconds: 2, atSeconds: 31 }, 1)).toBeNull();
  expect(meter.measure("run", { cpuSeconds: 17, atSeconds: 61 }, 1)).toBeCloseTo(50);
});

it("says nothing where no CPUs are known, and forgets runs that are over", () => {
  const meter = new CpuMeter();
  meter.measure("run", { cpuSeconds: 1, atSeconds: 1 }, 0);
  expect(meter.measure("run", { cpuSeconds: 2, atSeconds: 2 }, 0)).toBeNull();
  meter.keep(new Set());
  expect(meter.knows("run")).toBe(false);
});

it("never leaves 0 to 100, whatever is read", () => {
  const figure = (max: number) => fc.double({ min: 0, max, noNaN: true });
  const reading = fc.record({ cpuSeconds: figure(1e12), atSeconds: figure(1e9) });
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 20 }), figure(4_096), (readings, cpus) => {
      const meter = new CpuMeter();
      for (const each of readings) {
        const percent = meter.measure("run", each, cpus);
        expect(percent === null || (percent >= 0 && percent <= 100)).toBe(true);
      }
    }),
    { seed: 1 },
  );
});
