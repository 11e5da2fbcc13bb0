import { Text } from "@mantine/core";
import type { UsageBatch } from "@purser/contract/schemas";
import { IconStack2, IconUpload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { Remark } from "../../ui/badges.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { BatchLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useListUsageBatches } from "./usage.queries.ts";
import { wayIn } from "./way-in.ts";

export function BatchesPage() {
  const { t } = useTranslation("usage");
  const may = useMay();
  const batches = useListUsageBatches();
  const columns = useBatchColumns();
  const ingest = may("usage:write") ? (
    <LinkButton to="/ingest" leftSection={<IconUpload size={18} aria-hidden />}>
      {t("batches.ingest")}
    </LinkButton>
  ) : undefined;
  return (
    <>
      <PageHeader title={t("batches.title")} lead={t("batches.lead")} actions={ingest} />
      <Panel padded={false}>
        <PagedTable
          label={t("batches.title")}
          query={batches}
          columns={columns}
          rowKey={(batch) => batch.id}
          empty={
            <EmptyState
              icon={IconStack2}
              title={t("batches.empty_title")}
              text={t("batches.empty_text")}
              action={ingest}
            />
          }
        />
      </Panel>
    </>
  );
}

function useBatchColumns(): readonly Column<UsageBatch>[] {
  const { t } = useTranslation("usage");
  const format = useFormat();
  const count = (key: "lines_read" | "runs_new" | "runs_changed" | "runs_unchanged"): Column<UsageBatch> => ({
    key,
    header: t(`batches.${key}`),
    align: "right",
    cell: (batch) => format.count(batch[key]),
  });
  return [
    {
      key: "source_name",
      header: t("batches.source_name"),
      cell: (batch) => (
        <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
          <BatchLink id={batch.id}>{batch.source_name}</BatchLink>
          <br />
          <Remark>{t(`source.${wayIn(batch)}`)}</Remark>
        </div>
      ),
    },
    {
      key: "finished_at",
      header: `${t("batches.finished_at")} (${format.zone})`,
      nowrap: true,
      cell: (batch) => format.dateTime(batch.finished_at),
    },
    { key: "ingested_by", header: t("batches.ingested_by"), cell: (batch) => batch.ingested_by },
    count("lines_read"),
    count("runs_new"),
    count("runs_changed"),
    count("runs_unchanged"),
    {
      key: "rejected",
      header: t("batches.rejected"),
      align: "right",
      cell: (batch) => (
        <Text span inherit {...(batch.rejected > 0 ? { c: "red", fw: 600 } : {})}>
          {format.count(batch.rejected)}
        </Text>
      ),
    },
  ];
}
