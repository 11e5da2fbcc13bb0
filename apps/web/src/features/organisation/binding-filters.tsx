import { Checkbox } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { useChoice } from "../../ui/use-choice.ts";
import { AccountField } from "./account-field.tsx";
import { type BINDING_TABS, validateBindingSearch } from "./binding-search.ts";
import { useListClusters } from "./bindings.queries.ts";

const route = getRouteApi("/app/bindings");

/** What narrows the list of a tab; both have clusters and Slurm accounts. */
export function BindingFilters({ tab }: { readonly tab: (typeof BINDING_TABS)[number] }) {
  const { t } = useTranslation("organisation");
  const { tab: shown, ...search } = route.useSearch();
  const navigate = useNavigate({ from: "/bindings" });
  const clusters = useListClusters();
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: (old) => validateBindingSearch({ ...old, ...change }), replace: true });
  const [withdrawn, setWithdrawn] = useChoice(search.withdrawn === "yes", (chosen) =>
    set({ withdrawn: chosen ? "yes" : undefined }),
  );
  return (
    <FilterBar
      columns={tab === "rules" ? 5 : 3}
      active={Object.keys(search).length > 0}
      onClear={() => void navigate({ search: validateBindingSearch({ tab: shown }) })}
    >
      <SearchField
        label={t(tab === "rules" ? "binding.search" : "binding.search_account")}
        value={search.search}
        onChange={(text) => set({ search: text })}
      />
      <ChoiceField
        label={t("binding.cluster")}
        value={search.cluster}
        choices={(clusters.data?.data ?? []).map(({ name }) => name)}
        onChange={(cluster) => set({ cluster })}
      />
      {tab === "rules" && (
        <>
          <AccountField
            label={t("binding.account")}
            clearable
            value={search.account_id}
            onChange={(id) => set({ account_id: id })}
          />
          <DateField
            label={t("binding.in_force_on")}
            clearable
            value={search.in_force_on}
            onChange={(day) => set({ in_force_on: day })}
          />
          <Checkbox
            label={t("binding.show_withdrawn")}
            mt={{ xs: 30 }}
            checked={withdrawn}
            onChange={({ currentTarget: { checked } }) => setWithdrawn(checked)}
          />
        </>
      )}
    </FilterBar>
  );
}
