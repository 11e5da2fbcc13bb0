import { Button, Code, FileInput, Group, NativeSelect, Radio, SimpleGrid, Stack, Text, Textarea } from "@mantine/core";
import type { Cluster, ReconciliationRequest } from "@purser/contract/schemas";
import { IconFileText, IconScale } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyText } from "../../ui/copy-text.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { instantsOf, slurmTime, today } from "../../ui/format.ts";
import { useAskableClusters } from "./reconciliation.queries.ts";

interface Props {
  readonly clusters: readonly Cluster[];
  readonly isPending: boolean;
  readonly onSubmit: (request: ReconciliationRequest) => void;
}

const WAYS = ["paste", "file", "ask"] as const;
type Way = (typeof WAYS)[number];
const UNITS = ["seconds", "minutes", "hours"] as const;
type Unit = (typeof UNITS)[number];

/** Chooses the cluster, the days and where Slurm's report comes from. */
export function ReconciliationForm({ clusters, isPending, onSubmit }: Props) {
  const { t } = useTranslation("reconciliation");
  const [cluster, setCluster] = useState(clusters[0]?.name ?? "");
  const [from, setFrom] = useState<string | undefined>();
  const [to, setTo] = useState<string | undefined>();
  const [chosen, setWay] = useState<Way>("paste");
  const [text, setText] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [unit, setUnit] = useState<Unit | undefined>();
  const zone = clusters.find(({ name }) => name === cluster)?.time_zone ?? "UTC";
  const canAsk = useAskableClusters().includes(cluster);
  const way = chosen === "ask" && !canAsk ? "paste" : chosen;
  const isReady = from !== undefined && to !== undefined && hasReport(way, text, file);
  const submit = async () => {
    const { from: begin, to: end } = instantsOf({ from, to });
    if (!isReady || begin === undefined || end === undefined) return;
    const period = { cluster, from: begin, to: end };
    const report = way === "file" ? await file?.text() : text;
    if (way === "ask" || report === undefined) return onSubmit(period);
    onSubmit({ ...period, text: report, ...(unit === undefined ? {} : { unit }) });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <NativeSelect
            label={t("cluster")}
            value={cluster}
            data={clusters.map(({ name }) => name)}
            onChange={(event) => setCluster(event.currentTarget.value)}
          />
          <DateField label={t("from")} value={from} onChange={setFrom} maxDate={to ?? today()} required />
          <DateField
            label={t("to")}
            value={to}
            onChange={setTo}
            maxDate={today()}
            {...(from === undefined ? {} : { minDate: from })}
            required
          />
        </SimpleGrid>
        <Radio.Group label={t("way")} value={way} onChange={(value) => setWay(value as Way)}>
          <Group mt={6} gap="md">
            {WAYS.filter((each) => each !== "ask" || canAsk).map((each) => (
              <Radio key={each} value={each} label={t(`ways.${each}`)} />
            ))}
          </Group>
        </Radio.Group>
        {way !== "ask" && <Command days={{ from, to }} timeZone={zone} />}
        {way === "paste" && (
          <Textarea
            label={t("text")}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autosize
            minRows={5}
            maxRows={14}
            spellCheck={false}
            styles={{
              input: { fontFamily: "var(--mantine-font-family-monospace)", whiteSpace: "pre", overflowX: "auto" },
            }}
          />
        )}
        {way === "file" && (
          <FileInput
            label={t("file")}
            placeholder={t("file_placeholder")}
            value={file}
            onChange={setFile}
            clearable
            leftSection={<IconFileText size={16} aria-hidden />}
          />
        )}
        {way !== "ask" && <UnitField unit={unit} onChange={setUnit} />}
        <Group>
          <Button
            type="submit"
            loading={isPending}
            disabled={!isReady}
            leftSection={<IconScale size={18} aria-hidden />}
          >
            {t("submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function hasReport(way: Way, text: string, file: File | null): boolean {
  if (way === "ask") return true;
  return way === "file" ? file !== null : text.trim() !== "";
}

interface CommandProps {
  readonly days: { readonly from: string | undefined; readonly to: string | undefined };
  readonly timeZone: string;
}

/** What to type on the cluster for the days that are chosen: days of the centre, in times of the cluster's zone. */
function Command({ days, timeZone }: CommandProps) {
  const { t } = useTranslation("reconciliation");
  const { from, to } = instantsOf(days);
  if (from === undefined || to === undefined) return null;
  const report = "sreport -P -t Seconds --tres=cpu,gres/gpu,mem cluster AccountUtilizationByUser";
  const command = `${report} start=${slurmTime(from, timeZone)} end=${slurmTime(to, timeZone)}`;
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t("command")}</Text>
        <CopyText text={command} size="xs" />
      </Group>
      <Code block tabIndex={0} aria-label={t("command")} style={{ whiteSpace: "pre-wrap", wordBreak: "break-word" }}>
        {command}
      </Code>
    </Stack>
  );
}

interface UnitProps {
  readonly unit: Unit | undefined;
  readonly onChange: (unit: Unit | undefined) => void;
}

function UnitField({ unit, onChange }: UnitProps) {
  const { t } = useTranslation("reconciliation");
  return (
    <NativeSelect
      label={t("unit")}
      maw={360}
      value={unit ?? ""}
      data={[
        { value: "", label: t("unit_of_title") },
        ...UNITS.map((value) => ({ value, label: t(`units.${value}`) })),
      ]}
      onChange={(event) => onChange(UNITS.find((each) => each === event.currentTarget.value))}
    />
  );
}
