import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import type { UsageClusterSources } from "@purser/contract/schemas";
import { IconAlertTriangle, IconArchive, IconPlugConnected, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { showToast } from "../../stores/toasts.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { BackfillModal } from "./backfill-modal.tsx";
import { OpenPull } from "./open-pull.tsx";
import { PullTable } from "./pull-table.tsx";
import { useCheckUsageSources, useRequestUsagePull } from "./pulls.queries.ts";
import { SourceChecks } from "./source-checks.tsx";

interface Props {
  readonly cluster: UsageClusterSources;
}

/** One cluster: where its accounting comes from and how far its pulls are. */
export function ClusterSources({ cluster }: Props) {
  const { t } = useTranslation("pulls");
  const mayPull = useMay()("usage:write");
  const check = useCheckUsageSources(cluster.cluster);
  const pull = useRequestUsagePull();
  const pullNow = () =>
    pull.mutate({ cluster: cluster.cluster }, { onSuccess: () => showToast("success", t("pull_now_done")) });
  const actions = mayPull && (
    <Group gap="sm">
      <Button
        variant="default"
        leftSection={<IconPlugConnected size={17} aria-hidden />}
        loading={check.isPending}
        onClick={() => check.mutate()}
      >
        {t("check")}
      </Button>
      <BackfillModal cluster={cluster.cluster} />
      {cluster.is_scheduled && (
        <Button leftSection={<IconRefresh size={17} aria-hidden />} loading={pull.isPending} onClick={pullNow}>
          {t("pull_now")}
        </Button>
      )}
    </Group>
  );
  return (
    <Panel title={cluster.cluster} action={actions}>
      <Stack>
        <Service cluster={cluster} />
        <State cluster={cluster} />
        {cluster.is_scheduled && <LastFailures cluster={cluster} />}
        {pull.error !== null && <ErrorAlert error={pull.error} />}
        {check.error !== null && <ErrorAlert error={check.error} />}
        {check.data !== undefined && <SourceChecks checks={check.data.data} />}
        {cluster.open_pulls.map((open) => (
          <OpenPull key={open.id} pull={open} />
        ))}
        <PullTable cluster={cluster} />
      </Stack>
    </Panel>
  );
}

/** Until when the cluster is, or was, in service, where somebody has said so. */
function Service({ cluster: { last_day: lastDay, is_scheduled: isScheduled } }: Props) {
  const { t } = useTranslation("pulls");
  const format = useFormat();
  if (lastDay === null) return null;
  const day = format.calendarDate(lastDay);
  if (isScheduled) return <Text size="sm">{t("until", { day })}</Text>;
  return (
    <Alert color="gray" icon={<IconArchive aria-hidden />} title={t("retired", { day })}>
      {t("retired_text")}
    </Alert>
  );
}

function State({ cluster }: Props) {
  const { t } = useTranslation("pulls");
  const format = useFormat();
  const { lag_seconds: lag, read_until: readUntil } = cluster;
  return (
    <Facts
      columns={4}
      facts={[
        [t("sources"), cluster.sources.map((source, index) => `${index + 1}. ${t(`source.${source}`)}`).join("  ")],
        [`${t("read_until")} (${format.zone})`, readUntil === null ? t("never") : format.dateTime(readUntil)],
        [t("lag"), lag === null ? null : format.duration(lag)],
        [
          t("schedule"),
          cluster.is_scheduled
            ? t("every", {
                every: format.duration(60 * cluster.every_minutes),
                overlap: format.duration(60 * cluster.overlap_minutes),
              })
            : t("unscheduled"),
        ],
      ]}
    />
  );
}

/** Why the source that should be asked first did not answer the last time. */
function LastFailures({ cluster }: Props) {
  const { t } = useTranslation("pulls");
  const format = useFormat();
  const [last] = cluster.recent_pulls;
  if (last === undefined || last.failures.length === 0) return null;
  const isUnread = last.state === "failed";
  return (
    <Alert
      color={isUnread ? "red" : "orange"}
      icon={<IconAlertTriangle aria-hidden />}
      title={isUnread ? t("failed_title") : t("fell_back_title", { source: t(`source.${last.source ?? "file"}`) })}
      role="alert"
    >
      <List size="sm">
        {last.failures.map((failure) => (
          <List.Item key={`${failure.source} ${failure.at}`}>
            {`${t(`source.${failure.source}`)}, ${format.dateTime(failure.at)}: ${failure.message}`}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
