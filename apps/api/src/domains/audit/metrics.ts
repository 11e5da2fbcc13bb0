import { Gauge, type Registry } from "prom-client";
import type { Db } from "../../platform/db.ts";
import { readChainStatus } from "./seal.queries.ts";

const PATIENCE_MS = 1_000;

/**
 * Shows how long the oldest audit record that is in no link yet has been waiting; 0 where none is. Where the database
 * does not say so within a second there is no figure, which an alert takes as badly as a large one.
 */
export function observeSealing(registry: Registry, db: Db): void {
  new Gauge({
    name: "purser_audit_unsealed_seconds",
    help: "Age of the oldest committed audit record that is not in the chain yet.",
    registers: [registry],
    async collect() {
      const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null).unref());
      const status = await Promise.race([readChainStatus(db).catch(() => null), late]);
      this.set(status?.unsealedSeconds ?? Number.NaN);
    },
  });
}
