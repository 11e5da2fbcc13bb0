import { Autocomplete, Box, Button, Group, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { IconFileText, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../ui/use-format.ts";

export interface IngestInput {
  readonly file: File;
  readonly cluster: string;
  readonly timeZone: string;
}

const ZONES = Intl.supportedValuesOf("timeZone");

/** Chooses the file, and says what the file itself may not. */
export function IngestForm({ onSubmit }: { readonly onSubmit: (input: IngestInput) => void }) {
  const { t } = useTranslation("usage");
  const [file, setFile] = useState<File | null>(null);
  const [cluster, setCluster] = useState("");
  const [timeZone, setTimeZone] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (file !== null) onSubmit({ file, cluster: cluster.trim(), timeZone: timeZone.trim() });
      }}
    >
      <Stack>
        {file === null ? <Drop onFile={setFile} /> : <Chosen file={file} onRemove={() => setFile(null)} />}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t("ingest.cluster")}
            description={t("ingest.cluster_hint")}
            placeholder={t("ingest.cluster_placeholder")}
            value={cluster}
            maxLength={255}
            onChange={(event) => setCluster(event.currentTarget.value)}
          />
          <Autocomplete
            label={t("ingest.time_zone")}
            description={t("ingest.time_zone_hint")}
            placeholder={t("ingest.time_zone_placeholder")}
            value={timeZone}
            onChange={setTimeZone}
            data={ZONES}
            limit={8}
          />
        </SimpleGrid>
        <Group>
          <Button type="submit" disabled={file === null} leftSection={<IconUpload size={18} aria-hidden />}>
            {t("ingest.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Drop({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useTranslation("usage");
  return (
    <Dropzone
      multiple={false}
      onDrop={([file]) => file !== undefined && onFile(file)}
      aria-label={t("ingest.choose")}
      inputProps={{ "aria-label": t("ingest.file") }}
      p="xl"
    >
      <Stack align="center" gap={4} style={{ pointerEvents: "none" }} ta="center">
        <IconUpload size={36} stroke={1.4} color="var(--mantine-color-anchor)" aria-hidden />
        <Text fw={600} mt={4}>
          {t("ingest.drop")}
        </Text>
        <Text size="sm" c="dimmed">
          {t("ingest.drop_or")}
        </Text>
      </Stack>
    </Dropzone>
  );
}

function Chosen({ file, onRemove }: { readonly file: File; readonly onRemove: () => void }) {
  const { t } = useTranslation("usage");
  const format = useFormat();
  return (
    <Group className="panel" p="md" justify="space-between" bg="var(--purser-subtle)">
      <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
        <IconFileText size={28} stroke={1.5} aria-hidden />
        <Box style={{ minWidth: 0 }}>
          <Text fw={600} style={{ overflowWrap: "anywhere" }}>
            {file.name}
          </Text>
          <Text size="xs" c="dimmed">
            {format.bytes(file.size)}
          </Text>
        </Box>
      </Group>
      <Button variant="default" size="xs" onClick={onRemove}>
        {t("ingest.remove")}
      </Button>
    </Group>
  );
}
