import { Progress, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { JobEfficiency, Run, UseOfCpus } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useGetJobEfficiency } from "./run-use.queries.ts";

/** How much of what it was given a run used, and what it left unused. */
export function RunEfficiency({ run }: { readonly run: Run }) {
  const { t } = useTranslation("live");
  const efficiency = useGetJobEfficiency(run);
  return (
    <Panel title={t("efficiency.title")} lead={t("efficiency.lead")}>
      <QueryView query={efficiency} rows={3}>
        {(found) => <Uses run={run} found={found} />}
      </QueryView>
    </Panel>
  );
}

function Uses({ run, found }: { readonly run: Run; readonly found: JobEfficiency }) {
  const { t } = useTranslation("live");
  const format = useFormat();
  const { cpu, memory, gpu } = found;
  if (cpu === null && memory === null && gpu === null) {
    return (
      <Text size="sm" c="dimmed">
        {t("efficiency.none")}
      </Text>
    );
  }
  const water =
    memory &&
    t("efficiency.high_water", {
      used: format.mib(Math.round(memory.high_water_mib)),
      given: format.mib(run.allocated_memory_mib),
    });
  const isPartial = found.sampled_nodes > 0 && found.sampled_nodes < found.node_count;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {cpu !== null && <Use title={t("use.cpu")} use={cpu} unused="unused_cpu" />}
        {memory !== null && <Use title={t("use.memory")} use={memory} unused="unused_memory" remark={water} />}
        {gpu !== null && <Use title={t("use.gpu")} use={gpu} unused="unused_gpu" />}
      </SimpleGrid>
      {isPartial && (
        <Text size="xs" c="dimmed">
          {t("efficiency.some_nodes", { sampled: found.sampled_nodes, count: found.node_count })}
        </Text>
      )}
    </Stack>
  );
}

interface UseProps {
  readonly title: string;
  readonly use: NonNullable<UseOfCpus>;
  readonly unused: "unused_cpu" | "unused_memory" | "unused_gpu";
  readonly remark?: string | null;
}

function Use({ title, use, unused, remark = null }: UseProps) {
  const { t } = useTranslation("live");
  const format = useFormat();
  const used = t("efficiency.used", { percent: format.measure(use.percent) });
  const hours = { hours: format.measure(use.unused_hours), given: format.measure(use.given_hours) };
  return (
    <Stack gap={4} component="section">
      <Title order={3} size="h5">
        {title}
      </Title>
      <Text size="xl" fw={600}>
        {used}
      </Text>
      <Progress value={Math.min(100, use.percent)} aria-label={title} size="sm" />
      <Text size="sm">{t(`efficiency.${unused}`, hours)}</Text>
      {remark !== null && <Text size="sm">{remark}</Text>}
      <Text size="xs" c="dimmed">
        {t(`efficiency.source.${use.source}`)}
      </Text>
    </Stack>
  );
}
