import type { RunSummary } from "@purser/contract/schemas";
import { type ColumnDef, tableFeatures } from "@tanstack/react-table";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Remark, RunStateBadge } from "../../ui/badges.tsx";
import { RunLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";

export const runFeatures = tableFeatures({});

/** Columns whose figures stand right-aligned under each other. */
export const FIGURES: ReadonlySet<string> = new Set(["elapsed", "cpus", "gpus", "memory"]);

export type RunColumn = ColumnDef<typeof runFeatures, RunSummary>;

/** What a row of the runs shows; the headings change with the language. */
export function useRunColumns(): RunColumn[] {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  return useMemo<RunColumn[]>(
    () => [
      {
        id: "display_id",
        header: t("column.display_id"),
        cell: ({ row }) => <RunLink id={row.original.run_id}>{row.original.display_id}</RunLink>,
      },
      { id: "name", header: t("column.name"), cell: ({ row }) => row.original.name },
      {
        id: "user",
        header: t("column.user_account"),
        cell: ({ row }) => (
          <span>
            {row.original.user}
            <br />
            <Remark>{row.original.account}</Remark>
          </span>
        ),
      },
      { id: "partition", header: t("column.partition"), cell: ({ row }) => row.original.partition },
      {
        id: "state",
        header: t("column.state"),
        cell: ({ row }) => <RunStateBadge state={row.original.state} rawState={row.original.raw_state} />,
      },
      {
        id: "submitted_at",
        header: `${t("column.submitted_at")} (${format.zone})`,
        cell: ({ row }) => format.dateTime(row.original.submitted_at),
      },
      { id: "elapsed", header: t("column.elapsed"), cell: ({ row }) => format.duration(row.original.elapsed_seconds) },
      { id: "cpus", header: t("column.cpus"), cell: ({ row }) => format.count(row.original.allocated_cpus) },
      {
        id: "gpus",
        header: t("column.gpus"),
        cell: ({ row }) => (row.original.gpus === 0 ? "–" : format.count(row.original.gpus)),
      },
      { id: "memory", header: t("column.memory"), cell: ({ row }) => format.mib(row.original.allocated_memory_mib) },
    ],
    [t, format],
  );
}
