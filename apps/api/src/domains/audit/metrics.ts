import { Gauge, type Registry } from "prom-client";
import type { Db } from "../../platform/db.ts";
import { withinPatience } from "../../platform/metrics.ts";
import { readChainStatus } from "./seal.queries.ts";

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
