import { Box, Group, Progress, Text } from "@mantine/core";
import type { UsagePull } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { PullActions } from "./pull-actions.tsx";
import { PullFailures } from "./pull-failures.tsx";
import { PullState } from "./pull-state.tsx";
import { useChangeUsagePull } from "./pulls.queries.ts";

/** A pull that is not over: how far it has come and what it has brought. */
export function OpenPull({ pull }: { readonly pull: UsagePull }) {
  const { t } = useTranslation("pulls");
  const format = useFormat();
  const change = useChangeUsagePull(pull.id);
  const [from, to, done] = [pull.window_from, pull.window_to, pull.done_until].map(Date.parse);
  const share = Math.round((100 * ((done ?? 0) - (from ?? 0))) / Math.max(1, (to ?? 0) - (from ?? 0)));
  const range = t("range", { from: format.dateTime(pull.window_from), to: format.dateTime(pull.window_to) });
  return (
    <Box role="group" aria-label={`${t(`kind.${pull.kind}`)} ${range}`}>
      <Group justify="space-between" gap="xs" mb={6}>
        <Group gap="xs">
          <PullState state={pull.state} />
          <Text size="sm" fw={600}>
            {t(`kind.${pull.kind}`)}
          </Text>
          <Text size="sm">{range}</Text>
        </Group>
        <PullActions pull={pull} change={change} />
      </Group>
      <Progress
        value={share}
        aria-label={t("progress_of", { range })}
        {...(pull.state === "paused" ? { color: "orange" } : {})}
      />
      <Text size="xs" c="dimmed" mt={4}>
        {t("progress", {
          share,
          runs: format.count(pull.runs_new + pull.runs_changed),
          rejected: format.count(pull.rejected),
        })}
      </Text>
      <PullFailures pull={pull} size="sm" c="red" mt={4} />
      {change.error !== null && <ErrorAlert error={change.error} />}
    </Box>
  );
}
