import { Badge } from "@mantine/core";
import type { BillingAccount } from "@purser/contract/schemas";
import { IconUsers } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { Remark } from "../../ui/badges.tsx";
import { ChoiceField } from "../../ui/choice-field.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { AccountLink } from "../../ui/record-link.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { useTierName } from "../../ui/tier-name.tsx";
import { validateAccountSearch } from "./account-search.ts";
import { OpenAccountModal } from "./open-account-modal.tsx";
import { useListBillingAccounts, useListTiers } from "./organisation.queries.ts";

const route = getRouteApi("/app/billing-accounts");

export function AccountsPage() {
  const { t } = useTranslation("organisation");
  const may = useMay();
  const search = route.useSearch();
  const filtered = Object.keys(search).length > 0;
  const accounts = useListBillingAccounts(search);
  const columns = useAccountColumns();
  return (
    <>
      <PageHeader
        title={t("list.title")}
        lead={t("list.lead")}
        actions={may("accounts:write") && <OpenAccountModal />}
      />
      <AccountFilters />
      <Panel padded={false}>
        <PagedTable
          label={t("list.title")}
          query={accounts}
          columns={columns}
          rowKey={(account) => account.id}
          empty={
            <EmptyState
              icon={IconUsers}
              title={t("list.empty_title")}
              text={filtered ? t("list.empty_filtered") : t("list.empty_text")}
            />
          }
        />
      </Panel>
    </>
  );
}

function AccountFilters() {
  const { t } = useTranslation("organisation");
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/billing-accounts" });
  const tiers = useListTiers();
  const tierName = useTierName();
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: (old) => validateAccountSearch({ ...old, ...change }), replace: true });
  return (
    <FilterBar columns={3} active={Object.keys(search).length > 0} onClear={() => void navigate({ search: {} })}>
      <SearchField label={t("list.search")} value={search.search} onChange={(text) => set({ search: text })} />
      <ChoiceField
        label={t("list.tier")}
        value={search.tier}
        choices={[...(tiers.data?.data ?? []).map(({ name }) => ({ value: name, label: tierName(name) }))]}
        onChange={(tier) => set({ tier })}
      />
    </FilterBar>
  );
}

function useAccountColumns(): readonly Column<BillingAccount>[] {
  const { t } = useTranslation("organisation");
  const tierName = useTierName();
  return [
    {
      key: "code",
      header: t("list.code"),
      cell: (account) => <AccountLink id={account.id}>{account.code}</AccountLink>,
    },
    { key: "name", header: t("list.name"), cell: (account) => account.name },
    { key: "kind", header: t("list.kind"), cell: (account) => t(`kind.${account.kind}`) },
    {
      key: "tier",
      header: t("list.tier"),
      cell: (account) => (
        <span>
          {tierName(account.tier)} {account.tier_override !== null && <Remark>{t("list.overridden")}</Remark>}
        </span>
      ),
    },
    {
      key: "tax_profile",
      header: t("list.tax_profile"),
      cell: (account) =>
        account.legal_name !== null && account.tax_id !== null && account.address !== null ? (
          <Badge color="green">{t("list.complete")}</Badge>
        ) : (
          <Badge color="gray">{t("list.incomplete")}</Badge>
        ),
    },
  ];
}
