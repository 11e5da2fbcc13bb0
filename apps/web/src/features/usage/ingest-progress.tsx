import { Button, Group, Loader, Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { UploadProgress } from "../../api/upload.ts";
import { useFormat } from "../../ui/use-format.ts";

interface Props {
  readonly progress: UploadProgress;
  readonly onCancel: () => void;
}

/** How much of the file was sent; once all of it is, the server works and there is nothing to measure. */
export function IngestProgress({ progress, onCancel }: Props) {
  const { t } = useTranslation("usage");
  const format = useFormat();
  const { sentBytes, totalBytes } = progress;
  const sent = sentBytes >= totalBytes;
  const percent = totalBytes === 0 ? 100 : (sentBytes / totalBytes) * 100;
  return (
    <Stack gap="sm" py="md">
      <Group justify="space-between">
        <Group gap="sm" role="status">
          {sent && <Loader size="sm" aria-hidden />}
          <Text fw={600}>
            {sent
              ? t("ingest.pricing")
              : t("ingest.sending", { sent: format.bytes(sentBytes), total: format.bytes(totalBytes) })}
          </Text>
        </Group>
        {!sent && <Text c="dimmed">{format.percent(sentBytes, totalBytes)}</Text>}
      </Group>
      <Progress value={percent} animated={sent} striped={sent} size="lg" aria-label={t("ingest.title")} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t("ingest.pricing_text")}
        </Text>
        {!sent && (
          <Button variant="default" size="xs" onClick={onCancel}>
            {t("ingest.cancel")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
