import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleCard } from "../../../testing/example-rating.ts";
import { Rational } from "../../../testing/rational.ts";
import type { RunQuantities } from "../../jobs/core/quantities.ts";
import { type Charge, type Placement, priceRun, totalMicros } from "./pricing.ts";
import type { RateCard } from "./rate-card.ts";

const micro = (value: bigint) => new Rational(value, 1_000_000n);

function oracle(q: RunQuantities, card: RateCard, { partition, qos }: Placement) {
  const multiplier = micro(card.partitionMultiplierMicros.get(partition) ?? 1_000_000n).times(
    micro(card.qosMultiplierMicros.get(qos) ?? 1_000_000n),
  );
  const hourly = (hours: Rational, price: bigint) => hours.times(new Rational(price)).times(multiplier);
  const cpuHours =
    card.cpuBasis === "used" ? new Rational(q.usedCpuMilliseconds, 3_600_000n) : new Rational(q.cpuSeconds, 3600n);
  const gibHours =
    card.memoryBasis === "used"
      ? new Rational(q.usedMemoryKibSeconds, 3600n * 1024n * 1024n)
      : new Rational(q.memoryMibSeconds, 3600n * 1024n);
  const gpu = q.gpuSecondsByType
    .map(({ type, seconds }) =>
      hourly(new Rational(seconds, 3600n), card.gpuTypeHourMicros.get(type ?? "") ?? card.gpuHourMicros),
    )
    .reduce((a, b) => a.plus(b), new Rational(0n));
  return {
    cpuMicros: hourly(cpuHours, card.cpuHourMicros).rounded(),
    gpuMicros: gpu.rounded(),
    memoryMicros: hourly(gibHours, card.memoryGibHourMicros).rounded(),
  };
}

const NONE: RunQuantities = {
  heldSeconds: 0n,
  cpuSeconds: 0n,
  gpuSeconds: 0n,
  gpuSecondsByType: [],
  memoryMibSeconds: 0n,
  usedCpuMilliseconds: 0n,
  usedMemoryKibSeconds: 0n,
};

function quantities(change: Partial<RunQuantities>): RunQuantities {
  return { ...NONE, ...change };
}

const HERE: Placement = { partition: "gpu", qos: "high" };
const TYPES = ["a100", "h100", "v100"] as const;

/** From nothing over seconds to 2^31 core-seconds on 10^5 cores, small numbers as often as huge ones. */
const quantity = fc.oneof(fc.bigInt(0n, 100n), fc.bigInt(0n, 10n ** 8n), fc.bigInt(0n, 2n ** 31n * 100_000n));
const price = fc.oneof(fc.constant(0n), fc.bigInt(1n, 50n), fc.bigInt(0n, 10n ** 9n), fc.bigInt(0n, 10n ** 14n));
const multiplier = fc.oneof(fc.constant(1_000_000n), fc.constant(0n), fc.bigInt(0n, 5_000_000n));

const anyQuantities: fc.Arbitrary<RunQuantities> = fc
  .record({
    cpuSeconds: quantity,
    memoryMibSeconds: quantity,
    usedCpuMilliseconds: quantity,
    usedMemoryKibSeconds: quantity,
    heldSeconds: quantity,
    byType: fc.uniqueArray(
      fc.record({ type: fc.constantFrom(...TYPES, null), seconds: fc.oneof(quantity, fc.constant(1n)) }),
      { selector: (part) => part.type, maxLength: 4 },
    ),
  })
  .map(({ byType, ...rest }) => ({
    ...rest,
    gpuSecondsByType: byType,
    gpuSeconds: byType.reduce((sum, part) => sum + part.seconds, 0n),
  }));

const anyCard: fc.Arbitrary<RateCard> = fc
  .record({
    cpuHourMicros: price,
    gpuHourMicros: price,
    memoryGibHourMicros: price,
    a100: fc.option(price),
    h100: fc.option(price),
    cpuBasis: fc.constantFrom("allocated" as const, "used" as const),
    memoryBasis: fc.constantFrom("allocated" as const, "used" as const),
    partition: fc.option(multiplier),
    qos: fc.option(multiplier),
    minimumChargeMicros: fc.oneof(fc.constant(0n), price),
  })
  .map(({ a100, h100, partition, qos, ...rest }) =>
    exampleCard({
      ...rest,
      gpuTypeHourMicros: new Map([
        ...(a100 === null ? [] : [["a100", a100] as const]),
        ...(h100 === null ? [] : [["h100", h100] as const]),
      ]),
      partitionMultiplierMicros: new Map(partition === null ? [] : [["gpu", partition]]),
      qosMultiplierMicros: new Map(qos === null ? [] : [["high", qos]]),
    }),
  );

