import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { DateRange } from "../../ui/date-range.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { ClusterFilter } from "./cluster-filter.tsx";
import { RUN_STATES, type RunSearch, validateRunSearch } from "./run-search.ts";

const NAMES = ["user", "account", "partition"] as const;

/** The filters of the runs; each change is a new address. */
export function RunFilters({ search }: { readonly search: RunSearch }) {
  const { t } = useTranslation(["jobs", "ui"]);
  const navigate = useNavigate({ from: "/runs" });
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: (old) => validateRunSearch({ ...old, ...change }), replace: true });
  return (
    <FilterBar columns={7} active={Object.keys(search).length > 0} onClear={() => void navigate({ search: {} })}>
      <ClusterFilter value={search.cluster} onChange={(cluster) => set({ cluster })} />
      {NAMES.map((name) => (
        <SearchField
          key={name}
          label={t(`jobs:filter.${name}`)}
          placeholder={t("jobs:filter.placeholder")}
          value={search[name]}
          onChange={(text) => set({ [name]: text })}
        />
      ))}
      <ChoiceField
        label={t("jobs:filter.state")}
        value={search.state}
        choices={[...RUN_STATES.map((state) => ({ value: state, label: t(`ui:run_state.${state}`) }))]}
        onChange={(state) => set({ state })}
      />
      <DateRange labels={{ from: t("jobs:filter.from"), to: t("jobs:filter.to") }} value={search} onChange={set} />
    </FilterBar>
  );
}
