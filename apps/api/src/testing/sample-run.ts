import type { Run } from "../domains/jobs/core/run.ts";

/** An ended run of an hour on 4 CPUs, 8 GiB and 2 GPUs, with whatever a test changes in it. */
export function sampleRun(changes: Partial<Run> = {}): Run {
  return {
    ...{ cluster: "alpha", sluid: null, jobId: 7, displayId: "7", name: "job", user: "ann", account: "astro" },
    ...{ arrayJobId: null, arrayTaskId: null, hetJobId: null, hetOffset: null, partition: "gpu", qos: "normal" },
    ...{ reason: null, nodes: "g1", nodeCount: 1, submittedAt: 1_000, eligibleAt: 1_000, startedAt: 2_000 },
    ...{ endedAt: 5_600, elapsedSeconds: 3_600, suspendedSeconds: 0, timeLimitSeconds: null, requestedCpus: 4 },
    ...{ allocatedCpus: 4, requestedMemoryMib: 8_192, allocatedMemoryMib: 8_192, gpus: 2, gpuTypes: { a100: 2 } },
    ...{ requestedTres: "cpu=4", allocatedTres: "cpu=4,gres/gpu=2,gres/gpu:a100=2,mem=8G", state: "completed" },
    ...{ rawState: "COMPLETED", exitCode: 0, exitSignal: 0, usedCpuMilliseconds: null, maxRssKib: null },
    ...{ usedMemoryKibSeconds: null, energyJoules: null },
    ...changes,
  };
}
