import { Stack, Text } from "@mantine/core";
import type { JobMetrics, Run } from "@purser/contract/schemas";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { namesInNodeOrder } from "../../ui/node-order.ts";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { ChartTable } from "./chart-table.tsx";
import { GpuChart } from "./gpu-chart.tsx";
import { useGetJobMetrics } from "./run-use.queries.ts";
import { UseChart } from "./use-chart.tsx";
import { marked, type Stretch } from "./zoom.ts";
import { ZoomBar } from "./zoom-bar.tsx";

/** What a run used over time, against what it was given. */
export function RunUse({ run }: { readonly run: Run }) {
  const { t } = useTranslation("live");
  const [stretch, setStretch] = useState<Stretch | null>(null);
  const [node, setNode] = useState<string>();
  const metrics = useGetJobMetrics(run, { stretch, node });
  return (
    <Panel title={t("use.title")} lead={t("use.lead")}>
      <QueryView query={metrics} rows={8}>
        {(found) =>
          found.from === null && stretch === null && node === undefined ? (
            <Text size="sm" c="dimmed">
              {run.samples.count > 0 ? t("use.none_kept") : t("use.none")}
            </Text>
          ) : (
            <Stack gap="lg">
              {(found.nodes.length > 1 || node !== undefined) && (
                <ChoiceField
                  label={t("use.node")}
                  value={node}
                  choices={namesInNodeOrder(new Set([...found.nodes, ...(node === undefined ? [] : [node])]))}
                  onChange={setNode}
                />
              )}
              <Charts run={run} metrics={found} node={node} stretch={stretch} onZoom={setStretch} />
            </Stack>
          )
        }
      </QueryView>
    </Panel>
  );
}

interface ChartsProps {
  readonly run: Run;
  readonly metrics: JobMetrics;
  readonly node: string | undefined;
  readonly stretch: Stretch | null;
  readonly onZoom: (stretch: Stretch | null) => void;
}

/** What several nodes measured within a minute of each other is drawn together. */
const FOLD_SECONDS = 60;

function Charts({ run, metrics, node, stretch, onZoom }: ChartsProps) {
  const { t } = useTranslation("live");
  const whole = useMemo(() => wholeOf(run, metrics), [run, metrics]);
  const shown = stretch ?? whole;
  const parted = metrics.nodes.length > 1 && node === undefined;
  const foldSeconds = parted && metrics.bucket_seconds === null ? FOLD_SECONDS : null;
  // Of a run on several nodes a point is of one node: its memory stands against what one node gave.
  const memoryGiven = run.allocated_memory_mib / Math.max(1, run.node_count) / 1024;
  const one = { metrics, foldSeconds, stretch: shown, onZoom: (part: Stretch) => onZoom(marked(part, whole)) };
  return (
    <>
      <ZoomBar whole={whole} stretch={stretch} onZoom={onZoom} />
      {metrics.samples === 0 && <Text size="sm">{t("use.none_here")}</Text>}
      <UseChart {...one} title={t("use.cpu")} metric="cpu_percent" unit="%" given={100} />
      <UseChart
        {...one}
        title={run.node_count > 1 ? t("use.memory_of_node") : t("use.memory")}
        metric="memory_mib"
        unit="GiB"
        scale={1024}
        given={memoryGiven > 0 ? memoryGiven : null}
      />
      {run.gpus > 0 && <GpuChart {...one} />}
      <Grain metrics={metrics} />
      <ChartTable metrics={metrics} hasGpus={run.gpus > 0} />
    </>
  );
}

/** From how many samples the charts are made, and how they are put together. */
function Grain({ metrics }: { readonly metrics: JobMetrics }) {
  const { t } = useTranslation("live");
  const format = useFormat();
  const { samples, bucket_seconds: seconds } = metrics;
  return (
    <Text size="xs" c="dimmed">
      {t("use.samples", { count: samples, total: format.count(samples) })}
      {seconds !== null && ` · ${t("use.bucket", { duration: format.duration(Math.max(1, Math.round(seconds))) })}`}
      {` · ${t("use.zoom.hint")}`}
    </Text>
  );
}

/** The time of a run as far as it is known: from its start to its end, or to its last sample. */
function wholeOf(run: Run, { from, to }: JobMetrics): Stretch {
  const seconds = (instant: string | null) => (instant === null ? null : Date.parse(instant) / 1000);
  const begin = seconds(run.started_at) ?? seconds(from) ?? seconds(run.submitted_at) ?? 0;
  const end = seconds(run.ended_at) ?? Math.max(Date.now() / 1000, seconds(to) ?? 0);
  return { from: Math.floor(begin), to: Math.max(Math.ceil(end), Math.floor(begin) + 60) };
}
