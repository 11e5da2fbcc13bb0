import { Stack, Text } from "@mantine/core";
import type { ClusterView, Node } from "@purser/contract/schemas";
import { getRouteApi } from "@tanstack/react-router";
import { startTransition, useDeferredValue, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { inNodeOrder } from "../../ui/node-order.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { LoadingRows } from "../../ui/states.tsx";
import { HeatMap } from "./heat-map.tsx";
import { useListAllNodes, useListClusterViews } from "./inventory.queries.ts";
import { LiveView, RefreshFault } from "./live-view.tsx";
import { MapLegend } from "./map-legend.tsx";
import { NodeFilters } from "./node-filters.tsx";
import type { Measure } from "./node-mark.ts";
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
      <QueryView query={nodes}>{(picture) => <NodePicture {...picture} measure={by} view={view} />}</QueryView>
    </>
  );
}

const NONE: readonly Node[] = [];

interface PictureProps {
  readonly data: readonly Node[];
  readonly hasMore: boolean;
  readonly measure: Measure;
  readonly view: ClusterView;
}

/** Is drawn in small steps, between which the page answers: a thousand cells at once would hold it up. */
function NodePicture({ data, hasMore, measure, view }: PictureProps) {
  const { t } = useTranslation("inventory");
  const inOrder = useMemo(() => inNodeOrder(data, ({ name }) => name), [data]);
  const nodes = useDeferredValue(inOrder, NONE);
  const by = useDeferredValue(measure);
  const drawn = useGrowing(nodes.length);
  const isWhole = drawn >= nodes.length;
  if (nodes === NONE) return <LoadingRows />;
  return (
    <Stack>
      <Panel title={view.cluster} action={<PictureAge view={view} />}>
        <Stack gap="md">
          {nodes.length === 0 ? (
            <Text size="sm">{t("nodes.none")}</Text>
          ) : (
            <>
              <MapLegend nodes={nodes} measure={by} />
              <HeatMap nodes={isWhole ? nodes : nodes.slice(0, drawn)} measure={by} />
            </>
          )}
          {isWhole && !hasMore && (
            <Text size="sm" c="dimmed">
              {t("nodes.count", { count: nodes.length })}
            </Text>
          )}
          {isWhole && hasMore && (
            <Text size="sm" role="status">
              {t("nodes.more", { count: nodes.length, total: view.nodes })}
            </Text>
          )}
        </Stack>
      </Panel>
      {isWhole && <UnwellNodes nodes={nodes} />}
    </Stack>
  );
}

/** As many cells as a browser lays out at once without being felt. */
const STEP = 1_000;

/** How many of so many are drawn by now: a step more after each picture of the screen. What stands below waits, so that it does not jump. */
function useGrowing(count: number): number {
  const [drawn, setDrawn] = useState(STEP);
  useEffect(() => {
    if (drawn >= count) return;
    const frame = requestAnimationFrame(() => startTransition(() => setDrawn(drawn + STEP)));
    return () => cancelAnimationFrame(frame);
  }, [drawn, count]);
  return drawn;
}
