import { Text } from "@mantine/core";
import type { Node, NodeState } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { NodeLink } from "./node-link.tsx";
import { NodeStateBadge } from "./node-state-badge.tsx";

const UNWELL: ReadonlySet<NodeState> = new Set(["down", "drained", "draining", "unknown"]);
const MOST = 100;

/** The nodes that somebody has to look after, and why. */
export function UnwellNodes({ nodes }: { readonly nodes: readonly Node[] }) {
  const { t } = useTranslation("inventory");
  const columns = useColumns();
  const unwell = nodes.filter(({ state }) => UNWELL.has(state));
  if (unwell.length === 0) return null;
  return (
    <Panel title={t("unwell.title")} lead={t("unwell.lead")} padded={false}>
      <DataTable label={t("unwell.title")} columns={columns} rows={unwell.slice(0, MOST)} rowKey={({ name }) => name} />
      {unwell.length > MOST && (
        <Text size="sm" c="dimmed" px="md" py="sm">
          {t("unwell.more", { count: unwell.length - MOST })}
        </Text>
      )}
    </Panel>
  );
}

function useColumns(): readonly Column<Node>[] {
  const { t } = useTranslation("inventory");
  return [
    {
      key: "name",
      header: t("node.name"),
      nowrap: true,
      cell: ({ cluster, name }) => <NodeLink cluster={cluster} name={name} />,
    },
    {
      key: "state",
      header: t("filter.state"),
      cell: ({ state, raw_states: rawStates }) => <NodeStateBadge state={state} rawStates={rawStates} />,
    },
    { key: "reason", header: t("node.reason"), narrow: "wide", cell: ({ reason }) => reason || t("node.no_reason") },
    { key: "partitions", header: t("node.partitions"), cell: ({ partitions }) => partitions.join(", ") || "–" },
  ];
}
