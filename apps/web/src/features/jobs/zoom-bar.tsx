import { Button, Group, Text } from "@mantine/core";
import { IconArrowLeft, IconArrowRight, IconArrowsMaximize, IconZoomIn, IconZoomOut } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../ui/use-format.ts";
import { moved, SHORTEST_SECONDS, type Stretch, zoomed } from "./zoom.ts";

interface Props {
  readonly whole: Stretch;
  /** Null: all of it is shown. */
  readonly stretch: Stretch | null;
  readonly onZoom: (stretch: Stretch | null) => void;
}

/** What dragging over a chart does, for the keyboard and for fingers; and the way back. */
export function ZoomBar({ whole, stretch, onZoom }: Props) {
  const { t } = useTranslation("live");
  const format = useFormat();
  const shown = stretch ?? whole;
  const time = (seconds: number) => format.dateTime(new Date(seconds * 1000).toISOString());
  const buttons = [
    { key: "in", icon: IconZoomIn, off: shown.to - shown.from <= SHORTEST_SECONDS, to: zoomed(shown, 0.5, whole) },
    { key: "out", icon: IconZoomOut, off: stretch === null, to: zoomed(shown, 2, whole) },
    { key: "earlier", icon: IconArrowLeft, off: shown.from <= whole.from, to: moved(shown, -0.5, whole) },
    { key: "later", icon: IconArrowRight, off: shown.to >= whole.to, to: moved(shown, 0.5, whole) },
    { key: "whole", icon: IconArrowsMaximize, off: stretch === null, to: null },
  ] as const;
  return (
    <Group gap="xs" role="group" aria-label={t("use.zoom.label")}>
      {buttons.map(({ key, icon: Sign, off, to }) => (
        <Button
          key={key}
          size="compact-sm"
          variant="default"
          disabled={off}
          leftSection={<Sign size={15} aria-hidden />}
          onClick={() => onZoom(to)}
        >
          {t(`use.zoom.${key}`)}
        </Button>
      ))}
      <Text size="sm" c="dimmed" role="status">
        {t("use.zoom.shown", { from: time(shown.from), to: time(shown.to) })}
      </Text>
    </Group>
  );
}
