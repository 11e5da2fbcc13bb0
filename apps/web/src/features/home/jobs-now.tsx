import type { JobCount } from "@purser/contract/schemas";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useCountJobs } from "./home.queries.ts";

/** How many jobs run and wait on each cluster; nothing where nobody tells of any. */
export function JobsNow() {
  const { t } = useTranslation("home");
  const counts = useCountJobs(true);
  const columns = useColumns();
  if (counts.data?.data.length === 0) return null;
  const all = (
    <Link to="/live/jobs" className="record-link">
      {t("jobs_now.all")}
    </Link>
  );
  return (
    <Panel title={t("jobs_now.title")} action={all} padded={false}>
      <QueryView query={counts} rows={2}>
        {({ data }) => (
          <DataTable label={t("jobs_now.title")} columns={columns} rows={data} rowKey={({ cluster }) => cluster} />
        )}
      </QueryView>
    </Panel>
  );
}

function useColumns(): readonly Column<JobCount>[] {
  const { t } = useTranslation("home");
  const format = useFormat();
  const may = useMay();
  return [
    { key: "cluster", header: t("jobs_now.cluster"), cell: ({ cluster }) => cluster },
    {
      key: "running",
      header: t("jobs_now.running"),
      align: "right",
      cell: ({ cluster, running }) => (
        <Link to="/live/jobs" search={{ cluster }} className="record-link">
          {format.count(running)}
        </Link>
      ),
    },
    {
      key: "waiting",
      header: t("jobs_now.waiting"),
      align: "right",
      cell: ({ cluster, waiting }) => {
        if (waiting === null) return t("jobs_now.unknown");
        if (!may("queue:read")) return format.count(waiting);
        return (
          <Link to="/live/queue" search={{ cluster }} className="record-link">
            {format.count(waiting)}
          </Link>
        );
      },
    },
  ];
}
