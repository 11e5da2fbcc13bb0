import { Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ReceiptStatusBadge } from "../../ui/badges.tsx";
import { Money } from "../../ui/money.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { SUMMED, useListReceipts } from "./home.queries.ts";
import { sumByStatus } from "./summary.ts";

export function ReceiptsByStatus() {
  const { t } = useTranslation("home");
  const receipts = useListReceipts(true);
  const all = (
    <Link to="/receipts" className="record-link">
      {t("receipts.all")}
    </Link>
  );
  return (
    <Panel title={t("receipts.title")} action={all}>
      <QueryView query={receipts} rows={3}>
        {({ data, next_cursor }) => (
          <Stack gap="sm">
            {data.length === 0 && (
              <Text size="sm" c="dimmed">
                {t("receipts.empty")}
              </Text>
            )}
            {sumByStatus(data).map((sum) => (
              <Group key={`${sum.status} ${sum.currency}`} justify="space-between">
                <Group gap="sm">
                  <ReceiptStatusBadge status={sum.status} />
                  <Link to="/receipts" search={{ status: sum.status }} className="record-link">
                    {t("receipts.count", { count: sum.count })}
                  </Link>
                </Group>
                <Text span ml="auto">
                  <Money amount={sum.total} currency={sum.currency} strong />
                </Text>
              </Group>
            ))}
            {next_cursor !== null && (
              <Text size="xs" c="dimmed">
                {t("receipts.first", { count: SUMMED })}
              </Text>
            )}
          </Stack>
        )}
      </QueryView>
    </Panel>
  );
}
