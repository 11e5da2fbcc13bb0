import type { Run } from "../domains/jobs/core/run.ts";
import type { RatedRunInput } from "../domains/rating/charge-line.ts";
import { byTier, type RateCard, type RateCards } from "../domains/rating/core/rate-card.ts";

/** 2026-03-10T00:00:00Z, in epoch seconds. */
export const NOON = Date.UTC(2026, 2, 10, 12) / 1000;

/** A completed run of one CPU, one GiB and one hour, with what the test changes. */
export function exampleRun(change: Partial<Run> = {}): Run {
  return {
    cluster: "c1",
    sluid: null,
    jobId: 1,
    displayId: "1",
    arrayJobId: null,
    arrayTaskId: null,
    hetJobId: null,
    hetOffset: null,
    name: "job",
    user: "alice",
    account: "physics",
    partition: "cpu",
    qos: "normal",
    reason: null,
    nodes: "n1",
    nodeCount: 1,
    submittedAt: NOON - 7200,
    eligibleAt: NOON - 7200,
    startedAt: NOON - 3600,
    endedAt: NOON,
    elapsedSeconds: 3600,
    suspendedSeconds: 0,
    timeLimitSeconds: null,
    requestedCpus: 1,
    allocatedCpus: 1,
    requestedMemoryMib: 1024,
    allocatedMemoryMib: 1024,
    gpus: 0,
    gpuTypes: {},
    requestedTres: "cpu=1,mem=1G,node=1",
    allocatedTres: "cpu=1,mem=1G,node=1",
    state: "completed",
    rawState: "COMPLETED",
    exitCode: 0,
    exitSignal: 0,
    usedCpuMilliseconds: null,
    maxRssKib: null,
    usedMemoryKibSeconds: null,
    energyJoules: null,
    ...change,
  };
}

/** The default card of `mu` (1 / 5 / 0.5 THB), with what the test changes. */
export function exampleCard(change: Partial<RateCard> = {}): RateCard {
  return {
    id: "019a0000-0000-7000-8000-000000000001",
    tier: "mu",
    currency: "THB",
    effectiveFrom: new Date("2000-01-01T00:00:00Z"),
    cpuHourMicros: 1_000_000n,
    gpuHourMicros: 5_000_000n,
    memoryGibHourMicros: 500_000n,
    gpuTypeHourMicros: new Map(),
    cpuBasis: "allocated",
    memoryBasis: "allocated",
    partitionMultiplierMicros: new Map(),
    qosMultiplierMicros: new Map(),
    minimumChargeMicros: 0n,
    freeStates: new Set(["NODE_FAIL", "BOOT_FAIL", "PREEMPTED"]),
    ...change,
  };
}

export function exampleCards(...changes: readonly Partial<RateCard>[]): RateCards {
  return byTier(changes.map((change) => exampleCard(change)));
}

/** What an example is rated with; the ids are the caller's where a database is behind it. */
export function exampleInput(run: Run, change: Partial<RatedRunInput> = {}): RatedRunInput {
  return {
    runId: "00000000-0000-5000-8000-000000000001",
    accountId: "00000000-0000-7000-8000-000000000001",
    tier: "mu",
    partition: run.partition,
    qos: run.qos,
    partitionLabel: 1,
    qosLabel: 2,
    run,
    ...change,
  };
}
