import type { LiveRun } from "@purser/contract/schemas";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Remark } from "../../ui/badges.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { namesInNodeOrder } from "../../ui/node-order.ts";
import { RunLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { Meter } from "./meter.tsx";

/** What a row of the runs under way shows; `at` is the moment of which it tells. */
export function useLiveColumns(at: number): readonly Column<LiveRun>[] {
  const { t } = useTranslation(["live", "jobs"]);
  const format = useFormat();
  return [
    {
      key: "job",
      header: t("jobs:column.display_id"),
      cell: (run) => (
        <span>
          <RunLink id={run.run_id}>{String(run.job_id)}</RunLink>
          <br />
          <Remark>{run.name}</Remark>
        </span>
      ),
    },
    {
      key: "user",
      header: t("jobs:column.user_account"),
      cell: (run) => <Pair first={run.user} second={run.account} />,
    },
    {
      key: "where",
      header: t("live:column.where"),
      cell: (run) => <Nodes run={run} />,
    },
    {
      key: "since",
      header: t("live:column.running_for"),
      nowrap: true,
      cell: (run) =>
        run.started_at === null ? "–" : format.duration(Math.max(0, (at - Date.parse(run.started_at)) / 1000)),
    },
    {
      key: "cpu",
      header: t("live:column.cpu"),
      cell: ({ latest, allocated_cpus: cpus }) => (
        <Meter percent={latest?.cpu_percent ?? null}>
          {told(
            latest?.cpu_percent,
            (percent) => t("live:of_cpus", { percent, count: cpus }),
            t("live:cpus", { count: cpus }),
          )}
        </Meter>
      ),
    },
    {
      key: "memory",
      header: t("live:column.memory"),
      cell: ({ latest, allocated_memory_mib: given }) => {
        const used = latest?.memory_mib ?? null;
        const isTold = given > 0; // a node's scripts are not told how much a job was given
        if (used === null) {
          return (
            <Meter percent={null}>
              <Unmeasured given={isTold ? format.mib(given) : "–"} />
            </Meter>
          );
        }
        const measured = format.mib(Math.round(used));
        return (
          <Meter percent={isTold ? (used / given) * 100 : null}>
            {isTold ? t("live:of_memory", { used: measured, given: format.mib(given) }) : measured}
          </Meter>
        );
      },
    },
    {
      key: "gpu",
      header: t("live:column.gpu"),
      cell: ({ latest, gpus }) =>
        gpus === 0 ? (
          "–"
        ) : (
          <Meter percent={latest?.gpu_percent ?? null}>
            {told(
              latest?.gpu_percent,
              (percent) => t("live:of_gpus", { percent, count: gpus }),
              t("live:gpus", { count: gpus }),
            )}
          </Meter>
        ),
    },
  ];

  function told(percent: number | null | undefined, write: (percent: string) => string, given: string) {
    return percent == null ? <Unmeasured given={given} /> : write(`${format.measure(percent)}%`);
  }
}

/** What the run was given, where nobody measures what it uses. */
function Unmeasured({ given }: { readonly given: string }) {
  const { t } = useTranslation("live");
  return (
    <>
      {given}
      <br />
      <Remark>{t("unmeasured")}</Remark>
    </>
  );
}

function Pair({ first, second }: { readonly first: string; readonly second: string }) {
  return (
    <span>
      {first}
      <br />
      <Remark>{second}</Remark>
    </span>
  );
}

/** Put in order once, and not each second, as often as the list is drawn. */
function Nodes({ run: { nodes, cluster, partition } }: { readonly run: LiveRun }) {
  const first = useMemo(() => nodesText(nodes), [nodes]);
  return <Pair first={first} second={`${cluster} · ${partition}`} />;
}

const NAMED = 2;

function nodesText(nodes: readonly string[]): string {
  const named = namesInNodeOrder(nodes).slice(0, NAMED).join(", ");
  return nodes.length > NAMED ? `${named} +${nodes.length - NAMED}` : named;
}
