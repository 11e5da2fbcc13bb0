import { Box, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { BatchLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useListUsageBatches } from "./home.queries.ts";

export function LatestBatches() {
  const { t } = useTranslation("home");
  const format = useFormat();
  const batches = useListUsageBatches(true);
  const all = (
    <Link to="/batches" className="record-link">
      {t("batches.all")}
    </Link>
  );
  return (
    <Panel title={t("batches.title")} action={all}>
      <QueryView query={batches} rows={7}>
        {({ data }) => (
          <Stack gap="sm">
            {data.length === 0 && (
              <Text size="sm" c="dimmed">
                {t("batches.empty")}
              </Text>
            )}
            {data.map((batch) => (
              <Group key={batch.id} justify="space-between" align="flex-start" gap="xs">
                <Box style={{ minWidth: 0, overflowWrap: "anywhere" }}>
                  <BatchLink id={batch.id}>{batch.source_name}</BatchLink>
                  <Text size="xs" c="dimmed">
                    {format.dateTime(batch.finished_at)} {format.zone}
                  </Text>
                </Box>
                <Text component="div" size="sm" ta="right">
                  {t("batches.runs", { count: batch.runs_new + batch.runs_changed + batch.runs_unchanged })}
                  {batch.rejected > 0 && (
                    <Text size="xs" c="red">
                      {t("batches.rejected", { count: batch.rejected })}
                    </Text>
                  )}
                </Text>
              </Group>
            ))}
          </Stack>
        )}
      </QueryView>
    </Panel>
  );
}
