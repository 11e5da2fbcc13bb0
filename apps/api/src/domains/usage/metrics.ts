import { Gauge, type Registry } from "prom-client";
import type { Db } from "../../platform/db.ts";
import { readLags } from "./pulls.queries.ts";

const PATIENCE_MS = 1_000;

/**
 * Shows how far the pulls of each cluster are behind now. Where the database does not say so within a second there is no
 * figure, which an alert takes as badly as a large one.
 */
export function observePulls(registry: Registry, db: Db): void {
  new Gauge({
    name: "purser_usage_lag_seconds",
    help: "How far the accounting that has been pulled from a cluster is behind now.",
    labelNames: ["cluster"],
    registers: [registry],
    async collect() {
      const late = new Promise<[]>((resolve) => setTimeout(resolve, PATIENCE_MS, []).unref());
      const lags = await Promise.race([readLags(db).catch(() => []), late]);
      this.reset();
      for (const { cluster, seconds } of lags) this.set({ cluster }, seconds);
    },
  });
}
