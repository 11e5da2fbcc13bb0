import { Box } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay, useSeesAll } from "../../api/me.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { LoadingRows, RecordError } from "../../ui/states.tsx";
import { useListRuns } from "./jobs.queries.ts";
import { RunFilters } from "./run-filters.tsx";
import type { RunSearch } from "./run-search.ts";
import { RunsTable } from "./runs-table.tsx";

const route = getRouteApi("/app/runs");

export function RunsPage() {
  const { t } = useTranslation("jobs");
  const search = route.useSearch();
  const seesAll = useSeesAll();
  return (
    <>
      <PageHeader title={t("list.title")} lead={seesAll ? t("list.lead") : t("list.lead_own")} />
      <RunFilters search={search} />
      <Panel padded={false}>
        <Runs search={search} />
      </Panel>
    </>
  );
}

function Runs({ search }: { readonly search: RunSearch }) {
  const runs = useListRuns(search);
  if (runs.data === undefined && runs.error !== null) {
    return (
      <Box p="md">
        <RecordError error={runs.error} onRetry={() => void runs.refetch()} />
      </Box>
    );
  }
  if (runs.data === undefined) return <LoadingRows rows={12} />;
  const rows = runs.data.pages.flatMap((page) => page.data);
  if (rows.length > 0) return <RunsTable rows={rows} query={runs} />;
  return <NoRuns isFiltered={Object.keys(search).length > 0} />;
}

/** Leads whoever can bring runs in to where that is done. */
function NoRuns({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useTranslation(["jobs", "ui"]);
  const may = useMay();
  const ingest = (
    <LinkButton to="/ingest" variant="light">
      {t("ui:nav.ingest")}
    </LinkButton>
  );
  return (
    <EmptyState
      icon={IconListDetails}
      title={t("jobs:list.empty_title")}
      text={isFiltered ? t("jobs:list.empty_text") : t("jobs:list.empty_all")}
      action={!isFiltered && may("usage:write") && ingest}
    />
  );
}
