import type { RunState } from "./run-state.ts";

/**
 * One execution of a Slurm job, as accounting knows it. An array task and a het component are runs of their own, and a
 * requeued job has one run per execution.
 *
 * All times are whole seconds since 1970 in UTC. Every whole number is below 2^53; energy alone is a `bigint`. Every key
 * is always present: `null` means that Slurm did not say, or that it has not happened.
 */
export interface Run {
  readonly cluster: string;
  /** Slurm's own unique name of the run, where the version gives one (25.11 and later). */
  readonly sluid: string | null;
  /** JobIDRaw. Ids are used again, so it never names a run by itself. */
  readonly jobId: number;
  /** JobID as Slurm prints it: `36_3` for an array task, `38+0` for a het component. */
  readonly displayId: string;
  readonly arrayJobId: number | null;
  readonly arrayTaskId: number | null;
  readonly hetJobId: number | null;
  readonly hetOffset: number | null;
  readonly name: string;
  readonly user: string;
  readonly account: string;
  readonly partition: string;
  readonly qos: string;
  readonly reason: string | null;
  /** The node list as Slurm writes it (`c[1-3]`); null where none was assigned. */
  readonly nodes: string | null;
  readonly nodeCount: number;
  readonly submittedAt: number;
  readonly eligibleAt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** What Slurm calls elapsed: end minus start minus suspended. Prices come from the times instead. */
  readonly elapsedSeconds: number;
  readonly suspendedSeconds: number;
  /** Null where there is no limit or the partition's applies. */
  readonly timeLimitSeconds: number | null;
  readonly requestedCpus: number;
  readonly allocatedCpus: number;
  readonly requestedMemoryMib: number;
  readonly allocatedMemoryMib: number;
  /** All GPUs allocated, of whatever type. */
  readonly gpus: number;
  /** The allocated GPUs whose type is known. They are among `gpus`, never on top of them; what is left is untyped. */
  readonly gpuTypes: Readonly<Record<string, number>>;
  readonly requestedTres: string;
  readonly allocatedTres: string;
  readonly state: RunState;
  /** Exactly as Slurm said it: `CANCELLED by 1002`. */
  readonly rawState: string;
  readonly exitCode: number | null;
  readonly exitSignal: number | null;
  /** CPU time that the run's processes used, as its row or the sum of its steps says. */
  readonly usedCpuMilliseconds: number | null;
  /** The largest resident set of any task of any step. */
  readonly maxRssKib: number | null;
  /** The sum over steps of average resident KiB times the step's elapsed seconds. */
  readonly usedMemoryKibSeconds: number | null;
  readonly energyJoules: bigint | null;
}
