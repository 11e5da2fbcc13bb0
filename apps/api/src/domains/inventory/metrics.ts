import type { AppContext } from "../../platform/context.ts";
import { exposeGauge } from "../../platform/exposition.ts";
import { KeptFigures } from "../../platform/kept-figures.ts";
import type { Metrics } from "../../platform/metrics.ts";
import {
  countFreshNodes,
  type NodeFigures,
  readNodeFigures,
  readQueueFigures,
  readViewAges,
} from "./machine-figures.queries.ts";

/** However large a machine is, or a slurmrestd says it is. */
const MOST_NODES = 5_000;
const MOST_QUEUES = 500;
/** Nodes of an older picture have no series: how they are is not known. */
const OLDEST_SECONDS = 300;
const MIB = 1_048_576;

const NODE_LABELS = ["cluster", "node"];

/** What is shown of each node; null where it is not known. */
const OF_NODE: readonly (readonly [name: string, help: string, read: (node: NodeFigures) => number | null])[] = [
  ["hpc_node_total_cpus", "CPUs of a node.", ({ cpus }) => cpus],
  ["hpc_node_allocated_cpus", "CPUs of a node that jobs hold.", (node) => node.allocated_cpus],
  ["hpc_node_cpu_load", "Load of a node's operating system.", ({ load }) => load],
  ["hpc_node_total_memory_bytes", "Memory of a node.", (node) => node.memory_mib * MIB],
  ["hpc_node_allocated_memory_bytes", "Memory of a node that jobs hold.", (node) => bytes(node.allocated_memory_mib)],
  [
    "hpc_node_free_memory_bytes",
    "Memory that a node's operating system has free.",
    (node) => bytes(node.free_memory_mib),
  ],
  ["hpc_node_total_gpus", "GPUs of a node.", ({ gpus }) => gpus],
  ["hpc_node_allocated_gpus", "GPUs of a node that jobs hold.", (node) => node.allocated_gpus],
];

/** Shows how nodes and queues are in the last picture of each cluster, and how old that is. */
export function observeMachine(metrics: Metrics, { db, config, log }: AppContext): AsyncDisposable {
  const maxAge = Math.max(OLDEST_SECONDS, 3 * config.liveSyncSeconds);
  const kept = new KeptFigures({
    read: async () => {
      const nodes = await readNodeFigures(db, maxAge, MOST_NODES);
      const leftOut = nodes.length < MOST_NODES ? 0 : (await countFreshNodes(db, maxAge)) - MOST_NODES;
      return nodeText(nodes, leftOut) + (await queueText());
    },
    onError: (err) => log.debug({ err }, "the figures of nodes cannot be read"),
  });
  const queueText = async () => {
    const [queues, ages] = [await readQueueFigures(db, maxAge, MOST_QUEUES), await readViewAges(db)];
    return (
      exposeGauge({
        name: "hpc_queued_jobs",
        help: "Jobs that wait, by why; a task of an array is one, and one that may begin in two partitions is in both.",
        labels: ["cluster", "partition", "reason"],
        series: queues.map(({ cluster, partition, reason, tasks }) => [[cluster, partition, reason], tasks]),
      }) +
      exposeGauge({
        name: "purser_live_view_age_seconds",
        help: "Age of a cluster's last picture; infinite where there is none yet.",
        labels: ["cluster"],
        series: ages.map(({ cluster, age }) => [[cluster], age]),
      })
    );
  };
  metrics.addKept(async () => await kept.current());
  return kept;
}

function nodeText(nodes: readonly NodeFigures[], leftOut: number): string {
  const families = OF_NODE.map(([name, help, read]) => {
    const series = nodes.flatMap((node) => {
      const figure = read(node);
      return figure === null ? [] : [[[node.cluster, node.name], figure] as const];
    });
    return exposeGauge({ name, help, labels: NODE_LABELS, series });
  });
  const states = exposeGauge({
    name: "hpc_node_state",
    help: "1 for the state that a node is in.",
    labels: [...NODE_LABELS, "state"],
    series: nodes.map(({ cluster, name, state }) => [[cluster, name, state], 1]),
  });
  const rest = exposeGauge({
    name: "hpc_node_left_out",
    help: "Nodes without series, as there are too many.",
    labels: [],
    series: [[[], leftOut]],
  });
  return [...families, states, rest].join("");
}

function bytes(mib: number | null): number | null {
  return mib === null ? null : mib * MIB;
}
