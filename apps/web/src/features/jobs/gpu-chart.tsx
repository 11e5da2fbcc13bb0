import { Box, Group, NativeSelect, Text, Title } from "@mantine/core";
import type { DeviceSeries } from "@purser/contract/schemas";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { courseOf, type DeviceKey, deviceMetric, metric, together } from "./chart-points.ts";
import { TimeChart } from "./time-chart.tsx";
import { type ChartProps, useSummary } from "./use-chart.tsx";

const UNITS: Readonly<
  Record<DeviceKey, { readonly unit: string; readonly scale: number; readonly given: number | null }>
> = {
  utilization_percent: { unit: "%", scale: 1, given: 100 },
  memory_mib: { unit: "GiB", scale: 1024, given: null },
  power_watts: { unit: "W", scale: 1, given: null },
  temperature_celsius: { unit: "°C", scale: 1, given: null },
};
const KEYS: readonly DeviceKey[] = ["utilization_percent", "memory_mib", "power_watts", "temperature_celsius"];

/** The GPUs of a run, one by one where they were measured so, else all together. */
export function GpuChart({ metrics, foldSeconds, stretch, onZoom }: ChartProps) {
  const { t } = useTranslation("live");
  const [key, setKey] = useState<DeviceKey>("utilization_percent");
  const summarise = useSummary();
  const nameOf = useDeviceName();
  const { devices, points } = metrics;
  const { unit, scale, given } = UNITS[key];
  const [mean, least, most] = [t("use.mean"), t("use.least"), t("use.most")];
  const lines = useMemo(
    () =>
      devices.length === 0
        ? [{ label: mean, course: courseOf(metric(points, "gpu_percent"), { foldSeconds }), banded: { least, most } }]
        : devices.map((device) => ({
            label: nameOf(device),
            course: courseOf(deviceMetric(device.points, key), { unit: scale }),
            banded: null,
          })),
    [devices, points, key, scale, foldSeconds, mean, least, most, nameOf],
  );
  const measured =
    devices.length === 0
      ? metric(points, "gpu_percent")
      : devices.flatMap((device) => deviceMetric(device.points, key));
  const summary = summarise({ what: t("use.gpu"), stats: together(measured), scale, unit, stretch });
  return (
    <Box component="section" miw={0}>
      <Group justify="space-between" align="flex-end" mb={4}>
        <Title order={3} size="h5">
          {t("use.gpu")} ({unit})
        </Title>
        {devices.length > 0 && (
          <NativeSelect
            size="xs"
            aria-label={t("use.figure")}
            value={key}
            data={KEYS.map((value) => ({ value, label: t(`use.figures.${value}`) }))}
            onChange={({ currentTarget }) => setKey(KEYS.find((each) => each === currentTarget.value) ?? key)}
          />
        )}
      </Group>
      <TimeChart
        {...{ lines, given, unit, summary, stretch, onZoom }}
        givenLabel={t("use.given")}
        timeLabel={t("use.time")}
      />
      {metrics.devices_left_out > 0 && (
        <Text size="xs" c="dimmed">
          {t("use.devices_left_out", { count: metrics.devices_left_out })}
        </Text>
      )}
    </Box>
  );
}

function useDeviceName(): (device: DeviceSeries) => string {
  const { t } = useTranslation("live");
  return useMemo(
    () =>
      ({ id, node }: DeviceSeries) =>
        node === null || node === "" ? t("use.device", { id }) : t("use.device_on", { id, node }),
    [t],
  );
}
