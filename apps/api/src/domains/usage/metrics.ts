import { Gauge, type Registry } from "prom-client";
import { withinPatience } from "../../platform/metrics.ts";
import { readLags } from "./pulls.queries.ts";
import { type CoverageContext, listCoverageClusters } from "./read-coverage.ts";

/** Shows how far the pulls of each cluster are behind now, and how many days of each nobody has read. */
export function observeUsage(registry: Registry, ctx: CoverageContext): void {
  observeClusters(registry, {
    name: "purser_usage_lag_seconds",
    help: "How far the accounting that has been pulled from a cluster is behind now.",
    read: async () => (await readLags(ctx.db)).map(({ cluster, seconds }) => ({ cluster, value: seconds })),
  });
  observeClusters(registry, {
    name: "purser_usage_gap_days",
    help: "Days between a cluster's first run and yesterday that have no runs and were not read as a whole.",
    read: async () => (await listCoverageClusters(ctx)).map(({ cluster, gapDays }) => ({ cluster, value: gapDays })),
  });
}

interface ClusterGauge {
  readonly name: string;
  readonly help: string;
  readonly read: () => Promise<readonly { readonly cluster: string; readonly value: number }[]>;
}

/** A figure of each cluster. */
function observeClusters(registry: Registry, { name, help, read }: ClusterGauge): void {
  new Gauge({
    name,
    help,
    labelNames: ["cluster"],
    registers: [registry],
    async collect() {
      const figures = (await withinPatience(read)) ?? [];
      this.reset();
      for (const { cluster, value } of figures) this.set({ cluster }, value);
    },
  });
}
