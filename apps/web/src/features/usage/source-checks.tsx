import { Text } from "@mantine/core";
import type { UsageSourceCheck } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/use-format.ts";

/** What each source said when its connection was tried. */
export function SourceChecks({ checks }: { readonly checks: readonly UsageSourceCheck[] }) {
  const { t } = useTranslation("pulls");
  const columns = useCheckColumns();
  return (
    <div role="status">
      <DataTable
        label={t("checks.title")}
        columns={columns}
        rows={checks.map((check, index) => ({ ...check, place: index + 1 }))}
        rowKey={({ place }) => String(place)}
      />
    </div>
  );
}

function useCheckColumns(): readonly Column<UsageSourceCheck & { readonly place: number }>[] {
  const { t } = useTranslation("pulls");
  const format = useFormat();
  return [
    {
      key: "source",
      header: t("checks.source"),
      nowrap: true,
      cell: ({ place, source }) => `${place}. ${t(`source.${source}`)}`,
    },
    { key: "answer", header: t("checks.answer"), cell: (check) => <Answer check={check} /> },
    {
      key: "version",
      header: t("checks.version"),
      cell: ({ slurm_version: slurm, api_version: api }) =>
        [slurm, api].filter((each) => each !== null).join(" · ") || "–",
    },
    { key: "clusters", header: t("checks.clusters"), cell: ({ clusters }) => clusters.join(", ") || "–" },
    {
      key: "took",
      header: t("checks.took"),
      align: "right",
      nowrap: true,
      cell: ({ milliseconds }) => t("checks.milliseconds", { time: format.count(milliseconds) }),
    },
  ];
}

function Answer({ check }: { readonly check: UsageSourceCheck }) {
  const { t } = useTranslation("pulls");
  if (check.failures.length > 0) {
    return (
      <Text size="sm" c="red">
        {check.failures.map(({ message }) => message).join(" ")}
      </Text>
    );
  }
  return (
    <>
      <Text size="sm">{t("checks.ok")}</Text>
      {check.token_in_clear && (
        <Text size="sm" c="orange">
          {t("checks.token_in_clear")}
        </Text>
      )}
      {check.missing_columns.length > 0 && (
        <Text size="sm">{t("checks.missing_columns", { columns: check.missing_columns.join(", ") })}</Text>
      )}
    </>
  );
}
