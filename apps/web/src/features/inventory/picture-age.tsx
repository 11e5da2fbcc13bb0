import { Alert, Badge, Group, List, Stack, Text } from "@mantine/core";
import type { ClusterView } from "@purser/contract/schemas";
import { IconAlertTriangle, IconClockExclamation } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../ui/use-format.ts";

interface Props {
  readonly view: ClusterView;
}

/** When the picture of a cluster was taken, and whether it is too old to go by. */
export function PictureAge({ view }: Props) {
  const { t } = useTranslation("inventory");
  const format = useFormat();
  return (
    <Group gap="xs">
      <Text span size="sm" c="dimmed">
        {view.read_at === null ? t("age.never") : t("age.as_of", { at: format.exactTime(view.read_at) })}
      </Text>
      {view.is_stale && (
        <Badge color="orange" leftSection={<IconClockExclamation size={13} aria-hidden />} className="status">
          {t("age.stale")}
        </Badge>
      )}
    </Group>
  );
}

/** Says of clusters whose picture is out of date or not whole what is the matter; nothing of those that are well. */
export function PictureWarnings({ views }: { readonly views: readonly ClusterView[] }) {
  const unwell = views.filter(
    ({ is_stale: isStale, failures, left_out: leftOut }) => isStale || failures.length + leftOut > 0,
  );
  if (unwell.length === 0) return null;
  return (
    <Stack gap="sm" mb="md">
      {unwell.map((view) => (
        <Warning key={view.cluster} view={view} />
      ))}
    </Stack>
  );
}

function Warning({ view }: Props) {
  const { t } = useTranslation("inventory");
  const format = useFormat();
  const { cluster, age_seconds: age, is_stale: isStale, failures, left_out: leftOut } = view;
  return (
    <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={cluster}>
      {isStale && (
        <Text size="sm">{age === null ? t("age.never_lead") : t("age.stale_lead", { age: format.duration(age) })}</Text>
      )}
      {failures.length > 0 && (
        <List size="sm">
          {failures.map(({ message, at }) => (
            <List.Item key={message}>
              {format.exactTime(at)}: {message}
            </List.Item>
          ))}
        </List>
      )}
      {leftOut > 0 && <Text size="sm">{t("left_out", { count: leftOut })}</Text>}
    </Alert>
  );
}
