import { Text } from "@mantine/core";
import type { UsageClusterSources, UsagePull } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import type { Column } from "../../ui/data-table.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { PullActions } from "./pull-actions.tsx";
import { PullFailures } from "./pull-failures.tsx";
import { PullState } from "./pull-state.tsx";
import { useChangeUsagePull, useListUsagePulls } from "./pulls.queries.ts";

/** The pulls of a cluster, the latest first. */
export function PullTable({ cluster }: { readonly cluster: UsageClusterSources }) {
  const { t } = useTranslation("pulls");
  const pulls = useListUsagePulls(cluster);
  const columns = usePullColumns();
  return (
    <PagedTable
      label={t("list", { cluster: cluster.cluster })}
      query={pulls}
      columns={columns}
      rowKey={({ id }) => id}
      empty={<Text size="sm">{t("list_empty")}</Text>}
    />
  );
}

function usePullColumns(): readonly Column<UsagePull>[] {
  const { t } = useTranslation("pulls");
  const format = useFormat();
  const count = (key: "runs_new" | "runs_changed" | "runs_unchanged" | "rejected"): Column<UsagePull> => ({
    key,
    header: t(`column.${key}`),
    align: "right",
    cell: (pull) => format.count(pull[key]),
  });
  return [
    {
      key: "asked",
      header: t("column.asked"),
      nowrap: true,
      cell: (pull) => (
        <>
          {format.dateTime(pull.requested_at)}
          <Text size="xs" c="dimmed">
            {pull.kind === "scheduled"
              ? t("kind.scheduled")
              : t("by", { kind: t(`kind.${pull.kind}`), username: pull.requested_by })}
          </Text>
        </>
      ),
    },
    {
      key: "range",
      header: t("column.range"),
      cell: (pull) => t("range", { from: format.dateTime(pull.window_from), to: format.dateTime(pull.window_to) }),
    },
    { key: "state", header: t("column.state"), cell: (pull) => <State pull={pull} /> },
    {
      key: "source",
      header: t("column.source"),
      cell: (pull) => (pull.source === null ? "–" : t(`source.${pull.source}`)),
    },
    count("runs_new"),
    count("runs_changed"),
    count("runs_unchanged"),
    count("rejected"),
  ];
}

/** One that has failed can be taken up again here; those that are not over stand above the list with what can be done. */
function State({ pull }: { readonly pull: UsagePull }) {
  const change = useChangeUsagePull(pull.id);
  return (
    <>
      <PullState state={pull.state} />
      <PullFailures pull={pull} size="xs" c={pull.state === "failed" ? "red" : "dimmed"} />
      {pull.state === "failed" && <PullActions pull={pull} change={change} />}
    </>
  );
}
