import { Alert, Button, Group, Stack } from "@mantine/core";
import type { UsageBatch } from "@purser/contract/schemas";
import { IconDownload, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { BatchLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useDownloadRejects, useRetryUsageRejects } from "./usage.queries.ts";

/** What can be done with the lines of a batch that could not be read: take them away, or have them read again. */
export function RejectActions({ batch }: { readonly batch: UsageBatch }) {
  const { t } = useTranslation("usage");
  const may = useMay();
  const text = useDownloadRejects(batch.id, "text");
  const csv = useDownloadRejects(batch.id, "csv");
  const retry = useRetryUsageRejects(batch.id);
  const failed = [text, csv, retry].find(({ error }) => error !== null);
  const download = <IconDownload size={17} aria-hidden />;
  return (
    <Stack px="md" pb="sm" gap="xs">
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={download}
          loading={text.isPending}
          onClick={() => text.mutate()}
        >
          {t("rejects.download")}
        </Button>
        <Button size="xs" variant="default" leftSection={download} loading={csv.isPending} onClick={() => csv.mutate()}>
          {t("rejects.csv")}
        </Button>
        {may("usage:write") && batch.can_retry && (
          <Button
            size="xs"
            leftSection={<IconRefresh size={17} aria-hidden />}
            loading={retry.isPending}
            onClick={() => retry.mutate()}
          >
            {t("rejects.retry")}
          </Button>
        )}
      </Group>
      {retry.data !== undefined && <Retried batch={retry.data} />}
      {failed?.error != null && <ErrorAlert error={failed.error} />}
    </Stack>
  );
}

function Retried({ batch }: { readonly batch: UsageBatch }) {
  const { t } = useTranslation("usage");
  const format = useFormat();
  return (
    <Alert color={batch.lines_read > batch.rejected ? "green" : "yellow"} role="status">
      {t("rejects.retried", {
        read: format.count(batch.lines_read - batch.rejected),
        left: format.count(batch.rejected),
      })}{" "}
      <BatchLink id={batch.id}>{t("rejects.retried_batch")}</BatchLink>
    </Alert>
  );
}
