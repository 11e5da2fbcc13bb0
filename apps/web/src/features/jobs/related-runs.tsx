import { Box, Text, Title } from "@mantine/core";
import type { RelatedRuns as Related, RunGroup, RunSummary } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { RunStateBadge } from "../../ui/badges.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { RunLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useGetRelatedRuns } from "./run-past.queries.ts";

const KINDS = ["same_job", "array", "het_job"] as const;

/** Other runs of the same job id, of the array and of the het job, where there are any. */
export function RelatedRuns({ runId }: { readonly runId: string }) {
  const { t } = useTranslation("jobs");
  const related = useGetRelatedRuns(runId);
  if (related.data !== undefined && KINDS.every((kind) => related.data[kind].total === 0)) return null;
  return (
    <Panel title={t("related.title")} padded={false}>
      <QueryView query={related} rows={3}>
        {(found: Related) => KINDS.map((kind) => <Group key={kind} kind={kind} group={found[kind]} />)}
      </QueryView>
    </Panel>
  );
}

function Group({ kind, group }: { readonly kind: (typeof KINDS)[number]; readonly group: RunGroup }) {
  const { t } = useTranslation("jobs");
  const columns = useRelatedColumns();
  if (group.total === 0) return null;
  const label = t(`related.${kind}`, { count: group.total });
  return (
    <Box pb="sm">
      <Box px="md" py="xs">
        <Title order={3} size="h5">
          {label}
        </Title>
        {group.total > group.data.length && (
          <Text size="xs" c="dimmed">
            {t("related.first", { count: group.data.length })}
          </Text>
        )}
      </Box>
      <DataTable label={label} columns={columns} rows={group.data} rowKey={(run) => run.run_id} />
    </Box>
  );
}

function useRelatedColumns(): readonly Column<RunSummary>[] {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  return [
    { key: "id", header: t("column.display_id"), cell: (run) => <RunLink id={run.run_id}>{run.display_id}</RunLink> },
    {
      key: "submitted",
      header: `${t("column.submitted_at")} (${format.zone})`,
      nowrap: true,
      cell: (run) => format.dateTime(run.submitted_at),
    },
    {
      key: "state",
      header: t("column.state"),
      cell: (run) => <RunStateBadge state={run.state} rawState={run.raw_state} />,
    },
    {
      key: "elapsed",
      header: t("column.elapsed"),
      align: "right",
      cell: (run) => format.duration(run.elapsed_seconds),
    },
    { key: "cpus", header: t("column.cpus"), align: "right", cell: (run) => format.count(run.allocated_cpus) },
    {
      key: "gpus",
      header: t("column.gpus"),
      align: "right",
      cell: (run) => (run.gpus === 0 ? "–" : format.count(run.gpus)),
    },
  ];
}
