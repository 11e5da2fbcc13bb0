import type { AppContext } from "../../platform/context.ts";
import { exposeGauge } from "../../platform/exposition.ts";
import { KeptFigures } from "../../platform/kept-figures.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { readLags } from "./pulls.queries.ts";
import { listCoverageClusters } from "./read-coverage.ts";

/** Shows how far the pulls of each cluster are behind now, and how many days of each nobody has read. */
export function observeUsage(metrics: Metrics, ctx: AppContext): AsyncDisposable {
  const kept = new KeptFigures({
    read: async () => {
      const lags = await readLags(ctx.db);
      const clusters = await listCoverageClusters(ctx);
      return (
        exposeGauge({
          name: "purser_usage_lag_seconds",
          help: "How far the accounting that has been pulled from a cluster is behind now.",
          labels: ["cluster"],
          series: lags.map(({ cluster, seconds }) => [[cluster], seconds]),
        }) +
        exposeGauge({
          name: "purser_usage_gap_days",
          help: "Days between a cluster's first run and yesterday that have no runs and were not read as a whole.",
          labels: ["cluster"],
          series: clusters.map(({ cluster, gapDays }) => [[cluster], gapDays]),
        })
      );
    },
    onError: (err) => ctx.log.debug({ err }, "the figures of usage cannot be read"),
  });
  metrics.addKept(async () => await kept.current());
  return kept;
}
