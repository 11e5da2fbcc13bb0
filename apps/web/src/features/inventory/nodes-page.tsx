import { Group, Stack, Text } from "@mantine/core";
import type { ClusterView } from "@purser/contract/schemas";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { HeatMap } from "./heat-map.tsx";
import { useListAllNodes, useListClusterViews } from "./inventory.queries.ts";
import { LiveView, RefreshFault } from "./live-view.tsx";
import { MapLegend } from "./map-legend.tsx";
import { NodeFilters } from "./node-filters.tsx";
import type { NodeSearch } from "./node-search.ts";
import { PictureAge, PictureWarnings } from "./picture-age.tsx";
import { UnwellNodes } from "./unwell-nodes.tsx";

const route = getRouteApi("/app/live/nodes");

/** The nodes of a cluster as a map, each a cell that leads to its page. */
export function NodesPage() {
  const { t } = useTranslation("inventory");
  const search = route.useSearch();
  const views = useListClusterViews();
  return (
    <>
      <PageHeader title={t("nodes.title")} lead={t("nodes.lead")} />
      <LiveView views={views}>
        {(clusters) => {
          const view = clusters.find(({ cluster }) => cluster === search.cluster) ?? clusters[0];
          return view !== undefined && <ClusterNodes view={view} views={clusters} search={search} />;
        }}
      </LiveView>
    </>
  );
}

interface Props {
  readonly view: ClusterView;
  readonly views: readonly ClusterView[];
  readonly search: NodeSearch;
}

function ClusterNodes({ view, views, search }: Props) {
  const { t } = useTranslation("inventory");
  const { cluster } = view;
  const { partition, state, by = "state" } = search;
  // By the server, so that filters reach what is beyond the first on the map.
  const filters = { ...(partition !== undefined && { partition }), ...(state !== undefined && { state }) };
  const nodes = useListAllNodes({ cluster, ...filters });
  return (
    <>
      <PictureWarnings views={[view]} />
      <RefreshFault query={nodes} />
      <NodeFilters clusters={views.map((each) => each.cluster)} cluster={cluster} search={search} />
      <QueryView query={nodes}>
        {({ data: shown, hasMore }) => {
          return (
            <Stack>
              <Panel title={cluster} action={<PictureAge view={view} />}>
                <Stack gap="md">
                  {shown.length === 0 ? (
                    <Text size="sm">{t("nodes.none")}</Text>
                  ) : (
                    <>
                      <MapLegend nodes={shown} measure={by} />
                      <HeatMap nodes={shown} measure={by} />
                    </>
                  )}
                  <Group gap="md">
                    {!hasMore && (
                      <Text size="sm" c="dimmed">
                        {t("nodes.count", { count: shown.length })}
                      </Text>
                    )}
                    {hasMore && (
                      <Text size="sm" role="status">
                        {t("nodes.more", { count: shown.length, total: view.nodes })}
                      </Text>
                    )}
                  </Group>
                </Stack>
              </Panel>
              <UnwellNodes nodes={shown} />
            </Stack>
          );
        }}
      </QueryView>
    </>
  );
}
