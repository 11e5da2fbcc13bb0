import { IconFileInvoice } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay, useSeesAll } from "../../api/me.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { MonthSelect } from "../../ui/month-select.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { useReceiptColumns } from "./receipt-columns.tsx";
import { RECEIPT_STATUSES, validateReceiptSearch } from "./receipt-search.ts";
import { useListReceipts } from "./receipts.queries.ts";

const route = getRouteApi("/app/receipts");

export function ReceiptsPage() {
  const { t } = useTranslation("receipts");
  const search = route.useSearch();
  const may = useMay();
  const seesAll = useSeesAll();
  const receipts = useListReceipts(search);
  const columns = useReceiptColumns();
  const issue = may("receipts:issue") ? (
    <LinkButton to="/receipts/issue" leftSection={<IconFileInvoice size={18} aria-hidden />}>
      {t("list.issue")}
    </LinkButton>
  ) : undefined;
  return (
    <>
      <PageHeader title={t("list.title")} lead={seesAll ? t("list.lead") : t("list.lead_own")} actions={issue} />
      <ReceiptFilters />
      <Panel padded={false}>
        <PagedTable
          label={t("list.title")}
          query={receipts}
          columns={columns}
          rowKey={(receipt) => receipt.id}
          empty={<NoReceipts filtered={Object.keys(search).length > 0} action={issue} />}
        />
      </Panel>
    </>
  );
}

function NoReceipts({ filtered, action }: { readonly filtered: boolean; readonly action: React.ReactNode }) {
  const { t } = useTranslation("receipts");
  const title = filtered ? t("list.empty_filtered_title") : t("list.empty_title");
  const plain = action === undefined ? t("list.empty_own") : t("list.empty_text");
  return (
    <EmptyState
      icon={IconFileInvoice}
      title={title}
      text={filtered ? t("list.empty_filtered_text") : plain}
      {...(filtered ? {} : { action })}
    />
  );
}

function ReceiptFilters() {
  const { t } = useTranslation(["receipts", "ui"]);
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/receipts" });
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: (old) => validateReceiptSearch({ ...old, ...change }), replace: true });
  return (
    <FilterBar columns={3} active={Object.keys(search).length > 0} onClear={() => void navigate({ search: {} })}>
      <SearchField label={t("receipts:list.search")} value={search.search} onChange={(text) => set({ search: text })} />
      <MonthSelect label={t("receipts:list.month")} value={search.month} onChange={(month) => set({ month })} />
      <ChoiceField
        label={t("receipts:list.status")}
        value={search.status}
        choices={[...RECEIPT_STATUSES.map((status) => ({ value: status, label: t(`ui:receipt_status.${status}`) }))]}
        onChange={(status) => set({ status })}
      />
    </FilterBar>
  );
}
