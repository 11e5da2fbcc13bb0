import type { ClusterView, QueuedJob } from "@purser/contract/schemas";
import { IconClockHour4 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useSeesAll } from "../../api/me.ts";
import { Remark } from "../../ui/badges.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useListQueue } from "./inventory.queries.ts";
import { RefreshFault } from "./live-view.tsx";
import { PictureAge } from "./picture-age.tsx";
import type { QueueSearch } from "./queue-search.ts";
import { ReasonText } from "./reason-text.tsx";

interface Props {
  readonly views: readonly ClusterView[];
  readonly search: QueueSearch;
}

/** The waiting jobs that the person may see, the one that comes first at the top. */
export function QueuedJobs({ views, search }: Props) {
  const { t } = useTranslation("queue");
  const seesAll = useSeesAll();
  const jobs = useListQueue(search);
  const columns = useColumns();
  const [only] = views;
  const isFiltered = Object.keys(search).length > 0;
  const nothing = seesAll ? t("empty_all") : t("empty_own");
  return (
    <>
      <RefreshFault query={jobs} />
      <Panel
        title={seesAll ? t("jobs") : t("jobs_own")}
        padded={false}
        action={views.length === 1 && only !== undefined && <PictureAge view={only} />}
      >
        <PagedTable
          label={t("jobs")}
          query={jobs}
          columns={columns}
          rowKey={({ cluster, job_id: id }) => `${cluster} ${id}`}
          empty={
            <EmptyState
              icon={IconClockHour4}
              title={t("empty_title")}
              text={isFiltered ? t("empty_filtered") : nothing}
            />
          }
        />
      </Panel>
    </>
  );
}

function useColumns(): readonly Column<QueuedJob>[] {
  const { t } = useTranslation("queue");
  const format = useFormat();
  return [
    {
      key: "job",
      header: t("column.job"),
      cell: (job) => (
        <span>
          {job.display_id}
          <br />
          <Remark>{job.name}</Remark>
          {job.tasks !== 1 && (
            <>
              <br />
              <Remark>{job.tasks === null ? t("many_tasks") : t("tasks", { count: job.tasks })}</Remark>
            </>
          )}
        </span>
      ),
    },
    {
      key: "user",
      header: t("column.user_account"),
      cell: ({ user, account }) => (
        <span>
          {user || "–"}
          <br />
          <Remark>{account}</Remark>
        </span>
      ),
    },
    {
      key: "partition",
      header: t("column.partition"),
      cell: ({ cluster, partitions }) => (
        <span>
          {partitions.join(", ")}
          <br />
          <Remark>{cluster}</Remark>
        </span>
      ),
    },
    {
      key: "reason",
      header: t("column.reason"),
      narrow: "wide",
      cell: ({ reason, reason_text: said }) => <ReasonText word={reason} said={said} />,
    },
    { key: "asks", header: t("column.asks"), cell: (job) => <Asks job={job} /> },
    {
      key: "submitted",
      header: `${t("column.submitted_at")} (${format.zone})`,
      cell: ({ submitted_at: submitted, expected_start_at: expected }) => (
        <span>
          {format.dateTime(submitted)}
          <br />
          {expected !== null && <Remark>{t("expected_start", { at: format.dateTime(expected) })}</Remark>}
        </span>
      ),
    },
    {
      key: "priority",
      header: t("column.priority"),
      align: "right",
      cell: ({ priority }) => format.count(priority),
    },
  ];
}

/** What one task of a job asks for. */
function Asks({ job }: { readonly job: QueuedJob }) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  const { memory_mib: memory, time_limit_seconds: limit, gpus } = job;
  const parts = [
    t("asks.cpus", { count: job.cpus }),
    ...(memory === null ? [] : [format.mib(memory)]),
    ...(gpus === 0 ? [] : [t("asks.gpus", { count: gpus })]),
    ...(job.node_count > 1 ? [t("asks.nodes", { count: job.node_count })] : []),
  ];
  return (
    <span>
      {parts.join(" · ")}
      <br />
      {limit !== null && <Remark>{t("asks.limit", { time: format.duration(limit) })}</Remark>}
    </span>
  );
}
