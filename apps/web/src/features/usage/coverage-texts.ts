import type { CoverageDay, CoverageState } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../ui/use-format.ts";

/** What stands below the number of a day, the same in every language: its state is told by more than a colour. */
export const SIGNS: Readonly<Record<CoverageState, string>> = {
  read: "",
  quiet: "–",
  partial: "½",
  gap: "!",
  open: "…",
  outside: "",
};

export const ATTENTION = "*";

/** Whether something about a day wants looking at, besides whether it was read. */
export function needsAttention(day: CoverageDay): boolean {
  return day.rejected_count + day.unknown_count + day.partitions_without_gpus.length > 0;
}

/** What a day is in words: "3 Mar 2026: read, 1,204 runs, 2 lines rejected". */
export function useDayText(): (day: CoverageDay) => string {
  const { t } = useTranslation("coverage");
  const format = useFormat();
  return (day) => {
    const facts = [
      t(`state.${day.state}`),
      ...(day.run_count > 0 ? [t("runs", { count: day.run_count })] : []),
      ...(day.rejected_count > 0 ? [t("rejected", { count: day.rejected_count })] : []),
      ...(day.unknown_count > 0 ? [t("unknown", { count: day.unknown_count })] : []),
      ...(day.partitions_without_gpus.length > 0
        ? [t("without_gpus", { partitions: day.partitions_without_gpus.join(", ") })]
        : []),
    ];
    return `${format.calendarDate(day.day)}: ${facts.join(", ")}`;
  };
}
