import { Stack } from "@mantine/core";
import type { ClusterView } from "@purser/contract/schemas";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSeesAll } from "../../api/me.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { useListClusterViews } from "./inventory.queries.ts";
import { LiveView } from "./live-view.tsx";
import { PictureWarnings } from "./picture-age.tsx";
import { QueueCounts } from "./queue-counts.tsx";
import { QueueFilters } from "./queue-filters.tsx";
import type { QueueSearch } from "./queue-search.ts";
import { QueuedJobs } from "./queued-jobs.tsx";

const route = getRouteApi("/app/live/queue");

/** What waits and why: each job that the person may see, and everybody's in figures. */
export function QueuePage() {
  const { t } = useTranslation("queue");
  const search = route.useSearch();
  const seesAll = useSeesAll();
  const views = useListClusterViews();
  return (
    <>
      <PageHeader title={t("title")} lead={seesAll ? t("lead") : t("lead_own")} />
      <LiveView views={views}>{(clusters) => <Queue views={clusters} search={search} />}</LiveView>
    </>
  );
}

interface Props {
  readonly views: readonly ClusterView[];
  readonly search: QueueSearch;
}

function Queue({ views, search }: Props) {
  const shown = views.filter(({ cluster }) => search.cluster === undefined || cluster === search.cluster);
  return (
    <>
      <PictureWarnings views={shown} />
      <QueueFilters clusters={views.map(({ cluster }) => cluster)} search={search} />
      <Stack>
        <QueuedJobs views={shown} search={search} />
        <QueueCounts search={search} />
      </Stack>
    </>
  );
}
