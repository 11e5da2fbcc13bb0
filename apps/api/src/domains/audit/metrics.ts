import { Gauge, type Registry } from "prom-client";
import type { Db } from "../../platform/db.ts";
import { readChainStatus } from "./seal.queries.ts";

const PATIENCE_MILLISECONDS = 1_000;

/** Shows how long the oldest audit record that is in no link yet has been waiting; 0 where none is. */
export function observeSealing(registry: Registry, db: Db): void {
  new Gauge({
    name: "purser_audit_unsealed_seconds",
    help: "Age of the oldest committed audit record that is not in the chain yet.",
    registers: [registry],
    async collect() {
      const status = await withinPatience(async () => await readChainStatus(db));
      this.set(status?.unsealedSeconds ?? Number.NaN);
    },
  });
}

/**
 * What `read` says of the database for a figure. Where it does not say it within a second there is none, which an alert
 * takes as badly as a large one.
 */
async function withinPatience<T>(read: () => Promise<T>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS, null).unref());
  return await Promise.race([read().catch(() => null), late]);
}
