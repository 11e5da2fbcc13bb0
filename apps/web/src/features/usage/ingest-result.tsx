import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import type { UsageBatch } from "@purser/contract/schemas";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../../ui/link-button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { BatchSummary } from "./batch-summary.tsx";

interface Props {
  readonly batch: UsageBatch;
  readonly onAgain: () => void;
}

/** What came of an upload, and where to go from there. */
export function IngestResult({ batch, onAgain }: Props) {
  const { t } = useTranslation("usage");
  const nothingNew = batch.runs_new === 0 && batch.runs_changed === 0 && batch.rejected === 0;
  return (
    <Stack>
      <Alert
        color="green"
        icon={<IconCircleCheck aria-hidden />}
        title={t("ingest.done", { name: batch.source_name })}
        role="status"
      >
        {nothingNew && <Text size="sm">{t("ingest.done_unchanged")}</Text>}
      </Alert>
      {batch.rejected > 0 && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
          <Group justify="space-between">
            <Text size="sm">{t("ingest.done_rejects", { count: batch.rejected })}</Text>
            <LinkButton to="/batches/$batchId" params={{ batchId: batch.id }} size="xs" variant="default">
              {t("ingest.see_rejects")}
            </LinkButton>
          </Group>
        </Alert>
      )}
      <Panel title={t("batch.result")}>
        <BatchSummary batch={batch} />
      </Panel>
      <Group>
        <LinkButton to="/runs">{t("ingest.see_runs")}</LinkButton>
        <LinkButton to="/batches/$batchId" params={{ batchId: batch.id }} variant="default">
          {t("ingest.see_batch")}
        </LinkButton>
        <Button variant="default" onClick={onAgain}>
          {t("ingest.another")}
        </Button>
      </Group>
    </Stack>
  );
}
