import { NativeSelect } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { DateField } from "../../ui/date-field.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { useListClusters } from "./jobs.queries.ts";
import { RUN_STATES, type RunSearch, validateRunSearch } from "./run-search.ts";

const NAMES = ["user", "account", "partition"] as const;

/** The filters of the runs; each change is a new address. */
export function RunFilters({ search }: { readonly search: RunSearch }) {
  const { t } = useTranslation(["jobs", "ui"]);
  const navigate = useNavigate({ from: "/runs" });
  const [cleared, setCleared] = useState(0);
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: (old) => validateRunSearch({ ...old, ...change }), replace: true });
  return (
    <FilterBar
      columns={7}
      active={Object.keys(search).length > 0}
      onClear={() => {
        setCleared((count) => count + 1);
        void navigate({ search: {} });
      }}
    >
      <ClusterFilter value={search.cluster} onChange={(cluster) => set({ cluster })} />
      {NAMES.map((name) => (
        <SearchField
          key={`${name}-${cleared}`}
          label={t(`jobs:filter.${name}`)}
          placeholder={t("jobs:filter.placeholder")}
          value={search[name]}
          onChange={(text) => set({ [name]: text })}
        />
      ))}
      <NativeSelect
        label={t("jobs:filter.state")}
        value={search.state ?? ""}
        onChange={(event) => set({ state: event.currentTarget.value })}
        data={[
          { value: "", label: t("ui:any") },
          ...RUN_STATES.map((state) => ({ value: state, label: t(`ui:run_state.${state}`) })),
        ]}
      />
      <DateField
        label={t("jobs:filter.from")}
        value={search.from}
        clearable
        onChange={(from) => set({ from })}
        {...(search.to === undefined ? {} : { maxDate: search.to })}
      />
      <DateField
        label={t("jobs:filter.to")}
        value={search.to}
        clearable
        onChange={(to) => set({ to })}
        {...(search.from === undefined ? {} : { minDate: search.from })}
      />
    </FilterBar>
  );
}

interface ClusterProps {
  readonly value: string | undefined;
  readonly onChange: (cluster: string | undefined) => void;
}

function ClusterFilter({ value, onChange }: ClusterProps) {
  const { t } = useTranslation(["jobs", "ui"]);
  const may = useMay();
  const clusters = useListClusters();
  const names = clusters.data?.data.map((cluster) => cluster.name) ?? [];
  if (value !== undefined && !names.includes(value)) names.push(value);
  return (
    <NativeSelect
      label={t("jobs:filter.cluster")}
      disabled={!may("clusters:read")}
      value={value ?? ""}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: "", label: t("ui:any") }, ...names]}
    />
  );
}
