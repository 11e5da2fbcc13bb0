import { Group } from "@mantine/core";
import { IconCircleCheck, IconFileInvoice } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { monthBack } from "../../ui/format.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { MonthSelect } from "../../ui/month-select.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useListUnbilled } from "./rating.queries.ts";
import { useUnbilledColumns } from "./unbilled-columns.tsx";

const route = getRouteApi("/app/unbilled");

export function UnbilledPage() {
  const { t } = useTranslation(["rating", "ui"]);
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/unbilled" });
  const may = useMay();
  const unbilled = useListUnbilled(search);
  const columns = useUnbilledColumns();
  const month = search.month !== undefined && search.month < monthBack(0) ? search.month : monthBack(1);
  return (
    <>
      <PageHeader
        title={t("rating:unbilled.title")}
        lead={t("rating:unbilled.lead")}
        actions={
          may("receipts:issue") && (
            <LinkButton to="/receipts/issue" search={{ month }} leftSection={<IconFileInvoice size={18} aria-hidden />}>
              {t("rating:unbilled.preview")}
            </LinkButton>
          )
        }
      />
      <FilterBar
        columns={4}
        active={search.month !== undefined || search.account_id !== undefined}
        onClear={() => void navigate({ search: {} })}
      >
        <MonthSelect
          label={t("ui:month")}
          value={search.month}
          onChange={(value) =>
            void navigate({
              search: ({ month: _, ...rest }) => (value === undefined ? rest : { ...rest, month: value }),
              replace: true,
            })
          }
        />
      </FilterBar>
      <Panel padded={false}>
        <PagedTable
          label={t("rating:unbilled.title")}
          query={unbilled}
          columns={columns}
          rowKey={(row) => `${row.account_id} ${row.month} ${row.tier} ${row.currency}`}
          empty={
            <EmptyState
              icon={IconCircleCheck}
              title={t("rating:unbilled.empty_title")}
              text={t("rating:unbilled.empty_text")}
              action={
                may("receipts:read") && (
                  <Group justify="center">
                    <LinkButton to="/receipts" variant="light">
                      {t("ui:nav.receipts")}
                    </LinkButton>
                  </Group>
                )
              }
            />
          }
        />
      </Panel>
    </>
  );
}
