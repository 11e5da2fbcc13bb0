import { Box, Group, Text } from "@mantine/core";
import type { RunChange } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { Remark } from "../../ui/badges.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { ListFoot } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { BatchLink } from "../../ui/record-link.tsx";
import { LoadingRows, RecordError } from "../../ui/states.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useListRunHistory } from "./run-past.queries.ts";

type Field = RunChange["fields"][number];

/** What the page calls the fields of a record; their own names say the units. */
const LABELS = {
  display_id: "column.display_id",
  name: "column.name",
  user: "run.user",
  account: "run.account",
  partition: "run.partition",
  qos: "run.qos",
  sluid: "run.sluid",
  reason: "run.reason",
  nodes: "run.nodes",
  node_count: "run.node_count",
  submitted_at: "run.submitted_at",
  eligible_at: "run.eligible_at",
  started_at: "run.started_at",
  ended_at: "run.ended_at",
  elapsed_seconds: "run.elapsed",
  suspended_seconds: "run.suspended",
  time_limit_seconds: "run.time_limit",
  requested_cpus: "run.requested_cpus",
  allocated_cpus: "run.allocated_cpus",
  requested_memory_mib: "run.requested_memory",
  allocated_memory_mib: "run.allocated_memory",
  gpus: "run.gpus",
  gpu_types: "run.gpus",
  requested_tres: "run.requested_tres",
  allocated_tres: "run.allocated_tres",
  state: "run.state",
  raw_state: "run.state",
  exit_code: "run.exit",
  exit_signal: "run.exit",
  used_cpu_milliseconds: "run.used_cpu",
  max_rss_kib: "run.max_rss",
  energy_joules: "run.energy",
} as const;

/** What later records changed of a run: before and after, when, and with which batch. */
export function RunHistory({ runId }: { readonly runId: string }) {
  const { t } = useTranslation("jobs");
  const history = useListRunHistory(runId);
  const changes = history.data?.pages.flatMap((page) => page.data);
  if (changes === undefined) {
    return (
      <Panel title={t("history.title")}>
        {history.error === null ? (
          <LoadingRows rows={2} />
        ) : (
          <RecordError error={history.error} onRetry={() => void history.refetch()} />
        )}
      </Panel>
    );
  }
  if (changes.length === 0) {
    return (
      <Panel title={t("history.title")}>
        <Text size="sm" c="dimmed">
          {t("history.none")}
        </Text>
      </Panel>
    );
  }
  return (
    <Panel title={t("history.title")} lead={t("history.lead")} padded={false}>
      {changes.map((change) => (
        <Change
          key={`${change.batch_id} ${change.fields.map(({ field, after }) => `${field}=${after}`).join()}`}
          change={change}
        />
      ))}
      <ListFoot query={history} count={changes.length} />
    </Panel>
  );
}

function Change({ change }: { readonly change: RunChange }) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const may = useMay();
  const columns = useFieldColumns();
  const at = format.exactTime(change.changed_at);
  return (
    <Box pb="sm">
      <Group px="md" py="xs" gap="md">
        <Text size="sm" fw={600}>
          {at}
        </Text>
        {may("usage:read") && <BatchLink id={change.batch_id}>{t("history.batch")}</BatchLink>}
      </Group>
      <DataTable label={t("history.of", { at })} columns={columns} rows={change.fields} rowKey={({ field }) => field} />
    </Box>
  );
}

function FieldName({ field }: { readonly field: string }) {
  const { t } = useTranslation("jobs");
  if (!isLabelled(field)) return <span className="mono">{field}</span>;
  return (
    <div>
      {t(LABELS[field])} <Remark>{field}</Remark>
    </div>
  );
}

function isLabelled(field: string): field is keyof typeof LABELS {
  return field in LABELS;
}

function useFieldColumns(): readonly Column<Field>[] {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const shown = (field: string, text: string | null) => {
    if (text === null) return "–";
    return field.endsWith("_at") ? format.exactTime(text) : text;
  };
  const value = (key: "before" | "after"): Column<Field> => ({
    key,
    header: t(`history.${key}`),
    narrow: "wide",
    cell: (field) => (
      <span className="mono" style={{ overflowWrap: "anywhere" }}>
        {shown(field.field, field[key])}
      </span>
    ),
  });
  return [
    { key: "field", header: t("history.field"), cell: ({ field }) => <FieldName field={field} /> },
    value("before"),
    value("after"),
  ];
}
