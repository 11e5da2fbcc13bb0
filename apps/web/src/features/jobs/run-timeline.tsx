import { Box, Button, Group, Text, Timeline } from "@mantine/core";
import type { JobEvent, Run } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { RunStateBadge } from "../../ui/badges.tsx";
import { Panel } from "../../ui/panel.tsx";
import { LoadingRows, RecordError } from "../../ui/states.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { isRunState } from "./run-search.ts";
import { useListJobHistory } from "./run-use.queries.ts";

/** The states of a run in the order they were told, with who told them. */
export function RunTimeline({ run }: { readonly run: Run }) {
  const { t } = useTranslation("live");
  const history = useListJobHistory(run);
  const events = history.data?.pages.flatMap((page) => page.data);
  return (
    <Panel title={t("timeline.title")} lead={t("timeline.lead")}>
      {events === undefined && history.error === null && <LoadingRows rows={3} />}
      {events === undefined && history.error !== null && (
        <RecordError error={history.error} onRetry={() => void history.refetch()} />
      )}
      {events !== undefined && (
        <Timeline bulletSize={14} lineWidth={2} active={events.length}>
          {events.map((event, place) => (
            <Timeline.Item
              key={event.sequence}
              title={<Headline event={event} />}
              lineVariant={event.outcome === "frozen" ? "dashed" : "solid"}
            >
              <Told event={event} before={events[place + 1]} />
            </Timeline.Item>
          ))}
        </Timeline>
      )}
      {history.hasNextPage && (
        <Box mt="sm">
          <Button
            size="xs"
            variant="default"
            loading={history.isFetchingNextPage}
            onClick={() => void history.fetchNextPage()}
          >
            {t("timeline.more")}
          </Button>
        </Box>
      )}
    </Panel>
  );
}

function Headline({ event }: { readonly event: JobEvent }) {
  const { t } = useTranslation("live");
  const { state, raw_state: raw } = event.snapshot;
  return (
    <Group gap="xs" component="span">
      {isRunState(state) && <RunStateBadge state={state} rawState={typeof raw === "string" ? raw : ""} />}
      <Text span size="sm" fw={600}>
        {t(`timeline.kind.${event.kind}`)}
      </Text>
    </Group>
  );
}

function Told({ event, before }: { readonly event: JobEvent; readonly before: JobEvent | undefined }) {
  const { t } = useTranslation("live");
  const format = useFormat();
  const { node } = event.told;
  const passed = before === undefined ? 0 : (Date.parse(event.occurred_at) - Date.parse(before.occurred_at)) / 1000;
  const facts = [
    format.exactTime(event.occurred_at),
    ...(passed >= 1 ? [t("timeline.after", { duration: format.duration(passed) })] : []),
    ...(typeof node === "string" && node !== "" ? [t("timeline.node", { node })] : []),
    t("timeline.by", { by: event.changed_by, source: event.source }),
  ];
  return (
    <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
      {facts.join(" · ")}
      {event.outcome === "frozen" && (
        <Text span inherit c="orange" display="block">
          {t("timeline.frozen")}
        </Text>
      )}
    </Text>
  );
}
