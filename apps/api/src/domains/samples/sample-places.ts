import { BoundedMap } from "../../platform/bounded-map.ts";
import { type Db, transact } from "../../platform/db.ts";
import { ensureLabels } from "../jobs/ensure-labels.ts";
import { makeDay } from "./samples.queries.ts";

const DAY_MS = 86_400_000;
const MOST_NODES = 100_000;

/** What samples need to be there: the partitions of their days, the labels of their nodes. Remembers what is. */
export class SamplePlaces {
  readonly #db: Db;
  readonly #days = new Set<number>();
  readonly #labels = new BoundedMap<string, number>(MOST_NODES);

  constructor(db: Db) {
    this.#db = db;
  }

  /** Makes the partitions that samples of these times (milliseconds since 1970) need, where nobody has. */
  async ensureDays(times: readonly number[]): Promise<void> {
    for (const day of new Set(times.map((at) => Math.floor(at / DAY_MS)))) {
      if (this.#days.has(day)) continue;
      const name = new Date(day * DAY_MS).toISOString().slice(0, 10);
      await transact(this.#db, async (tx) => await makeDay(tx, name));
      this.#days.add(day);
    }
  }

  /** The labels of nodes, by name. */
  async nodeLabels(names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const labels = new Map<string, number>();
    const unknown: string[] = [];
    for (const name of new Set(names)) {
      const label = this.#labels.get(name);
      if (label === undefined) unknown.push(name);
      else labels.set(name, label);
    }
    if (unknown.length === 0) return labels;
    for (const [name, label] of await transact(this.#db, async (tx) => await ensureLabels(tx, unknown))) {
      this.#labels.set(name, label);
      labels.set(name, label);
    }
    return labels;
  }
}
