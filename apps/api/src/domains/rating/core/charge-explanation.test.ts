import { parseMicros } from "@purser/kernel/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleCard, exampleRun } from "../../../testing/example-rating.ts";
import { runQuantities } from "../../jobs/core/quantities.ts";
import type { Run } from "../../jobs/core/run.ts";
import { explainCharge } from "./charge-explanation.ts";
import { priceRun } from "./pricing.ts";
import type { RateCard } from "./rate-card.ts";

const ALLOCATED = { cpuUsed: false, memoryUsed: false };

function explain(change: Partial<Run>, card: RateCard) {
  const quantities = runQuantities(exampleRun(change));
  if (quantities === null) throw new Error("the run has not ended");
  const charge = priceRun(quantities, card, { partition: "gpu", qos: "high" });
  return { charge, ...explainCharge(charge, card, ALLOCATED) };
}

describe("explainCharge", () => {
  it("gives a step for each component, with everything its amount comes from", () => {
    const card = exampleCard({
      gpuTypeHourMicros: new Map([["a100", 25_000_000n]]),
      partitionMultiplierMicros: new Map([["gpu", 1_500_000n]]),
      qosMultiplierMicros: new Map([["high", 1_100_000n]]),
      minimumChargeMicros: 100_000_000n,
    });
    const { steps, total } = explain(
      { allocatedCpus: 4, allocatedMemoryMib: 1536, gpus: 2, gpuTypes: { a100: 1 } },
      card,
    );
    const shared = { basis: "allocated", multiplier: "1.65" };
    expect(steps).toEqual([
      {
        ...shared,
        component: "cpu",
        gpu_type: null,
        quantity: "4.000000",
        quantity_seconds: "14400",
        unit_price: "1.000000",
        amount: "6.600000",
      },
      {
        ...shared,
        component: "gpu",
        gpu_type: "a100",
        quantity: "1.000000",
        quantity_seconds: "3600",
        unit_price: "25.000000",
        amount: "41.250000",
      },
      {
        ...shared,
        component: "gpu",
        gpu_type: null,
        quantity: "1.000000",
        quantity_seconds: "3600",
        unit_price: "5.000000",
        amount: "8.250000",
      },
      {
        ...shared,
        component: "memory",
        gpu_type: null,
        quantity: "1.500000",
        quantity_seconds: "5400",
        unit_price: "0.500000",
        amount: "1.237500",
      },
      {
        ...shared,
        component: "minimum",
        gpu_type: null,
        multiplier: "1",
        quantity: "0.000000",
        quantity_seconds: "0",
        unit_price: "0.000000",
        amount: "42.662500",
      },
    ]);
    expect(total).toBe("100.000000");
  });

  it("says exact seconds exactly: a KiB is 2^-20 GiB", () => {
    const { steps } = explain(
      { allocatedMemoryMib: 1, startedAt: exampleRun().endedAt, submittedAt: 0 },
      exampleCard(),
    );
    expect(steps).toEqual([]);
    const card = exampleCard({ memoryBasis: "used" });
    expect(explain({ usedMemoryKibSeconds: 1 }, card).steps.at(-1)?.quantity_seconds).toBe("0.00000095367431640625");
  });

  it("has steps that add up to the total", () => {
    fc.assert(
      fc.property(
        fc.record({
          cpus: fc.nat(1000),
          mib: fc.nat(10 ** 6),
          gpus: fc.nat(8),
          typed: fc.nat(8),
          price: fc.bigInt(0n, 10n ** 8n),
          minimum: fc.bigInt(0n, 10n ** 7n),
        }),
        ({ cpus, mib, gpus, typed, price, minimum }) => {
          const card = exampleCard({
            cpuHourMicros: price,
            minimumChargeMicros: minimum,
            gpuTypeHourMicros: new Map([["a100", price]]),
          });
          const gpuTypes = { a100: Math.min(typed, gpus) };
          const { steps, total } = explain({ allocatedCpus: cpus, allocatedMemoryMib: mib, gpus, gpuTypes }, card);
          const sum = steps.reduce((amount, step) => amount + (parseMicros(step.amount) ?? -1n), 0n);
          expect(sum).toBe(parseMicros(total));
        },
      ),
    );
  });
});
