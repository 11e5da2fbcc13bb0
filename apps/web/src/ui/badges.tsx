import { Badge, Text, Tooltip } from "@mantine/core";
import type { ReceiptStatus, RunState } from "@purser/contract/schemas";
import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconCircleCheck,
  IconClock,
  IconPlayerPlay,
  IconQuestionMark,
  IconX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

const RUN = {
  pending: { color: "gray", icon: IconClock },
  running: { color: "blue", icon: IconPlayerPlay },
  completed: { color: "green", icon: IconCheck },
  failed: { color: "red", icon: IconAlertTriangle },
  cancelled: { color: "gray", icon: IconBan },
  unknown: { color: "orange", icon: IconQuestionMark },
} as const;

const RECEIPT = {
  pending: { color: "orange", icon: IconClock },
  paid: { color: "green", icon: IconCircleCheck },
  void: { color: "gray", icon: IconX },
} as const;

/** The state of a run by colour, sign and word; Slurm's own word stands behind it. */
export function RunStateBadge({ state, rawState }: { readonly state: RunState; readonly rawState: string }) {
  const { t } = useTranslation("ui");
  const { color, icon: Glyph } = RUN[state];
  return (
    <Tooltip label={rawState} disabled={rawState === ""}>
      <Badge color={color} leftSection={<Glyph size={13} aria-hidden />} className="status">
        {t(`run_state.${state}`)}
      </Badge>
    </Tooltip>
  );
}

/** Where a receipt stands, by colour, sign and word. */
export function ReceiptStatusBadge({ status, size }: { readonly status: ReceiptStatus; readonly size?: "md" | "lg" }) {
  const { t } = useTranslation("ui");
  const { color, icon: Glyph } = RECEIPT[status];
  return (
    <Badge color={color} size={size ?? "md"} leftSection={<Glyph size={13} aria-hidden />} className="status">
      {t(`receipt_status.${status}`)}
    </Badge>
  );
}

/** A small dimmed remark beside something. */
export function Remark({ children }: { readonly children: string }) {
  return (
    <Text span size="xs" c="dimmed">
      {children}
    </Text>
  );
}
