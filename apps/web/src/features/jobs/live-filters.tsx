import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { ClusterFilter } from "./cluster-filter.tsx";
import { type LiveSearch, validateLiveSearch } from "./live-search.ts";

const NAMES = ["user", "node", "partition"] as const;

/** The filters of the runs under way; each change is a new address. */
export function LiveFilters({ search }: { readonly search: LiveSearch }) {
  const { t } = useTranslation(["jobs", "live"]);
  const navigate = useNavigate({ from: "/live/jobs" });
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: (old) => validateLiveSearch({ ...old, ...change }), replace: true });
  return (
    <FilterBar columns={4} active={Object.keys(search).length > 0} onClear={() => void navigate({ search: {} })}>
      <ClusterFilter value={search.cluster} onChange={(cluster) => set({ cluster })} />
      {NAMES.map((name) => (
        <SearchField
          key={name}
          label={name === "node" ? t("live:filter.node") : t(`jobs:filter.${name}`)}
          placeholder={t("jobs:filter.placeholder")}
          value={search[name]}
          onChange={(text) => set({ [name]: text })}
        />
      ))}
    </FilterBar>
  );
}
