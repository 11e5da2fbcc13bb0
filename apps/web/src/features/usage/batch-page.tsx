import { Stack, Text } from "@mantine/core";
import type { UsageBatch, UsageReject } from "@purser/contract/schemas";
import { IconCircleCheck } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { type Fact, Facts } from "../../ui/facts.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { BatchLink } from "../../ui/record-link.tsx";
import { RecordView } from "../../ui/record-view.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { BatchSummary } from "./batch-summary.tsx";
import { RawText } from "./raw-text.tsx";
import { RejectActions } from "./reject-actions.tsx";
import { useGetUsageBatch, useListUsageRejects } from "./usage.queries.ts";
import { wayIn } from "./way-in.ts";

const route = getRouteApi("/app/batches/$batchId");

export function BatchPage() {
  const { t } = useTranslation("usage");
  const { batchId } = route.useParams();
  const batch = useGetUsageBatch(batchId);
  return (
    <RecordView query={batch} parent={{ to: "/batches", label: t("batches.title") }}>
      {(found) => <Batch batch={found} />}
    </RecordView>
  );
}

function Batch({ batch }: { readonly batch: UsageBatch }) {
  const { t } = useTranslation("usage");
  const format = useFormat();
  const seconds = (Date.parse(batch.finished_at) - Date.parse(batch.started_at)) / 1000;
  return (
    <>
      <PageHeader title={batch.source_name} audited={batch.id} parent={{ to: "/batches", label: t("batches.title") }} />
      <Stack>
        <Panel title={t("batch.result")}>
          <BatchSummary batch={batch} />
        </Panel>
        <Panel title={t("batch.origin")}>
          <Facts
            facts={[
              [t("batch.source"), t(`source.${wayIn(batch)}`)],
              ...retryOf(batch, t("batch.retry_of"), t("batch.retry_link")),
              [t("batch.ingested_by"), batch.ingested_by],
              [
                t("batch.format"),
                batch.api_version === null
                  ? t(`format.${batch.format}`)
                  : t("format.versioned", { version: batch.api_version }),
              ],
              ...batch.warnings.map((warning): Fact => [t("batch.warning"), t(`warning.${warning}`)]),
              [t("batch.bytes_read"), format.bytes(batch.bytes_read)],
              [t("batch.cluster"), batch.cluster ?? t("batch.cluster_from_file")],
              [t("batch.time_zone"), batch.time_zone],
              [t("batch.started_at"), format.exactTime(batch.started_at)],
              [t("batch.finished_at"), format.exactTime(batch.finished_at)],
              [t("batch.took"), format.duration(seconds)],
            ]}
          />
        </Panel>
        <Rejects batch={batch} />
      </Stack>
    </>
  );
}

/** Where the lines came from that this batch has read again. */
function retryOf({ retry_of: id }: UsageBatch, label: string, text: string): readonly Fact[] {
  return id === null
    ? []
    : [
        [
          label,
          <BatchLink key="retry" id={id}>
            {text}
          </BatchLink>,
        ],
      ];
}

function Rejects({ batch }: { readonly batch: UsageBatch }) {
  const { t } = useTranslation("usage");
  const rejects = useListUsageRejects(batch.id);
  const columns = useRejectColumns();
  const any = (rejects.data?.pages[0]?.data.length ?? 0) > 0;
  return (
    <Panel title={t("rejects.title")} {...(any ? { lead: t("rejects.lead") } : {})} padded={false}>
      {any && <RejectActions batch={batch} />}
      <PagedTable
        label={t("rejects.title")}
        query={rejects}
        columns={columns}
        rowKey={(reject) => `${reject.line_number} ${reject.reason} ${reject.field ?? ""}`}
        empty={<EmptyState icon={IconCircleCheck} title={t("rejects.empty_title")} text={t("rejects.empty_text")} />}
      />
      {any && (
        <Text size="xs" c="dimmed" px="md" pb="md">
          {t("rejects.control")}
        </Text>
      )}
    </Panel>
  );
}

function useRejectColumns(): readonly Column<UsageReject>[] {
  const { t } = useTranslation("usage");
  const format = useFormat();
  return [
    {
      key: "line",
      header: t("rejects.line"),
      align: "right",
      cell: (reject) => <strong>{format.count(reject.line_number)}</strong>,
    },
    { key: "reason", header: t("rejects.reason"), narrow: "wide", cell: (reject) => reject.message },
    {
      key: "field",
      header: t("rejects.field"),
      nowrap: true,
      cell: (reject) => <span className="mono">{reject.field ?? "–"}</span>,
    },
    {
      key: "resolved",
      header: t("rejects.resolved"),
      nowrap: true,
      cell: ({ resolved_by: id }) =>
        id === null ? t("rejects.open") : <BatchLink id={id}>{t("rejects.taken_in")}</BatchLink>,
    },
    { key: "raw", header: t("rejects.raw"), narrow: "wide", cell: (reject) => <RawText text={reject.raw} /> },
  ];
}