describe("priceRun", () => {
  it.each([
    [3_600n, 1_000_000n, 1_000_000n], // exactly one CPU-hour
    [9n, 25_000n, 63n], // 62.5 rounds away from zero
    [1n, 1_800n, 1n], // 0.5
    [1n, 1_799n, 0n],
    [1n, 1n, 0n], // 1/3600 of a millionth
    [0n, 1_000_000n, 0n],
  ])("charges %s CPU-seconds at %s micro-THB per hour as %s", (cpuSeconds, cpuHourMicros, micros) => {
    const charge = priceRun(quantities({ cpuSeconds }), exampleCard({ cpuHourMicros }), HERE);
    expect(charge).toMatchObject({ cpuMicros: micros, gpuMicros: 0n, memoryMicros: 0n, minimumMicros: 0n });
    expect(charge.cpuMilliseconds).toBe(cpuSeconds * 1000n);
  });

  it("charges a GiB-hour of memory as Slurm counts a G, 1,024 MiB", () => {
    const charge = priceRun(quantities({ memoryMibSeconds: 1024n * 3600n }), exampleCard(), HERE);
    expect(charge.memoryMicros).toBe(500_000n);
    expect(charge.memoryKibSeconds).toBe(1024n * 1024n * 3600n);
  });

  it("matches the rational oracle to the micro-unit, for every size, price and multiplier", () => {
    fc.assert(
      fc.property(anyQuantities, anyCard, (q, card) => {
        expect(priceRun(q, card, HERE)).toMatchObject(oracle(q, card, HERE));
      }),
      { numRuns: 10_000 },
    );
  });

  it("rounds every tie up: half a micro-unit is a whole one", () => {
    // One second at 1800 (2k + 1) micros per hour is k + 1/2 micro-units.
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), (k) => {
        const charge = priceRun(
          quantities({ cpuSeconds: 1n }),
          exampleCard({ cpuHourMicros: 1800n * (2n * k + 1n) }),
          HERE,
        );
        expect(charge.cpuMicros).toBe(k + 1n);
      }),
    );
  });

  it("charges 2^31 core-seconds on 10^5 cores exactly", () => {
    const cpuSeconds = 2n ** 31n * 100_000n;
    const card = exampleCard({ cpuHourMicros: 123_457n });
    expect(priceRun(quantities({ cpuSeconds }), card, HERE).cpuMicros).toBe(7_364_496_909_198_222n);
  });

  it("adds up a million tiny jobs without losing a satang", () => {
    // 1 CPU-second at 0.036018 THB per hour is 10.005 micro-units: each is rounded to 10, and so says the oracle.
    const card = exampleCard({ cpuHourMicros: 36_018n });
    let sum = 0n;
    for (let index = 0; index < 1_000_000; index += 1) {
      sum += totalMicros(priceRun(quantities({ cpuSeconds: BigInt((index % 7) + 1) }), card, HERE));
    }
    let expected = 0n;
    for (let seconds = 1n; seconds <= 7n; seconds += 1n) {
      const runs = BigInt(Math.ceil((1_000_000 - Number(seconds - 1n)) / 7));
      expected += runs * new Rational(seconds * 36_018n, 3600n).rounded();
    }
    expect(sum).toBe(expected);
  });

  it("charges nothing at a multiplier of zero, and exactly the whole at one", () => {
    fc.assert(
      fc.property(anyQuantities, anyCard, (q, card) => {
        const free = { ...card, partitionMultiplierMicros: new Map([["gpu", 0n]]) };
        expect(totalMicros(priceRun(q, free, HERE))).toBe(0n);
        const whole = {
          ...card,
          partitionMultiplierMicros: new Map([["gpu", 1_000_000n]]),
          qosMultiplierMicros: new Map<string, bigint>(),
        };
        const bare = { ...whole, partitionMultiplierMicros: new Map<string, bigint>() };
        expect(priceRun(q, whole, HERE)).toEqual(priceRun(q, bare, HERE));
      }),
    );
  });

  it("gives the same charge for the same run whatever was priced before it, and in whatever order", () => {
    fc.assert(
      fc.property(
        fc.array(anyQuantities, { minLength: 1, maxLength: 20 }),
        anyCard,
        fc.infiniteStream(fc.nat()),
        (runs, card, picks) => {
          const first = runs.map((q) => priceRun(q, card, HERE));
          const shuffled = runs.map((q, index) => ({ q, index, pick: picks.next().value }));
          shuffled.sort((a, b) => a.pick - b.pick);
          for (const { q, index } of [...shuffled, ...shuffled]) expect(priceRun(q, card, HERE)).toEqual(first[index]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("GPUs of several types", () => {
  const mixed = quantities({
    gpuSeconds: 3n * 3600n,
    gpuSecondsByType: [
      { type: "a100", seconds: 3600n },
      { type: "h100", seconds: 3600n },
      { type: null, seconds: 3600n },
    ],
  });

  it("are each charged at the price of the type, and those of unknown type at the base price", () => {
    const card = exampleCard({ gpuTypeHourMicros: new Map([["a100", 25_000_000n]]) });
    const charge = priceRun(mixed, card, HERE);
    expect(charge).toMatchObject({ gpuMicros: 35_000_000n, gpuType: null });
    expect(charge.gpuParts).toEqual([
      { type: "a100", seconds: 3600n, hourMicros: 25_000_000n, micros: 25_000_000n },
      { type: "h100", seconds: 3600n, hourMicros: 5_000_000n, micros: 5_000_000n },
      { type: null, seconds: 3600n, hourMicros: 5_000_000n, micros: 5_000_000n },
    ]);
  });

  it("are rounded once: three thirds are one, not none", () => {
    const card = exampleCard({ gpuHourMicros: 1200n }); // a third of a micro-unit per second
    const charge = priceRun(
      quantities({ gpuSeconds: 3n, gpuSecondsByType: [...TYPES].map((type) => ({ type, seconds: 1n })) }),
      card,
      HERE,
    );
    expect(charge.gpuMicros).toBe(1n);
    expect(charge.gpuParts?.map((part) => part.micros)).toEqual([1n, 0n, 0n]);
  });

  it("have parts that add up to the whole, in seconds and in money", () => {
    fc.assert(
      fc.property(anyQuantities, anyCard, (q, card) => {
        const charge = priceRun(q, card, HERE);
        const parts = charge.gpuParts ?? [{ seconds: charge.gpuSeconds, micros: charge.gpuMicros }];
        expect(parts.reduce((sum, part) => sum + part.seconds, 0n)).toBe(q.gpuSeconds);
        expect(parts.reduce((sum, part) => sum + part.micros, 0n)).toBe(charge.gpuMicros);
      }),
    );
  });

  it("of one type name it, and one price is charged once", () => {
    const charge = priceRun(
      quantities({ gpuSeconds: 7200n, gpuSecondsByType: [{ type: "a100", seconds: 7200n }] }),
      exampleCard({ gpuTypeHourMicros: new Map([["a100", 20_000_000n]]) }),
      HERE,
    );
    expect(charge).toMatchObject({ gpuType: "a100", gpuParts: null, gpuMicros: 40_000_000n });
  });

  it("that do not add up to the total are not believed: the total is charged at the base price", () => {
    const charge = priceRun(
      quantities({ gpuSeconds: 3600n, gpuSecondsByType: [{ type: "a100", seconds: 7200n }] }),
      exampleCard({ gpuTypeHourMicros: new Map([["a100", 20_000_000n]]) }),
      HERE,
    );
    expect(charge).toMatchObject({ gpuType: null, gpuParts: null, gpuSeconds: 3600n, gpuMicros: 5_000_000n });
  });
});

describe("the minimum charge", () => {
  const card = exampleCard({ minimumChargeMicros: 2_000_000n });

  it("tops a small run up to it, and leaves one that costs as much alone", () => {
    expect(priceRun(quantities({ cpuSeconds: 3600n }), card, HERE).minimumMicros).toBe(1_000_000n);
    expect(priceRun(quantities({ cpuSeconds: 7200n }), card, HERE).minimumMicros).toBe(0n);
  });

  it("is charged for a run whose price rounds to nothing, but not for one that held nothing or is free", () => {
    const cheap = exampleCard({ minimumChargeMicros: 5n, cpuHourMicros: 1n });
    expect(totalMicros(priceRun(quantities({ cpuSeconds: 1n }), cheap, HERE))).toBe(5n);
    expect(totalMicros(priceRun(quantities({}), card, HERE))).toBe(0n);
    const free = exampleCard({ minimumChargeMicros: 5n, qosMultiplierMicros: new Map([["high", 0n]]) });
    expect(totalMicros(priceRun(quantities({ cpuSeconds: 3600n }), free, HERE))).toBe(0n);
  });

  it("makes every total nothing, or at least the minimum", () => {
    fc.assert(
      fc.property(anyQuantities, anyCard, (q, anyOf) => {
        const charge: Charge = priceRun(q, anyOf, HERE);
        const bare = charge.cpuMicros + charge.gpuMicros + charge.memoryMicros;
        expect(charge.minimumMicros).toBeGreaterThanOrEqual(0n);
        if (bare > 0n)
          expect(totalMicros(charge)).toBe(bare > anyOf.minimumChargeMicros ? bare : anyOf.minimumChargeMicros);
      }),
    );
  });
});
