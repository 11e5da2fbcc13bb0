import { BoundedMap } from "../../platform/bounded-map.ts";
import type { AppContext, RequestContext } from "../../platform/context.ts";
import { type Tx, transact } from "../../platform/db.ts";
import { ensureCluster } from "../inventory/ensure-cluster.ts";
import { ensureLabels } from "./ensure-labels.ts";

const MOST_NAMES = 100_000;

/** The ids of the names that events bring, remembered once they are committed. */
export class EventNames {
  readonly #clusters = new BoundedMap<string, number>(MOST_NAMES);
  readonly #labels = new BoundedMap<string, number>(MOST_NAMES);

  /** The ids of clusters, by their names; one that is new is added in a transaction of its own, as ingest adds it. */
  async clusters(
    ctx: AppContext & Pick<RequestContext, "actor">,
    names: Iterable<string>,
  ): Promise<ReadonlyMap<string, number>> {
    const ids = new Map<string, number>();
    for (const name of new Set(names)) {
      let id = this.#clusters.get(name);
      if (id === undefined) {
        const by = { config: ctx.config, actor: ctx.actor, requestId: null };
        const cluster = { name, timeZone: ctx.config.clusterTimeZone };
        id = await transact(ctx.db, async (tx) => await ensureCluster(tx, by, cluster));
        this.#clusters.set(name, id);
      }
      ids.set(name, id);
    }
    return ids;
  }

  /** The ids of labels, by their texts, adding those that are new. */
  async labels(tx: Tx, texts: ReadonlySet<string>): Promise<Map<string, number>> {
    const ids = new Map<string, number>();
    const missing: string[] = [];
    for (const text of texts) {
      const id = this.#labels.get(text);
      if (id === undefined) missing.push(text);
      else ids.set(text, id);
    }
    for (const [text, id] of await ensureLabels(tx, missing)) ids.set(text, id);
    return ids;
  }

  /** Believes ids that have been committed. */
  remember(labels: ReadonlyMap<string, number>): void {
    for (const [text, id] of labels) if (this.#labels.get(text) === undefined) this.#labels.set(text, id);
  }
}
