import { Autocomplete, Box, Button, Group, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { IconFileText, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DateRange } from "../../ui/date-range.tsx";
import { present } from "../../ui/search-params.ts";
import { useFormat } from "../../ui/use-format.ts";

export interface IngestInput {
  readonly file: File;
  readonly cluster: string;
  readonly timeZone: string;
  /** The days that Slurm was asked for, both within; where only one is told, none is. */
  readonly days: { readonly from?: string; readonly to?: string };
}

const ZONES = Intl.supportedValuesOf("timeZone");

/** Chooses the file, and says what the file itself may not. */
export function IngestForm({ onSubmit }: { readonly onSubmit: (input: IngestInput) => void }) {
  const { t } = useTranslation("usage");
  const [file, setFile] = useState<File | null>(null);
  const [cluster, setCluster] = useState("");
  const [timeZone, setTimeZone] = useState("");
  const [days, setDays] = useState<IngestInput["days"]>({});
  const oneSided = (days.from === undefined) !== (days.to === undefined);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (file !== null && !oneSided) onSubmit({ file, cluster: cluster.trim(), timeZone: timeZone.trim(), days });
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
        <AskedDays days={days} onChange={setDays} />
        <Group>
          <Button type="submit" disabled={file === null || oneSided} leftSection={<IconUpload size={18} aria-hidden />}>
            {t("ingest.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Says what a file cannot say of itself: of which days it has all runs, so that days without any count as read. */
function AskedDays({
  days,
  onChange,
}: {
  readonly days: IngestInput["days"];
  readonly onChange: (days: IngestInput["days"]) => void;
}) {
  const { t } = useTranslation("usage");
  const format = useFormat();
  return (
    <Box component="fieldset" p={0} m={0} style={{ border: "none", minWidth: 0 }}>
      <Text component="legend" size="sm" fw={600} p={0}>
        {t("ingest.days")}
      </Text>
      <Text size="xs" c="dimmed" mb="xs">
        {t("ingest.days_hint", { zone: format.zone })}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <DateRange
          labels={{ from: t("ingest.days_from"), to: t("ingest.days_to") }}
          value={days}
          onChange={(change) => onChange(present({ ...days, ...change }))}
        />
      </SimpleGrid>
    </Box>
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
