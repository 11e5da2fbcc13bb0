import { Badge, Tooltip } from "@mantine/core";
import type { NodeState } from "@purser/contract/schemas";
import {
  IconAlertTriangle,
  IconCircle,
  IconCircleFilled,
  IconCircleHalf2,
  IconMoon,
  IconQuestionMark,
  IconTool,
  IconX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

const LOOKS = {
  idle: { color: "green", icon: IconCircle },
  mixed: { color: "blue", icon: IconCircleHalf2 },
  allocated: { color: "blue", icon: IconCircleFilled },
  completing: { color: "blue", icon: IconCircleHalf2 },
  draining: { color: "orange", icon: IconAlertTriangle },
  drained: { color: "orange", icon: IconAlertTriangle },
  maintenance: { color: "gray", icon: IconTool },
  reserved: { color: "gray", icon: IconTool },
  powered_down: { color: "gray", icon: IconMoon },
  down: { color: "red", icon: IconX },
  unknown: { color: "orange", icon: IconQuestionMark },
} as const;

interface Props {
  readonly state: NodeState;
  readonly rawStates: readonly string[];
}

/** The state of a node by colour, sign and word; Slurm's own words stand behind it. */
export function NodeStateBadge({ state, rawStates }: Props) {
  const { t } = useTranslation("inventory");
  const { color, icon: Glyph } = LOOKS[state];
  return (
    <Tooltip label={rawStates.join(" + ")} disabled={rawStates.length === 0}>
      <Badge color={color} leftSection={<Glyph size={13} aria-hidden />} className="status">
        {t(`state.${state}`)}
      </Badge>
    </Tooltip>
  );
}
