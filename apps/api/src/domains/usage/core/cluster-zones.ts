import { IngestError } from "./errors.ts";
import { LocalTime } from "./local-time.ts";

/** The zones that the local times of a text are in: one for all of it, or that of the cluster a row is of. */
export class ClusterZones {
  readonly #nameOf: (cluster: string) => string;
  readonly #byName = new Map<string, LocalTime>();
  readonly #byCluster = new Map<string, LocalTime>();

  /** @throws {IngestError} `INGEST_TIME_ZONE_UNKNOWN` if it is one zone and there is none of that name. */
  constructor(timeZone: string | ((cluster: string) => string)) {
    this.#nameOf = typeof timeZone === "string" ? () => timeZone : timeZone;
    if (typeof timeZone === "string") this.#named(timeZone);
  }

  /** In the order of their names; clusters of the same zone share it. */
  get names(): string[] {
    return [...this.#byName.keys()].sort();
  }

  of(cluster: string): LocalTime {
    const known = this.#byCluster.get(cluster);
    if (known !== undefined) return known;
    const zone = this.#named(this.#nameOf(cluster));
    this.#byCluster.set(cluster, zone);
    return zone;
  }

  #named(timeZone: string): LocalTime {
    const zone = this.#byName.get(timeZone) ?? localTime(timeZone);
    this.#byName.set(timeZone, zone);
    return zone;
  }
}

function localTime(timeZone: string): LocalTime {
  try {
    return new LocalTime(timeZone);
  } catch (error) {
    if (error instanceof RangeError) throw new IngestError("INGEST_TIME_ZONE_UNKNOWN", { timeZone }, { cause: error });
    throw error;
  }
}
