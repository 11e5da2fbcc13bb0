/** What the environment says. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Reads single variables and notes each fault; a value never gets into a fault. A blank one is as good as none. */
export class EnvironmentReader {
  readonly faults: string[] = [];
  readonly #env: Env;

  constructor(env: Env) {
    this.#env = env;
  }

  optional(name: string): string | null {
    const value = this.#env[name]?.trim();
    return value === undefined || value === "" ? null : value;
  }

  text(name: string, fallback: string): string {
    return this.optional(name) ?? fallback;
  }

  integer(name: string, fallback: number, { min, max }: { min: number; max: number }): number {
    const text = this.optional(name);
    if (text === null) return fallback;
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    this.faults.push(`${name} must be a whole number from ${min} to ${max}`);
    return fallback;
  }

  oneOf<const T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const text = this.optional(name);
    if (text === null) return fallback;
    const found = allowed.find((value) => value === text);
    if (found === undefined) this.faults.push(`${name} must be one of ${allowed.join(", ")}`);
    return found ?? fallback;
  }

  timeZone(name: string, fallback: string): string {
    const zone = this.text(name, fallback);
    try {
      new Intl.DateTimeFormat("en", { timeZone: zone });
      return zone;
    } catch {
      this.faults.push(`${name} must be a time zone of the IANA database, such as Asia/Bangkok`);
      return fallback;
    }
  }

  /** The parts of a text, trimmed, blank ones left out. */
  list(name: string, separator: string): readonly string[] {
    return this.text(name, "")
      .split(separator)
      .map((part) => part.trim())
      .filter((part) => part !== "");
  }
}
