import { Stack } from "@mantine/core";
import { IconScale } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useListClusters, useReconcileUsage } from "./reconciliation.queries.ts";
import { ReconciliationForm } from "./reconciliation-form.tsx";
import { ReconciliationResult } from "./reconciliation-result.tsx";

/** Compares a period of a cluster with what Slurm's own report says of it. */
export function ReconciliationPage() {
  const { t } = useTranslation("reconciliation");
  const clusters = useListClusters();
  const reconcile = useReconcileUsage();
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <QueryView query={clusters}>
        {({ data }) =>
          data.length === 0 ? (
            <Panel>
              <EmptyState icon={IconScale} title={t("empty_title")} text={t("empty_text")} />
            </Panel>
          ) : (
            <Stack gap="lg">
              <Panel>
                <ReconciliationForm
                  clusters={data}
                  isPending={reconcile.isPending}
                  onSubmit={(request) => reconcile.mutate(request)}
                />
              </Panel>
              {reconcile.error !== null && <ErrorAlert error={reconcile.error} />}
              {reconcile.data !== undefined && <ReconciliationResult result={reconcile.data} />}
            </Stack>
          )
        }
      </QueryView>
    </>
  );
}
