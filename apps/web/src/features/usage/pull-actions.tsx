import { Button, Group } from "@mantine/core";
import type { UsagePull } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import type { useChangeUsagePull } from "./pulls.queries.ts";

const ACTIONS = {
  waiting: ["pause", "cancel"],
  running: ["pause", "cancel"],
  paused: ["resume", "cancel"],
  failed: ["resume"],
  done: [],
  cancelled: [],
} as const;

interface Props {
  readonly pull: UsagePull;
  readonly change: ReturnType<typeof useChangeUsagePull>;
}

/** What can be done about a pull that was asked for by hand; those of the schedule follow one another by themselves. */
export function PullActions({ pull, change }: Props) {
  const { t } = useTranslation("pulls");
  const may = useMay();
  if (pull.kind === "scheduled" || !may("usage:write")) return null;
  return (
    <Group gap="xs">
      {ACTIONS[pull.state].map((action) => (
        <Button
          key={action}
          size="compact-sm"
          variant="default"
          disabled={change.isPending}
          onClick={() => change.mutate(action)}
        >
          {t(`action.${action}`)}
        </Button>
      ))}
    </Group>
  );
}
