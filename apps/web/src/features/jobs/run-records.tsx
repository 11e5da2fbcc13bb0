import { Box, Button, Stack, Text } from "@mantine/core";
import { IconFileText } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { BatchLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useListRunRecords } from "./run-past.queries.ts";

/** What was read of a run, word for word; fetched when it is asked for. */
export function RunRecords({ runId }: { readonly runId: string }) {
  const { t } = useTranslation("jobs");
  const [wanted, setWanted] = useState(false);
  return (
    <Panel title={t("records.title")} lead={t("records.lead")}>
      {wanted ? (
        <Records runId={runId} />
      ) : (
        <Button variant="default" leftSection={<IconFileText size={17} aria-hidden />} onClick={() => setWanted(true)}>
          {t("records.show")}
        </Button>
      )}
    </Panel>
  );
}

function Records({ runId }: { readonly runId: string }) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const may = useMay();
  const records = useListRunRecords(runId, true);
  return (
    <QueryView query={records} rows={2}>
      {({ data }) =>
        data.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t("records.none")}
          </Text>
        ) : (
          <Stack>
            {data.map((record) => (
              <Box key={`${record.batch_id} ${record.text}`}>
                <Text size="sm" mb={4}>
                  {format.exactTime(record.read_at)} ·{" "}
                  {may("usage:read") ? (
                    <BatchLink id={record.batch_id}>{record.source_name}</BatchLink>
                  ) : (
                    record.source_name
                  )}
                </Text>
                <pre className="mono" style={{ margin: 0, whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
                  {record.text}
                </pre>
              </Box>
            ))}
          </Stack>
        )
      }
    </QueryView>
  );
}
