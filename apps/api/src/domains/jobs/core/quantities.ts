import type { Run } from "./run.ts";
import { isEnded } from "./run-state.ts";

/** GPU-seconds of one type; `null` is the GPUs whose type Slurm did not say. */
export interface GpuSeconds {
  readonly type: string | null;
  readonly seconds: bigint;
}

/** What a run held and used, exactly: what prices are multiplied with. */
export interface RunQuantities {
  readonly heldSeconds: bigint;
  readonly cpuSeconds: bigint;
  readonly gpuSeconds: bigint;
  /** The same GPU-seconds by type, in the order of the type names; they add up to `gpuSeconds`. */
  readonly gpuSecondsByType: readonly GpuSeconds[];
  readonly memoryMibSeconds: bigint;
  /** CPU time used, or the time allocated where Slurm does not say what was used. */
  readonly usedCpuMilliseconds: bigint;
  /** Memory used over time, or the memory allocated where Slurm does not say what was used. */
  readonly usedMemoryKibSeconds: bigint;
}

const NOTHING: RunQuantities = {
  heldSeconds: 0n,
  cpuSeconds: 0n,
  gpuSeconds: 0n,
  gpuSecondsByType: [],
  memoryMibSeconds: 0n,
  usedCpuMilliseconds: 0n,
  usedMemoryKibSeconds: 0n,
};

/**
 * What an ended run held, or `null` while it may still grow.
 *
 * It is held from max(start, submit) to its end: a resized job's second row repeats the first one's start, and its submit
 * time is when it really began. Suspended time gives back CPUs, not GPUs or memory. A run that never started, or was
 * given nothing, held nothing, whatever it asked for.
 */
export function runQuantities(run: Run): RunQuantities | null {
  if (!isEnded(run.rawState, run.endedAt)) return null;
  if (run.allocatedTres === "" || run.startedAt === null) return NOTHING;
  if (run.endedAt === null) return null;
  const heldSeconds = atLeastZero(BigInt(run.endedAt - Math.max(run.startedAt, run.submittedAt)));
  const cpuSeconds = BigInt(run.allocatedCpus) * atLeastZero(heldSeconds - BigInt(run.suspendedSeconds));
  const memoryMibSeconds = BigInt(run.allocatedMemoryMib) * heldSeconds;
  return {
    heldSeconds,
    cpuSeconds,
    gpuSeconds: BigInt(run.gpus) * heldSeconds,
    gpuSecondsByType: gpuSecondsByType(run, heldSeconds),
    memoryMibSeconds,
    usedCpuMilliseconds: run.usedCpuMilliseconds === null ? cpuSeconds * 1000n : BigInt(run.usedCpuMilliseconds),
    usedMemoryKibSeconds:
      run.usedMemoryKibSeconds === null ? memoryMibSeconds * 1024n : BigInt(run.usedMemoryKibSeconds),
  };
}

function gpuSecondsByType(run: Run, heldSeconds: bigint): GpuSeconds[] {
  const typed = Object.entries(run.gpuTypes).sort(([a], [b]) => (a < b ? -1 : 1));
  const untyped = run.gpus - typed.reduce((sum, [, count]) => sum + count, 0);
  const seconds: GpuSeconds[] = typed.map(([type, count]) => ({ type, seconds: BigInt(count) * heldSeconds }));
  return untyped > 0 ? [...seconds, { type: null, seconds: BigInt(untyped) * heldSeconds }] : seconds;
}

function atLeastZero(value: bigint): bigint {
  return value < 0n ? 0n : value;
}
