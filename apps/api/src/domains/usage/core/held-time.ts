/** What is held of CPUs, GPUs and memory, each times the seconds it was held: memory in MiB-seconds. */
export type Resource = "cpu" | "gpu" | "memory";
export type Held = Readonly<Record<Resource, bigint>>;

export const RESOURCES: readonly Resource[] = ["cpu", "gpu", "memory"];
export const NOTHING_HELD: Held = { cpu: 0n, gpu: 0n, memory: 0n };

/** A half-open stretch of time, in whole seconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a run holds while it lasts; its times are in seconds since 1970. */
export interface HeldRun {
  readonly submittedAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly suspendedSeconds: number;
  readonly cpus: number;
  readonly gpus: number;
  readonly memoryMib: number;
}

/**
 * What a run held in a stretch of time, exactly: stretches that meet add up to their union, and one around the whole run
 * is what it held altogether. It is held from `since`, by default the later of start and submit, as for prices.
 *
 * Suspended time gives back CPUs. Of it only the sum is known, so it is spread evenly over the run.
 */
export function heldIn(run: HeldRun, span: Span, since = Math.max(run.startedAt, run.submittedAt)): Held {
  const begin = Math.max(span.from, since);
  const end = Math.min(span.to, run.endedAt);
  if (begin >= end) return NOTHING_HELD;
  const seconds = BigInt(end - begin);
  const suspended = suspendedBefore(run, end, since) - suspendedBefore(run, begin, since);
  return {
    cpu: BigInt(run.cpus) * (seconds - suspended),
    gpu: BigInt(run.gpus) * seconds,
    memory: BigInt(run.memoryMib) * seconds,
  };
}

/** Rounded down from the run's beginning on, so that differences of it add up. */
function suspendedBefore(run: HeldRun, time: number, since: number): bigint {
  const whole = BigInt(run.endedAt - since);
  const suspended = BigInt(Math.min(run.suspendedSeconds, run.endedAt - since));
  return (suspended * BigInt(time - since)) / whole;
}

export function plus(one: Held, other: Held): Held {
  return { cpu: one.cpu + other.cpu, gpu: one.gpu + other.gpu, memory: one.memory + other.memory };
}

export function minus(one: Held, other: Held): Held {
  return { cpu: one.cpu - other.cpu, gpu: one.gpu - other.gpu, memory: one.memory - other.memory };
}
