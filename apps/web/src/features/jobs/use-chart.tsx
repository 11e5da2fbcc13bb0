import { Box, Title } from "@mantine/core";
import type { JobMetrics } from "@purser/contract/schemas";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../ui/use-format.ts";
import { courseOf, type MetricKey, metric, together } from "./chart-points.ts";
import { TimeChart } from "./time-chart.tsx";
import type { Stretch } from "./zoom.ts";

/** What all charts of a run have in common. */
export interface ChartProps {
  readonly metrics: JobMetrics;
  /** Points are put together by so many seconds; null: they are drawn as they are. */
  readonly foldSeconds: number | null;
  readonly stretch: Stretch;
  readonly onZoom: (stretch: Stretch) => void;
}

interface Props extends ChartProps {
  readonly title: string;
  readonly metric: MetricKey;
  readonly unit: string;
  readonly scale?: number;
  readonly given: number | null;
}

/** One figure of a run over time. */
export function UseChart({ metrics, foldSeconds, stretch, onZoom, title, metric: key, unit, scale = 1, given }: Props) {
  const { t } = useTranslation("live");
  const summarise = useSummary();
  const points = useMemo(() => metric(metrics.points, key), [metrics, key]);
  const [label, least, most] = [t("use.mean"), t("use.least"), t("use.most")];
  const lines = useMemo(() => {
    const course = courseOf(points, { unit: scale, foldSeconds });
    return [{ label, course, banded: { least, most } }];
  }, [points, scale, foldSeconds, label, least, most]);
  const summary = summarise({ what: title, stats: together(points), scale, unit, stretch });
  return (
    <Box component="section" miw={0}>
      <Title order={3} size="h5" mb={4}>
        {title} ({unit})
      </Title>
      <TimeChart
        {...{ lines, given, unit, summary, stretch, onZoom }}
        givenLabel={t("use.given")}
        timeLabel={t("use.time")}
      />
    </Box>
  );
}

interface Summarised {
  readonly what: string;
  readonly stats: ReturnType<typeof together>;
  readonly scale: number;
  readonly unit: string;
  readonly stretch: Stretch;
}

/** Writes in a sentence what a chart shows. */
export function useSummary(): (summarised: Summarised) => string {
  const { t } = useTranslation("live");
  const format = useFormat();
  return ({ what, stats, scale, unit, stretch }) => {
    if (stats === null) return `${what}: ${t("use.none_here")}`;
    const time = (seconds: number) => format.dateTime(new Date(seconds * 1000).toISOString());
    const figure = (value: number) => `${format.measure(value / scale)} ${unit}`;
    return t("use.summary", {
      ...{ what, from: time(stretch.from), to: time(stretch.to) },
      ...{ mean: figure(stats.avg), least: figure(stats.min), most: figure(stats.max) },
    });
  };
}
