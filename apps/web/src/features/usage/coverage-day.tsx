import { Badge, Stack, Text, Title } from "@mantine/core";
import type { CoverageBatch, CoverageDayDetail, CoveragePartition } from "@purser/contract/schemas";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { BatchLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useReadCoverageDay } from "./coverage.queries.ts";

interface Props {
  readonly cluster: string;
  readonly day: string;
}

/** One day of a cluster: what was read of it, its partitions, and the batches it came from. */
export function CoverageDay({ cluster, day }: Props) {
  const { t } = useTranslation("coverage");
  const format = useFormat();
  const detail = useReadCoverageDay({ cluster, day });
  return (
    <Panel title={t("day.title", { cluster, day: format.calendarDate(day) })}>
      <QueryView query={detail}>{(found) => <Detail detail={found} />}</QueryView>
    </Panel>
  );
}

function Detail({ detail }: { readonly detail: CoverageDayDetail }) {
  const { t } = useTranslation("coverage");
  const format = useFormat();
  const partitions = usePartitionColumns();
  const batches = useBatchColumns();
  const hidden = detail.batch_count - detail.batches.length;
  return (
    <Stack>
      <Text size="sm">{t(`explain.${detail.state}`)}</Text>
      <Facts
        columns={4}
        facts={[
          [t("day.state"), t(`state.${detail.state}`)],
          [t("day.runs"), format.count(detail.run_count)],
          [t("day.unknown"), <Unknown key="unknown" detail={detail} />],
          [t("day.read_spans"), <Spans key="spans" spans={detail.read_spans} />],
        ]}
      />
      {detail.partitions.length > 0 && (
        <div>
          <Title order={3} size="h5" mb="xs">
            {t("day.partitions")}
          </Title>
          <DataTable
            label={t("day.partitions")}
            columns={partitions}
            rows={detail.partitions}
            rowKey={({ partition }) => partition}
          />
        </div>
      )}
      {detail.batches.length > 0 && (
        <div>
          <Title order={3} size="h5" mb="xs">
            {t("day.batches")}
          </Title>
          <DataTable label={t("day.batches")} columns={batches} rows={detail.batches} rowKey={({ id }) => id} />
          {hidden > 0 && (
            <Text size="sm" c="dimmed" mt="xs">
              {t("day.more_batches", { count: hidden })}
            </Text>
          )}
        </div>
      )}
    </Stack>
  );
}

function Unknown({ detail }: { readonly detail: CoverageDayDetail }) {
  const { t } = useTranslation("coverage");
  const format = useFormat();
  const { cluster, unknown_count: unknown, run_count: runs } = detail;
  if (unknown === 0) return format.count(0);
  return (
    <Link to="/runs" search={{ cluster, state: "unknown" }} className="record-link">
      {t("day.share", {
        part: format.count(unknown),
        whole: format.count(runs),
        percent: format.percent(unknown, runs),
      })}
    </Link>
  );
}

function Spans({ spans }: { readonly spans: CoverageDayDetail["read_spans"] }) {
  const { t } = useTranslation("coverage");
  const format = useFormat();
  if (spans.length === 0) return t("day.nothing_read");
  return spans.map(({ from, to }) => (
    <div key={from}>{t("day.span", { from: format.dateTime(from), to: format.dateTime(to) })}</div>
  ));
}

function usePartitionColumns(): readonly Column<CoveragePartition>[] {
  const { t } = useTranslation("coverage");
  const format = useFormat();
  const count = (key: "run_count" | "allocated_count" | "unknown_count"): Column<CoveragePartition> => ({
    key,
    header: t(`partition.${key}`),
    align: "right",
    cell: (partition) => format.count(partition[key]),
  });
  return [
    {
      key: "partition",
      header: t("partition.name"),
      cell: ({ partition }) => <span className="mono">{partition}</span>,
    },
    count("run_count"),
    count("allocated_count"),
    {
      key: "gpu_count",
      header: t("partition.gpu_count"),
      align: "right",
      cell: ({ gpu_count, lacks_gpus }) =>
        lacks_gpus ? (
          <Badge color="orange" leftSection={<IconAlertTriangle size={13} aria-hidden />} className="status">
            {t("partition.lacks_gpus")}
          </Badge>
        ) : (
          format.count(gpu_count)
        ),
    },
    count("unknown_count"),
  ];
}

function useBatchColumns(): readonly Column<CoverageBatch>[] {
  const { t } = useTranslation(["coverage", "usage"]);
  const format = useFormat();
  return [
    {
      key: "source_name",
      header: t("usage:batches.source_name"),
      cell: ({ id, source_name }) => (
        <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
          <BatchLink id={id}>{source_name}</BatchLink>
        </div>
      ),
    },
    {
      key: "finished_at",
      header: `${t("usage:batches.finished_at")} (${format.zone})`,
      nowrap: true,
      cell: ({ finished_at }) => format.dateTime(finished_at),
    },
    {
      key: "runs_new",
      header: t("usage:batches.runs_new"),
      align: "right",
      cell: ({ runs_new }) => format.count(runs_new),
    },
    {
      key: "runs_changed",
      header: t("usage:batches.runs_changed"),
      align: "right",
      cell: ({ runs_changed }) => format.count(runs_changed),
    },
    {
      key: "rejected",
      header: t("coverage:day.rejected"),
      align: "right",
      cell: ({ rejected_count }) => (
        <Text span inherit {...(rejected_count > 0 ? { c: "red", fw: 600 } : {})}>
          {format.count(rejected_count)}
        </Text>
      ),
    },
  ];
}
