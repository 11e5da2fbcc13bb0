import { Stack } from "@mantine/core";
import type { ClusterView, Node } from "@purser/contract/schemas";
import type { UseQueryResult } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { Facts } from "../../ui/facts.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { LoadingRows } from "../../ui/states.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useGetNode, useListClusterViews } from "./inventory.queries.ts";
import { RefreshFault } from "./live-view.tsx";
import { NodeJobs } from "./node-jobs.tsx";
import { NodeStateBadge } from "./node-state-badge.tsx";
import { PictureAge, PictureWarnings } from "./picture-age.tsx";
import { ShareBar } from "./share-bar.tsx";

const route = getRouteApi("/app/live/nodes/$cluster/$name");

/** One node: what it has, what of that is taken, how it is, and what runs on it. */
export function NodePage() {
  const { t } = useTranslation("inventory");
  const { cluster, name } = route.useParams();
  const node = useGetNode({ cluster, name });
  const views = useListClusterViews();
  return (
    <>
      <PageHeader parent={{ to: "/live/nodes", label: t("nodes.title") }} title={name} />
      {views.isPending ? (
        <Panel>
          <LoadingRows rows={7} />
        </Panel>
      ) : (
        <NodeView node={node} cluster={cluster} view={views.data?.data.find((each) => each.cluster === cluster)} />
      )}
    </>
  );
}

interface NodeViewProps {
  readonly node: UseQueryResult<Node>;
  readonly cluster: string;
  readonly view: ClusterView | undefined;
}

function NodeView({ node, cluster, view }: NodeViewProps) {
  return (
    <>
      {view !== undefined && <PictureWarnings views={[view]} />}
      <RefreshFault query={node} />
      <Panel title={cluster} action={view !== undefined && <PictureAge view={view} />}>
        <QueryView query={node} rows={7}>
          {(data) => <NodeFacts node={data} />}
        </QueryView>
      </Panel>
      {node.data !== undefined && <Jobs node={node.data} />}
    </>
  );
}

function NodeFacts({ node }: { readonly node: Node }) {
  const { t } = useTranslation("inventory");
  const format = useFormat();
  const { state, raw_states: rawStates } = node;
  return (
    <Facts
      columns={4}
      facts={[
        [t("filter.state"), <NodeStateBadge key="state" state={state} rawStates={rawStates} />],
        [
          t("node.raw_states"),
          <span key="raw" className="mono">
            {rawStates.join(" + ")}
          </span>,
        ],
        [t("node.reason"), node.reason],
        [t("node.partitions"), <PartitionLinks key="partitions" node={node} />],
        [t("node.cpus"), <ShareBar key="cpus" part={node.allocated_cpus} whole={node.cpus} write={format.count} />],
        [
          t("node.memory"),
          <ShareBar key="memory" part={node.allocated_memory_mib} whole={node.memory_mib} write={format.mib} />,
        ],
        [t("node.gpus"), <ShareBar key="gpus" part={node.allocated_gpus} whole={node.gpus} write={format.count} />],
        [t("node.gpu_types"), typesOf(node)],
        [t("node.load"), node.load === null ? null : String(node.load)],
        [t("node.free_memory"), node.free_memory_mib === null ? null : format.mib(node.free_memory_mib)],
        [t("node.booted_at"), node.booted_at === null ? null : format.exactTime(node.booted_at)],
        [t("node.slurm_version"), node.slurm_version],
        [t("node.features"), node.features.join(", ")],
      ]}
    />
  );
}

/** "a100: 3 / 4" for each type. */
function typesOf({ gpu_types: types, allocated_gpu_types: allocated }: Node): string {
  return Object.entries(types)
    .map(([type, count]) => `${type}: ${allocated[type] ?? 0} / ${count}`)
    .join(", ");
}

function PartitionLinks({ node }: { readonly node: Node }) {
  if (node.partitions.length === 0) return "–";
  return node.partitions.map((partition, place) => (
    <span key={partition}>
      {place > 0 && ", "}
      <Link to="/live/nodes" search={{ cluster: node.cluster, partition }} className="record-link">
        {partition}
      </Link>
    </span>
  ));
}

function Jobs({ node }: { readonly node: Node }) {
  const may = useMay();
  if (!may("jobs:read")) return null;
  return (
    <Stack mt="md">
      <NodeJobs cluster={node.cluster} node={node.name} />
    </Stack>
  );
}
