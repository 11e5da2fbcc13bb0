import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSeesAll } from "../../api/me.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { useCountQueue } from "./inventory.queries.ts";
import { type QueueSearch, validateQueueSearch } from "./queue-search.ts";

interface Props {
  readonly clusters: readonly string[];
  readonly search: QueueSearch;
}

/** The filters of the queue; what can be chosen is what there is in it now. */
export function QueueFilters({ clusters, search }: Props) {
  const { t } = useTranslation(["queue", "inventory"]);
  const navigate = useNavigate({ from: "/live/queue" });
  const seesAll = useSeesAll();
  const counts = useCountQueue(search.cluster).data?.data ?? [];
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: (old) => validateQueueSearch({ ...old, ...change }), replace: true });
  return (
    <FilterBar
      columns={seesAll ? 5 : 4}
      active={Object.keys(search).length > 0}
      onClear={() => void navigate({ search: {} })}
    >
      <ChoiceField
        label={t("inventory:filter.cluster")}
        value={search.cluster}
        choices={namesWith(clusters, search.cluster)}
        onChange={(cluster) => set({ cluster, partition: undefined })}
      />
      <ChoiceField
        label={t("inventory:filter.partition")}
        value={search.partition}
        choices={namesWith(
          counts.map(({ partition }) => partition),
          search.partition,
        )}
        onChange={(partition) => set({ partition })}
      />
      <ChoiceField
        label={t("queue:column.reason")}
        value={search.reason}
        choices={namesWith(
          counts.map(({ reason }) => reason),
          search.reason,
        )}
        onChange={(reason) => set({ reason })}
      />
      {seesAll && <SearchField label={t("queue:column.user")} value={search.user} onChange={(user) => set({ user })} />}
      <SearchField label={t("queue:column.account")} value={search.account} onChange={(account) => set({ account })} />
    </FilterBar>
  );
}

/** Each name once, and the chosen one even where it is gone. */
function namesWith(names: readonly string[], chosen: string | undefined): string[] {
  return [...new Set(chosen === undefined ? names : [...names, chosen])].filter((name) => name !== "").sort();
}
