import type { Cgroups } from "./cgroups.ts";
import { CpuMeter } from "./cpu-meter.ts";
import type { Gpu } from "./gpus.ts";
import type { LiveRun, Reading, Source } from "./live-run.ts";

interface Machine {
  readonly cgroups: Cgroups;
  readonly gpus: () => Promise<readonly Gpu[]>;
  /** A clock that nobody sets. */
  readonly seconds: () => number;
  /** For how long a run that has just been heard of is watched, so that it has a figure at once. */
  readonly pause: () => Promise<unknown>;
}

/** Reads what the kernel and the tools of the GPUs say. */
export class MachineSource implements Source {
  readonly #machine: Machine;
  readonly #meter = new CpuMeter();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  async read(runs: readonly LiveRun[]): Promise<ReadonlyMap<LiveRun, Reading>> {
    this.#meter.keep(new Set(runs.map(({ runId }) => runId)));
    const fresh = runs.filter(({ runId }) => !this.#meter.knows(runId));
    for (const run of fresh) await this.#readOne(run, []);
    if (fresh.length > 0) await this.#machine.pause();
    const devices = runs.some(({ gpuDevices }) => gpuDevices.length > 0) ? await this.#machine.gpus() : [];
    const found = new Map<LiveRun, Reading>();
    for (const run of runs) {
      const reading = await this.#readOne(run, devices);
      if (reading !== null) found.set(run, reading);
    }
    return found;
  }

  async #readOne(run: LiveRun, devices: readonly Gpu[]): Promise<Reading | null> {
    const { jobId, cgroupPath: path } = run;
    const group = await this.#machine.cgroups.read({ jobId, path });
    const gpus = devices.filter(({ id }) => run.gpuDevices.includes(id));
    if (group === null) return null;
    // Slurm shares the CPUs of a run out as evenly as it can, unless the kernel says more.
    const cpus = group.cpus ?? run.cpus / Math.max(1, run.nodes);
    const { cpuSeconds } = group;
    const reading = cpuSeconds === null ? null : { cpuSeconds, atSeconds: this.#machine.seconds() };
    return {
      source: group.source,
      cpuPercent: reading === null ? null : this.#meter.measure(run.runId, reading, cpus),
      memoryMib: group.memoryBytes === null ? null : group.memoryBytes / 1024 / 1024,
      gpus,
    };
  }
}
