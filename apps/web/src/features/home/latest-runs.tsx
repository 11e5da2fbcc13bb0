import { Box, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { RunStateBadge } from "../../ui/badges.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { RunLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useListRuns } from "./home.queries.ts";

export function LatestRuns() {
  const { t } = useTranslation("home");
  const format = useFormat();
  const runs = useListRuns(true);
  const all = (
    <Link to="/runs" className="record-link">
      {t("runs.all")}
    </Link>
  );
  return (
    <Panel title={t("runs.title")} action={all}>
      <QueryView query={runs} rows={11}>
        {({ data }) => (
          <Stack gap="sm">
            {data.length === 0 && (
              <Text size="sm" c="dimmed">
                {t("runs.empty")}
              </Text>
            )}
            {data.map((run) => (
              <Group key={run.run_id} justify="space-between" gap="xs" wrap="nowrap">
                <Box style={{ minWidth: 0, overflowWrap: "anywhere" }}>
                  <RunLink id={run.run_id}>{run.display_id}</RunLink> {run.name}
                  <Text size="xs" c="dimmed">
                    {format.dateTime(run.submitted_at)} {format.zone}
                  </Text>
                </Box>
                <RunStateBadge state={run.state} rawState={run.raw_state} />
              </Group>
            ))}
          </Stack>
        )}
      </QueryView>
    </Panel>
  );
}
