import { Box, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { JobMetrics, MetricStats } from "@purser/contract/schemas";
import { IconTable } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { fold, metric } from "./chart-points.ts";

interface Props {
  readonly metrics: JobMetrics;
  readonly hasGpus: boolean;
}

interface Row {
  readonly at: string;
  readonly cpu: MetricStats;
  readonly memory: MetricStats;
  readonly gpu: MetricStats;
}

/** As many rows as somebody would listen to. */
const ROWS = 24;
const STEPS = [60, 300, 900, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 604_800];

/** What the charts show, in figures: for those who cannot see them, and for copying. */
export function ChartTable({ metrics, hasGpus }: Props) {
  const { t } = useTranslation("live");
  const [isOpen, { toggle }] = useDisclosure(false);
  const rows = useMemo(() => rowsOf(metrics), [metrics]);
  const columns = useChartColumns(hasGpus);
  if (rows.length === 0) return null;
  return (
    <Box>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-expanded={isOpen}
        leftSection={<IconTable size={16} aria-hidden />}
        onClick={toggle}
      >
        {isOpen ? t("use.table.hide") : t("use.table.show")}
      </Button>
      {isOpen && <DataTable label={t("use.table.title")} columns={columns} rows={rows} rowKey={({ at }) => at} />}
    </Box>
  );
}

function rowsOf({ points, from, to }: JobMetrics): readonly Row[] {
  if (from === null || to === null) return [];
  const least = (Date.parse(to) - Date.parse(from)) / 1000 / ROWS;
  const seconds = STEPS.find((step) => step >= least) ?? least;
  const [cpu, memory, gpu] = (["cpu_percent", "memory_mib", "gpu_percent"] as const).map((key) =>
    fold(metric(points, key), seconds),
  );
  return (cpu ?? []).map(({ at, stats }, index) => ({
    ...{ at, cpu: stats, memory: memory?.[index]?.stats ?? null, gpu: gpu?.[index]?.stats ?? null },
  }));
}

function useChartColumns(hasGpus: boolean): readonly Column<Row>[] {
  const { t } = useTranslation("live");
  const format = useFormat();
  const figure = (stats: MetricStats, write: (value: number) => string) =>
    stats === null
      ? "–"
      : t("use.table.cell", { mean: write(stats.avg), least: write(stats.min), most: write(stats.max) });
  const percent = (value: number) => `${format.measure(value)}%`;
  const column = (key: "cpu" | "memory" | "gpu", write: (value: number) => string): Column<Row> => ({
    ...{ key, header: t(`use.${key}`), align: "right" },
    cell: (row) => figure(row[key], write),
  });
  return [
    { key: "at", header: t("use.table.at"), nowrap: true, cell: ({ at }) => format.dateTime(at) },
    column("cpu", percent),
    column("memory", format.mib),
    ...(hasGpus ? [column("gpu", percent)] : []),
  ];
}
