import { Badge } from "@mantine/core";
import type { Partition, QueueCount } from "@purser/contract/schemas";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Remark } from "../../ui/badges.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useCountQueue, useListPartitions } from "./inventory.queries.ts";
import { availabilityOf } from "./node-mark.ts";

const STATE_COLORS = { up: "green", down: "red", drain: "orange", inactive: "gray", unknown: "orange" } as const;

/** The partitions of a cluster: what their nodes are good for, and how many jobs wait for them. */
export function ClusterPartitions({ cluster }: { readonly cluster: string }) {
  const { t } = useTranslation("inventory");
  const partitions = useListPartitions();
  const counts = useCountQueue();
  const columns = useColumns(counts.data?.data);
  return (
    <QueryView query={partitions} rows={3}>
      {({ data }) => (
        <DataTable
          label={t("partitions.of", { cluster })}
          columns={columns}
          rows={data.filter((partition) => partition.cluster === cluster)}
          rowKey={({ name }) => name}
        />
      )}
    </QueryView>
  );
}

function useColumns(counts: readonly QueueCount[] | undefined): readonly Column<Partition>[] {
  const { t } = useTranslation("inventory");
  const format = useFormat();
  const nodes = (key: "in_use" | "free" | "unavailable"): Column<Partition> => ({
    key,
    header: t(`partitions.${key}`),
    align: "right",
    cell: ({ node_states: states }) => format.count(availabilityOf(states)[key]),
  });
  return [
    {
      key: "name",
      header: t("filter.partition"),
      cell: ({ cluster, name, is_default: isDefault }) => (
        <>
          <Link to="/live/nodes" search={{ cluster, partition: name }} className="record-link">
            {name}
          </Link>
          {isDefault === true && (
            <>
              <br />
              <Remark>{t("partitions.default")}</Remark>
            </>
          )}
        </>
      ),
    },
    {
      key: "state",
      header: t("filter.state"),
      cell: ({ state }) => <Badge color={STATE_COLORS[state]}>{t(`partitions.state.${state}`)}</Badge>,
    },
    nodes("in_use"),
    nodes("free"),
    nodes("unavailable"),
    { key: "cpus", header: t("node.cpus"), align: "right", cell: ({ cpus }) => format.count(cpus) },
    {
      key: "waiting",
      header: t("partitions.waiting"),
      align: "right",
      cell: ({ cluster, name }) => <Waiting counts={counts} cluster={cluster} partition={name} />,
    },
    {
      key: "limit",
      header: t("partitions.time_limit"),
      align: "right",
      cell: ({ time_limit_seconds: limit }) => (limit === null ? "–" : format.duration(limit)),
    },
  ];
}

interface WaitingProps {
  readonly counts: readonly QueueCount[] | undefined;
  readonly cluster: string;
  readonly partition: string;
}

/** Within a partition each waiting job has one reason, so that its counts add up. */
function Waiting({ counts, cluster, partition }: WaitingProps) {
  const format = useFormat();
  if (counts === undefined) return "–";
  const jobs = counts
    .filter((count) => count.cluster === cluster && count.partition === partition)
    .reduce((sum, count) => sum + count.jobs, 0);
  if (jobs === 0) return "0";
  return (
    <Link to="/live/queue" search={{ cluster, partition }} className="record-link">
      {format.count(jobs)}
    </Link>
  );
}
