import { Badge } from "@mantine/core";
import type { UsagePull } from "@purser/contract/schemas";
import { IconAlertTriangle, IconBan, IconCheck, IconClock, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

const STATE = {
  waiting: { color: "gray", icon: IconClock },
  running: { color: "blue", icon: IconPlayerPlay },
  paused: { color: "orange", icon: IconPlayerPause },
  done: { color: "green", icon: IconCheck },
  failed: { color: "red", icon: IconAlertTriangle },
  cancelled: { color: "gray", icon: IconBan },
} as const;

/** How a pull stands, by colour, sign and word. */
export function PullState({ state }: { readonly state: UsagePull["state"] }) {
  const { t } = useTranslation("pulls");
  const { color, icon: Glyph } = STATE[state];
  return (
    <Badge color={color} leftSection={<Glyph size={13} aria-hidden />} className="status">
      {t(`state.${state}`)}
    </Badge>
  );
}
