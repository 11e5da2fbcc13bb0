interface Reading {
  readonly cpuSeconds: number;
  readonly atSeconds: number;
}

/** Turns the CPU time that a run has used so far into the share of its CPUs that it used since it was last looked at. */
export class CpuMeter {
  readonly #last = new Map<string, Reading>();

  knows(key: string): boolean {
    return this.#last.has(key);
  }

  /**
   * @param atSeconds when it was read, by a clock that nobody sets
   * @returns per cent of `cpus`, 0 to 100; null where there is nothing to compare with: the first time, and after the
   * time used has gone back, which is another control group under the same name
   */
  measure(key: string, { cpuSeconds, atSeconds }: Reading, cpus: number): number | null {
    const before = this.#last.get(key);
    if (before !== undefined && atSeconds <= before.atSeconds) return null;
    this.#last.set(key, { cpuSeconds, atSeconds });
    if (before === undefined || cpuSeconds < before.cpuSeconds || cpus <= 0) return null;
    const percent = ((cpuSeconds - before.cpuSeconds) / (atSeconds - before.atSeconds) / cpus) * 100;
    return Math.min(100, Math.max(0, percent));
  }

  /** Forgets all but some. */
  keep(keys: ReadonlySet<string>): void {
    for (const key of this.#last.keys()) if (!keys.has(key)) this.#last.delete(key);
  }
}
