import { IconKey } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { CreateToken } from "./create-token.tsx";
import { useTokenColumns } from "./token-columns.tsx";
import { TOKEN_KINDS, TOKEN_USES, validateTokenSearch } from "./token-search.ts";
import { useListApiTokens } from "./tokens.queries.ts";

const route = getRouteApi("/app/administration/tokens");

/** Everybody's API tokens and those of services, for administrators; auditors read them. */
export function TokensPage() {
  const { t } = useTranslation("tokens");
  const may = useMay();
  const search = route.useSearch();
  const tokens = useListApiTokens(search);
  const columns = useTokenColumns("all", may("tokens:write"));
  const filtered = Object.keys(search).length > 0;
  return (
    <>
      <PageHeader
        title={t("all.title")}
        lead={t("all.lead")}
        actions={may("tokens:write") ? <CreateToken kind="service" /> : undefined}
      />
      <TokenFilters />
      <Panel padded={false}>
        <PagedTable
          label={t("all.title")}
          query={tokens}
          columns={columns}
          rowKey={(token) => token.id}
          empty={
            <EmptyState
              icon={IconKey}
              title={t("all.empty_title")}
              text={filtered ? t("all.empty_filtered") : t("all.empty_text")}
            />
          }
        />
      </Panel>
    </>
  );
}

function TokenFilters() {
  const { t } = useTranslation(["tokens", "ui"]);
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/administration/tokens" });
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: (old) => validateTokenSearch({ ...old, ...change }), replace: true });
  return (
    <FilterBar columns={3} active={Object.keys(search).length > 0} onClear={() => void navigate({ search: {} })}>
      <SearchField
        label={t("ui:search")}
        placeholder={t("tokens:filter.search_hint")}
        value={search.search}
        onChange={(text) => set({ search: text })}
      />
      <ChoiceField
        label={t("tokens:column.owner")}
        value={search.kind}
        choices={[...TOKEN_KINDS.map((kind) => ({ value: kind, label: t(`tokens:kind.${kind}`) }))]}
        onChange={(kind) => set({ kind })}
      />
      <ChoiceField
        label={t("tokens:column.state")}
        value={search.state}
        choices={[...TOKEN_USES.map((state) => ({ value: state, label: t(`tokens:filter.${state}`) }))]}
        onChange={(state) => set({ state })}
      />
    </FilterBar>
  );
}
