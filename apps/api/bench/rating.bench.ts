/**
 * Prices runs on one core against decimal.js doing the same, in alternating rounds, by CPU time. Every amount of every
 * round must be the one decimal.js arrives at, to the last micro-unit.
 */
import { Decimal } from "decimal.js";
import type { RunQuantities } from "../src/domains/jobs/core/quantities.ts";
import { type Charge, type Placement, priceRun } from "../src/domains/rating/core/pricing.ts";
import type { RateCard } from "../src/domains/rating/core/rate-card.ts";
import { median, printResult } from "./bench-result.ts";

const RUNS = 20_000;
const ROUNDS = 7;
/** Ours is priced this many times a round, so that its CPU time can be measured at all. */
const REPEATS = 20;

interface Priced {
  readonly quantities: RunQuantities;
  readonly card: RateCard;
  readonly placement: Placement;
}

/** What the reference reads: the same figures as decimals. */
interface DecimalCard {
  readonly cpuHour: Decimal;
  readonly gpuHour: Decimal;
  readonly memoryGibHour: Decimal;
  readonly gpuTypeHours: ReadonlyMap<string, Decimal>;
  readonly partitionMultipliers: ReadonlyMap<string, Decimal>;
  readonly qosMultipliers: ReadonlyMap<string, Decimal>;
}

const ONE = new Decimal(1);
Decimal.set({ precision: 50, rounding: Decimal.ROUND_HALF_UP });

/** A small generator with a fixed seed: every bench prices the same runs. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

const MU = card("mu", [1_000_000n, 5_000_000n, 500_000n]);
const CARDS: readonly RateCard[] = [
  MU,
  card("gov", [3_000_000n, 10_000_000n, 1_000_000n]),
  card("private", [5_123_457n, 100_000_001n, 2_000_003n]),
];

function card(tier: string, [cpu, gpu, memory]: readonly [bigint, bigint, bigint]): RateCard {
  return {
    id: tier,
    tier,
    currency: "THB",
    effectiveFrom: new Date(0),
    cpuHourMicros: cpu,
    gpuHourMicros: gpu,
    memoryGibHourMicros: memory,
    gpuTypeHourMicros: new Map([["a100", gpu * 2n]]),
    cpuBasis: "allocated",
    memoryBasis: "allocated",
    partitionMultiplierMicros: new Map([["gpu", 1_250_000n]]),
    qosMultiplierMicros: new Map([["high", 1_500_000n]]),
    minimumChargeMicros: 0n,
    freeStates: new Set(),
  };
}

/** Runs as a centre has them: most small, some long and wide, a quarter with GPUs. */
function someRuns(): Priced[] {
  const random = numbers(42);
  const next = () => random.next().value;
  return Array.from({ length: RUNS }, () => someRun(next));
}

function someRun(next: () => number): Priced {
  const upTo = (limit: number) => BigInt(Math.floor(next() * limit));
  const heldSeconds = upTo(next() < 0.8 ? 7_200 : 600_000) + 1n;
  const cpus = upTo(next() < 0.9 ? 32 : 2_048) + 1n;
  const gpuSeconds = next() < 0.25 ? (upTo(8) + 1n) * heldSeconds : 0n;
  const type = next() < 0.5 ? "a100" : null;
  const quantities = {
    heldSeconds,
    cpuSeconds: cpus * heldSeconds,
    gpuSeconds,
    gpuSecondsByType: gpuSeconds === 0n ? [] : [{ type, seconds: gpuSeconds }],
    memoryMibSeconds: cpus * 3_900n * heldSeconds,
    usedCpuMilliseconds: 0n,
    usedMemoryKibSeconds: 0n,
  };
  const placement = { partition: gpuSeconds === 0n ? "cpu" : "gpu", qos: next() < 0.1 ? "high" : "normal" };
  return { quantities, card: CARDS[Math.floor(next() * CARDS.length)] ?? MU, placement };
}

const decimal = (micros: bigint) => new Decimal(micros.toString()).div(1_000_000);
const decimals = (micros: ReadonlyMap<string, bigint>) =>
  new Map([...micros].map(([name, value]) => [name, decimal(value)] as const));
const DECIMAL_CARDS = new Map<RateCard, DecimalCard>(
  CARDS.map((of) => [
    of,
    {
      cpuHour: decimal(of.cpuHourMicros),
      gpuHour: decimal(of.gpuHourMicros),
      memoryGibHour: decimal(of.memoryGibHourMicros),
      gpuTypeHours: decimals(of.gpuTypeHourMicros),
      partitionMultipliers: decimals(of.partitionMultiplierMicros),
      qosMultipliers: decimals(of.qosMultiplierMicros),
    },
  ]),
);

