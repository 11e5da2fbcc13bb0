import { Button, Group, Stack, Text } from "@mantine/core";
import type { AuditCheckpoint } from "@purser/contract/schemas";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import type { Column } from "../../ui/data-table.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { useFormat } from "../../ui/use-format.ts";
import { useListAuditCheckpoints, useTakeAuditCheckpoint } from "./audit.queries.ts";

/** Where the chain stood and when, to be kept elsewhere. */
export function Checkpoints() {
  const { t } = useTranslation("audit");
  const may = useMay();
  const checkpoints = useListAuditCheckpoints();
  const take = useTakeAuditCheckpoint();
  const columns = useCheckpointColumns();
  return (
    <Panel title={t("checkpoints.title")}>
      <Stack>
        <Group justify="space-between">
          <Text size="sm" maw={640}>
            {t("checkpoints.text")}
          </Text>
          {may("audit:checkpoint") && (
            <Button variant="default" loading={take.isPending} onClick={() => take.mutate()}>
              {t("checkpoints.take")}
            </Button>
          )}
        </Group>
        {take.error !== null && <ErrorAlert error={take.error} onRetry={() => take.mutate()} />}
        <PagedTable
          label={t("checkpoints.title")}
          query={checkpoints}
          columns={columns}
          rowKey={(checkpoint) => checkpoint.id}
          empty={<Text size="sm">{t("checkpoints.empty")}</Text>}
        />
      </Stack>
    </Panel>
  );
}

function useCheckpointColumns(): readonly Column<AuditCheckpoint>[] {
  const { t } = useTranslation("audit");
  const format = useFormat();
  return [
    { key: "taken_at", header: t("checkpoints.taken_at"), nowrap: true, cell: (row) => format.exactTime(row.taken_at) },
    { key: "sequence", header: t("checkpoints.number"), align: "right", cell: (row) => format.count(row.sequence) },
    {
      key: "save",
      header: "",
      align: "right",
      narrow: "bare",
      cell: (row) => (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => saveFile(new Blob([JSON.stringify(row, null, 2)]), `audit-checkpoint-${row.sequence}.json`)}
        >
          {t("checkpoints.download")}
        </Button>
      ),
    },
  ];
}
