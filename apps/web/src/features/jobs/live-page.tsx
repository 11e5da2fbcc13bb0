import { Box, Button, Group, Text } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import { IconActivity, IconPlugConnectedX, IconRefresh } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay, useSeesAll } from "../../api/me.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { LoadingRows, RecordError } from "../../ui/states.tsx";
import { useFormat } from "../../ui/use-format.ts";
import type { FollowedRuns } from "./followed-runs.ts";
import { useLiveColumns } from "./live-columns.tsx";
import { LiveFilters } from "./live-filters.tsx";
import { type FollowWay, useLiveRuns } from "./live-runs.queries.ts";
import type { LiveSearch } from "./live-search.ts";

const route = getRouteApi("/app/live/jobs");
/** As many rows are drawn anew with each news; more are a button away. */
const ROWS = 100;
const CLOCK_MS = 5_000;

export function LiveJobsPage() {
  const { t } = useTranslation("live");
  const search = route.useSearch();
  const seesAll = useSeesAll();
  return (
    <>
      <PageHeader title={t("title")} lead={seesAll ? t("lead") : t("lead_own")} />
      <LiveFilters search={search} />
      <Panel padded={false}>
        <LiveRuns key={JSON.stringify(search)} search={search} />
      </Panel>
    </>
  );
}

function LiveRuns({ search }: { readonly search: LiveSearch }) {
  const { data, error, way, retry } = useLiveRuns(search);
  if (error !== null) {
    return (
      <Box p="md">
        <RecordError error={error} onRetry={retry} />
      </Box>
    );
  }
  if (data === undefined) return <LoadingRows rows={10} />;
  return (
    <>
      <Standing data={data} way={way} />
      {data.runs.length === 0 ? <NothingRuns isFiltered={Object.keys(search).length > 0} /> : <LiveTable data={data} />}
    </>
  );
}

/** Says how running jobs come to be here: to those who can see to it what is needed, to others where their runs are. */
function NothingRuns({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useTranslation("live");
  const may = useMay();
  if (isFiltered) return <EmptyState icon={IconActivity} title={t("empty_title")} text={t("empty_filtered")} />;
  const seesTo = may("tokens:read");
  return (
    <EmptyState
      icon={IconActivity}
      title={t("empty_title")}
      text={seesTo ? t("empty_text") : t("empty_text_user")}
      action={
        <LinkButton to={seesTo ? "/administration/tokens" : "/runs"} variant="light">
          {seesTo ? t("empty_tokens") : t("empty_runs")}
        </LinkButton>
      }
    />
  );
}

const WAYS = { stream: IconActivity, polling: IconRefresh, connecting: IconPlugConnectedX } as const;

/** How many there are, and how the page learns of them. */
function Standing({ data, way }: { readonly data: FollowedRuns; readonly way: FollowWay }) {
  const { t } = useTranslation("live");
  const format = useFormat();
  const Sign = WAYS[way];
  return (
    <Group justify="space-between" gap="xs" px="md" py="sm" data-follows={way}>
      <Text size="sm" fw={600}>
        {t("running", { count: data.total, total: format.count(data.total) })}
      </Text>
      <Group gap="xs" c="dimmed">
        <Sign size={16} aria-hidden />
        <Text size="sm" role="status">
          {t(`way.${way}`)}
        </Text>
        <Text size="sm">{t("as_of", { time: format.clock(data.at) })}</Text>
      </Group>
    </Group>
  );
}

function LiveTable({ data }: { readonly data: FollowedRuns }) {
  const { t } = useTranslation("live");
  const [shown, setShown] = useState(ROWS);
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), CLOCK_MS, { autoInvoke: true });
  const columns = useLiveColumns(Math.max(now, Date.parse(data.at)));
  const rows = data.runs.slice(0, shown);
  return (
    <>
      <DataTable label={t("title")} columns={columns} rows={rows} rowKey={(run) => run.run_id} />
      {data.total > rows.length && (
        <Group justify="space-between" px="md" py="sm">
          <Text size="sm" c="dimmed">
            {t("shown", { count: rows.length, total: data.total })}
          </Text>
          {data.runs.length > rows.length && (
            <Button size="xs" variant="default" onClick={() => setShown(shown + ROWS)}>
              {t("show_more")}
            </Button>
          )}
        </Group>
      )}
    </>
  );
}