interface DecimalCharge {
  readonly cpu: Decimal;
  readonly gpu: Decimal;
  readonly memory: Decimal;
}

interface DecimalRun {
  readonly cpuSeconds: number;
  readonly gpuSeconds: number;
  readonly gpuType: string | null;
  readonly memoryMibSeconds: number;
  readonly card: DecimalCard;
  readonly placement: Placement;
}

function forReference({ quantities, card: of, placement }: Priced): DecimalRun {
  const decimalCard = DECIMAL_CARDS.get(of);
  if (decimalCard === undefined) throw new Error("a card without decimals");
  return {
    cpuSeconds: Number(quantities.cpuSeconds),
    gpuSeconds: Number(quantities.gpuSeconds),
    gpuType: quantities.gpuSecondsByType[0]?.type ?? null,
    memoryMibSeconds: Number(quantities.memoryMibSeconds),
    card: decimalCard,
    placement,
  };
}

function decimalAmount(quantity: number, price: Decimal, partition: Decimal, qos: Decimal): Decimal {
  return new Decimal(quantity).mul(price).mul(partition).mul(qos);
}

function priceWithDecimals(run: DecimalRun): DecimalCharge {
  const { card: of, placement } = run;
  const partition = of.partitionMultipliers.get(placement.partition) ?? ONE;
  const qos = of.qosMultipliers.get(placement.qos) ?? ONE;
  const gpuHour = (run.gpuType === null ? undefined : of.gpuTypeHours.get(run.gpuType)) ?? of.gpuHour;
  return {
    cpu: decimalAmount(run.cpuSeconds, of.cpuHour, partition, qos).div(3_600).toDecimalPlaces(6),
    gpu: decimalAmount(run.gpuSeconds, gpuHour, partition, qos).div(3_600).toDecimalPlaces(6),
    memory: decimalAmount(run.memoryMibSeconds, of.memoryGibHour, partition, qos)
      .div(3_600 * 1_024)
      .toDecimalPlaces(6),
  };
}

/** CPU nanoseconds that `work` takes. */
function cpuTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1000;
}

function isIdentical(charge: Charge, reference: DecimalCharge): boolean {
  return (
    reference.cpu.mul(1_000_000).toFixed() === charge.cpuMicros.toString() &&
    reference.gpu.mul(1_000_000).toFixed() === charge.gpuMicros.toString() &&
    reference.memory.mul(1_000_000).toFixed() === charge.memoryMicros.toString()
  );
}

const runs = someRuns();
const referenceRuns = runs.map(forReference);
/** What was priced last, kept so that no engine may leave it out; keeping all of it would time the garbage collector. */
const charges: Charge[] = [];
const references: DecimalCharge[] = [];
const KEPT = 63;
const rounds: { ours: number; theirs: number; ratio: number }[] = [];
let different = 0;
for (let round = 0; round <= ROUNDS; round += 1) {
  const ours = cpuTime(() => {
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      runs.forEach(({ quantities, card: of, placement }, index) => {
        charges[index & KEPT] = priceRun(quantities, of, placement);
      });
    }
  });
  const theirs = cpuTime(() => {
    referenceRuns.forEach((run, index) => {
      references[index & KEPT] = priceWithDecimals(run);
    });
  });
  different += runs.filter(({ quantities, card: of, placement }, index) => {
    const run = referenceRuns[index];
    return run === undefined || !isIdentical(priceRun(quantities, of, placement), priceWithDecimals(run));
  }).length;
  const perRun = { ours: ours / RUNS / REPEATS, theirs: theirs / RUNS };
  // The first round warms both up.
  if (round > 0) rounds.push({ ...perRun, ratio: perRun.theirs / perRun.ours });
}

if (different > 0) throw new Error(`${different} charges differ from what decimal.js computes`);
console.log("round   ns/run   decimal.js ns/run   ratio");
rounds.forEach((round, index) => {
  console.log(
    `${index + 1}       ${round.ours.toFixed(0)}      ${round.theirs.toFixed(0)}      ${round.ratio.toFixed(1)}`,
  );
});
printResult({
  bench: "rating",
  ratio: Number(median(rounds.map((round) => round.ratio)).toFixed(2)),
  goal: { must: 40, aim: 100 },
  better: "higher",
  unit: "CPU ns per run",
  value: Number(median(rounds.map((round) => round.ours)).toFixed(1)),
  reference: Number(median(rounds.map((round) => round.theirs)).toFixed(1)),
  rounds: ROUNDS,
  detail: { runs: RUNS, different, ratios: rounds.map((round) => Number(round.ratio.toFixed(2))) },
});
