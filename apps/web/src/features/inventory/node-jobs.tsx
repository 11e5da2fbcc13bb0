import type { Job } from "@purser/contract/schemas";
import { IconListDetails } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useSeesAll } from "../../api/me.ts";
import { Remark } from "../../ui/badges.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RunLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useListNodeJobs } from "./inventory.queries.ts";

interface Props {
  readonly cluster: string;
  readonly node: string;
}

/** What runs on a node, of what the person may see: everything, or their own. */
export function NodeJobs({ cluster, node }: Props) {
  const { t } = useTranslation("inventory");
  const seesAll = useSeesAll();
  const jobs = useListNodeJobs({ cluster, node });
  const columns = useColumns();
  return (
    <Panel title={t("jobs.title")} lead={seesAll ? t("jobs.lead") : t("jobs.lead_own")} padded={false}>
      <PagedTable
        label={t("jobs.title")}
        query={jobs}
        columns={columns}
        rowKey={({ run_id: id }) => id}
        empty={<EmptyState icon={IconListDetails} title={t("jobs.empty_title")} text={t("jobs.empty_text")} />}
      />
    </Panel>
  );
}

function useColumns(): readonly Column<Job>[] {
  const { t } = useTranslation("inventory");
  const format = useFormat();
  return [
    {
      key: "job",
      header: t("jobs.job"),
      cell: ({ run_id: id, display_id: shown, name }) => (
        <>
          <RunLink id={id}>{shown}</RunLink>
          <br />
          <Remark>{name}</Remark>
        </>
      ),
    },
    {
      key: "user",
      header: t("jobs.user_account"),
      cell: ({ user, account }) => (
        <span>
          {user}
          <br />
          <Remark>{account}</Remark>
        </span>
      ),
    },
    { key: "nodes", header: t("jobs.nodes"), cell: ({ nodes }) => nodes ?? "–" },
    { key: "cpus", header: t("node.cpus"), align: "right", cell: ({ allocated_cpus: cpus }) => format.count(cpus) },
    {
      key: "memory",
      header: t("node.memory"),
      align: "right",
      cell: ({ allocated_memory_mib: memory }) => format.mib(memory),
    },
    {
      key: "gpus",
      header: t("node.gpus"),
      align: "right",
      cell: ({ gpus }) => (gpus === 0 ? "–" : format.count(gpus)),
    },
    {
      key: "started",
      header: `${t("jobs.started_at")} (${format.zone})`,
      nowrap: true,
      cell: ({ started_at: at }) => (at === null ? "–" : format.dateTime(at)),
    },
  ];
}
