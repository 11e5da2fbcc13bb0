import type { AppContext } from "../../platform/context.ts";
import { exposeGauge } from "../../platform/exposition.ts";
import { KeptFigures } from "../../platform/kept-figures.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { countLiveRuns, countRunsOfNodes, type LiveRunFigures, readLiveRunFigures } from "./live-figures.queries.ts";
import { lastRunChange } from "./live-runs.queries.ts";

const MOST_NODES = 5_000;

/**
 * Shows the runs that are under way: how many, and the oldest of them each by itself. Runs that have ended cost nothing,
 * as none of this looks at them.
 */
export function observeLiveRuns(metrics: Metrics, { db, config, log }: AppContext): AsyncDisposable {
  let lastChange = "";
  const kept = new KeptFigures({
    read: async () => {
      lastChange = await lastRunChange(db);
      const runs = await readLiveRunFigures(db, config.metricsMaxJobs);
      const counts = await countLiveRuns(db);
      const total = counts.reduce((sum, { runs: count }) => sum + count, 0);
      const nodes = await countRunsOfNodes(db, MOST_NODES);
      return runText(runs) + countText(counts, total - runs.length) + nodeText(nodes);
    },
    hasChanged: async () => (await lastRunChange(db)) !== lastChange,
    onError: (err) => log.debug({ err }, "the figures of runs cannot be read"),
  });
  metrics.addKept(async () => await kept.current());
  return kept;
}

function runText(runs: readonly LiveRunFigures[]): string {
  return exposeGauge({
    name: "hpc_job_runtime_seconds",
    help: "How long a run under way has been running.",
    labels: ["cluster", "job_id", "run_id", "user", "account", "partition", "node"],
    series: runs.flatMap((run) => {
      const { cluster, job_id: id, run_id: runId, user, account, partition, node, runtime_seconds: seconds } = run;
      return seconds === null ? [] : [[[cluster, String(id), runId, user, account, partition, node], seconds] as const];
    }),
  });
}

type Counts = Awaited<ReturnType<typeof countLiveRuns>>;

function countText(counts: Counts, leftOut: number): string {
  const ofCluster = new Map<string, number>();
  for (const { cluster, runs } of counts) ofCluster.set(cluster, (ofCluster.get(cluster) ?? 0) + runs);
  const families = [
    exposeGauge({
      name: "hpc_job_state_total",
      help: "Runs that are under way, by state.",
      labels: ["cluster", "state"],
      series: counts.map(({ cluster, state, runs }) => [[cluster, state], runs]),
    }),
    exposeGauge({
      name: "hpc_job_total",
      help: "Runs that are under way.",
      labels: ["cluster"],
      series: [...ofCluster].map(([cluster, runs]) => [[cluster], runs]),
    }),
    exposeGauge({
      name: "hpc_job_left_out",
      help: "Runs under way without series of their own, as there are more than METRICS_MAX_JOBS.",
      labels: [],
      series: [[[], leftOut]],
    }),
    exposeGauge({
      name: "hpc_exporter_last_collect_timestamp_seconds",
      help: "When the runs under way were read last.",
      labels: [],
      series: [[[], Date.now() / 1_000]],
    }),
  ];
  return families.join("");
}

function nodeText(nodes: Awaited<ReturnType<typeof countRunsOfNodes>>): string {
  return exposeGauge({
    name: "hpc_node_jobs",
    help: "Runs under way on a node.",
    labels: ["cluster", "node"],
    series: nodes.map(({ cluster, node, runs }) => [[cluster, node], runs]),
  });
}
