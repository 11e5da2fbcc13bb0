import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { useListClusters } from "./jobs.queries.ts";

interface Props {
  readonly value: string | undefined;
  readonly onChange: (cluster: string | undefined) => void;
}

export function ClusterFilter({ value, onChange }: Props) {
  const { t } = useTranslation("jobs");
  const may = useMay();
  const clusters = useListClusters();
  const names = clusters.data?.data.map((cluster) => cluster.name) ?? [];
  if (value !== undefined && !names.includes(value)) names.push(value);
  return (
    <ChoiceField
      label={t("filter.cluster")}
      disabled={!may("clusters:read")}
      value={value}
      choices={names}
      onChange={onChange}
    />
  );
}
