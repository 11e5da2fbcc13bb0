import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { useListPartitions } from "./inventory.queries.ts";
import { MEASURES, NODE_STATES } from "./node-mark.ts";
import { type NodeSearch, validateNodeSearch } from "./node-search.ts";

interface Props {
  readonly clusters: readonly string[];
  /** The one that is shown. */
  readonly cluster: string;
  readonly search: NodeSearch;
}

/** Which nodes the map shows and what of them; each change is a new address. */
export function NodeFilters({ clusters, cluster, search }: Props) {
  const { t } = useTranslation("inventory");
  const navigate = useNavigate({ from: "/live/nodes" });
  const partitions = useListPartitions(cluster);
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: (old) => validateNodeSearch({ ...old, ...change }), replace: true });
  return (
    <FilterBar columns={4} active={Object.keys(search).length > 0} onClear={() => void navigate({ search: {} })}>
      <SelectField
        label={t("filter.cluster")}
        value={cluster}
        data={[...clusters]}
        onChange={(chosen) => set({ cluster: chosen, partition: undefined, state: undefined })}
      />
      <ChoiceField
        label={t("filter.partition")}
        value={search.partition}
        choices={withChosen(partitions.data?.data.map(({ name }) => name) ?? [], search.partition)}
        onChange={(partition) => set({ partition })}
      />
      <ChoiceField
        label={t("filter.state")}
        value={search.state}
        choices={NODE_STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
        onChange={(state) => set({ state })}
      />
      <SelectField
        label={t("filter.by")}
        value={search.by ?? "state"}
        data={MEASURES.map((measure) => ({ value: measure, label: t(`measure.${measure}`) }))}
        onChange={(by) => set({ by })}
      />
    </FilterBar>
  );
}

/** An address may name one that is gone: it is still what the list is filtered by. */
function withChosen(names: readonly string[], chosen: string | undefined): readonly string[] {
  return chosen === undefined || names.includes(chosen) ? names : [...names, chosen];
}
