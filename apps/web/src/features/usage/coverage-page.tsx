import { Stack } from "@mantine/core";
import type { CoverageCluster } from "@purser/contract/schemas";
import { IconCalendarCheck } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Remark } from "../../ui/badges.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useListCoverageClusters } from "./coverage.queries.ts";
import { CoverageCalendar } from "./coverage-calendar.tsx";
import { CoverageDay } from "./coverage-day.tsx";
import { CoverageGaps, GapDays } from "./coverage-gaps.tsx";

const route = getRouteApi("/app/coverage");

/** Whether a centre has all of its accounting: which days of which clusters have been read. */
export function CoveragePage() {
  const { t } = useTranslation("coverage");
  const clusters = useListCoverageClusters();
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <QueryView query={clusters}>
        {({ data }) =>
          data.length === 0 ? (
            <Panel>
              <EmptyState icon={IconCalendarCheck} title={t("empty_title")} text={t("empty_text")} />
            </Panel>
          ) : (
            <Clusters clusters={data} />
          )
        }
      </QueryView>
    </>
  );
}

function Clusters({ clusters }: { readonly clusters: readonly CoverageCluster[] }) {
  const { t } = useTranslation("coverage");
  const search = route.useSearch();
  const columns = useClusterColumns();
  const chosen = clusters.find(({ cluster }) => cluster === search.cluster);
  const shown = chosen ?? clusters[0];
  // Who has chosen one wants its calendar; that others have gaps stands in the table.
  const warned = chosen === undefined ? clusters : [chosen];
  return (
    <Stack>
      <Panel padded={false}>
        <DataTable label={t("clusters")} columns={columns} rows={clusters} rowKey={({ cluster }) => cluster} />
      </Panel>
      {warned.map((cluster) => cluster.gap_day_count > 0 && <CoverageGaps key={cluster.cluster} coverage={cluster} />)}
      {shown !== undefined && (
        <>
          <CoverageCalendar coverage={shown} search={search} />
          {search.day !== undefined && <CoverageDay cluster={shown.cluster} day={search.day} />}
        </>
      )}
    </Stack>
  );
}

function useClusterColumns(): readonly Column<CoverageCluster>[] {
  const { t } = useTranslation("coverage");
  const format = useFormat();
  return [
    {
      key: "cluster",
      header: t("cluster"),
      cell: ({ cluster, time_zone, last_day }) => (
        <>
          <Link to="/coverage" search={{ cluster }} className="record-link">
            {cluster}
          </Link>
          <br />
          <Remark>{t("days_in", { zone: time_zone })}</Remark>
          {last_day !== null && (
            <>
              <br />
              <Remark>{t("retired", { day: format.calendarDate(last_day) })}</Remark>
            </>
          )}
        </>
      ),
    },
    {
      key: "first_day",
      header: t("first_day"),
      nowrap: true,
      cell: ({ first_day }) => (first_day === null ? "–" : format.calendarDate(first_day)),
    },
    {
      key: "read_until",
      header: `${t("read_until")} (${format.zone})`,
      nowrap: true,
      cell: ({ read_until }) => (read_until === null ? "–" : format.dateTime(read_until)),
    },
    {
      key: "lag",
      header: t("lag"),
      align: "right",
      cell: ({ lag_seconds }) => (lag_seconds === null ? "–" : format.duration(lag_seconds)),
    },
    {
      key: "gaps",
      header: t("gap_days"),
      align: "right",
      cell: ({ gap_day_count }) => <GapDays count={gap_day_count} />,
    },
  ];
}
