import { IconCircleCheck } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useBilledChangeColumns } from "./billed-change-columns.tsx";
import { CHANGE_STATUSES } from "./billed-change-search.ts";
import { useListBilledChanges } from "./billed-changes.queries.ts";

const route = getRouteApi("/app/billed-changes");

/** What finance is to decide: runs whose record changed after they were billed. */
export function BilledChangesPage() {
  const { t } = useTranslation("changes");
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/billed-changes" });
  const changes = useListBilledChanges(search);
  const columns = useBilledChangeColumns();
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <FilterBar columns={4} active={filtered} onClear={() => void navigate({ search: {} })}>
        <ChoiceField
          label={t("status.label")}
          value={search.status}
          choices={CHANGE_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
          onChange={(choice) =>
            void navigate({
              search: ({ status: _, ...rest }) => {
                const status = CHANGE_STATUSES.find((each) => each === choice);
                return status === undefined ? rest : { ...rest, status };
              },
              replace: true,
            })
          }
        />
      </FilterBar>
      <Panel padded={false}>
        <PagedTable
          label={t("title")}
          query={changes}
          columns={columns}
          rowKey={(change) => `${change.run_id} ${change.batch_id}`}
          empty={
            <EmptyState
              icon={IconCircleCheck}
              title={t("empty_title")}
              text={filtered ? t("empty_filtered") : t("empty_text")}
            />
          }
        />
      </Panel>
    </>
  );
}
