import type { QueueCount } from "@purser/contract/schemas";
import { IconClockHour4 } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Remark } from "../../ui/badges.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useCountQueue } from "./inventory.queries.ts";
import type { QueueSearch } from "./queue-search.ts";
import { ReasonText } from "./reason-text.tsx";

/** How many jobs of everybody wait where and for what, without a name. */
export function QueueCounts({ search }: { readonly search: QueueSearch }) {
  const { t } = useTranslation("queue");
  const counts = useCountQueue(search.cluster);
  const columns = useColumns();
  const isShown = ({ partition, reason }: QueueCount) =>
    (search.partition ?? partition) === partition && (search.reason ?? reason) === reason;
  return (
    <Panel title={t("counts.title")} lead={t("counts.lead")} padded={false}>
      <QueryView query={counts}>
        {({ data }) => {
          const rows = data.filter(isShown);
          return rows.length === 0 ? (
            <EmptyState icon={IconClockHour4} title={t("empty_title")} text={t("counts.empty")} />
          ) : (
            <DataTable
              label={t("counts.title")}
              columns={columns}
              rows={rows}
              rowKey={({ cluster, partition, reason }) => `${cluster} ${partition} ${reason}`}
            />
          );
        }}
      </QueryView>
    </Panel>
  );
}

function useColumns(): readonly Column<QueueCount>[] {
  const { t } = useTranslation("queue");
  const format = useFormat();
  const figure = (key: "jobs" | "tasks" | "cpus" | "gpus"): Column<QueueCount> => ({
    key,
    header: t(`counts.${key}`),
    align: "right",
    cell: (count) => format.count(count[key]),
  });
  return [
    {
      key: "partition",
      header: t("column.partition"),
      cell: ({ cluster, partition }) => (
        <span>
          <Link to="/live/queue" search={{ cluster, partition }} className="record-link">
            {partition}
          </Link>
          <br />
          <Remark>{cluster}</Remark>
        </span>
      ),
    },
    { key: "reason", header: t("column.reason"), narrow: "wide", cell: ({ reason }) => <ReasonText word={reason} /> },
    figure("jobs"),
    figure("tasks"),
    figure("cpus"),
    figure("gpus"),
    {
      key: "oldest",
      header: `${t("counts.oldest")} (${format.zone})`,
      nowrap: true,
      cell: ({ oldest_submitted_at: at }) => format.dateTime(at),
    },
  ];
}
