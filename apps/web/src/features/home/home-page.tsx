import { SimpleGrid, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMay, useMe, useSeesAll } from "../../api/me.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { LoadingRows } from "../../ui/states.tsx";
import { useCountJobs, useListReceipts, useListRuns, useListUnbilled, useListUsageBatches } from "./home.queries.ts";
import { JobsNow } from "./jobs-now.tsx";
import { LatestBatches } from "./latest-batches.tsx";
import { LatestRuns } from "./latest-runs.tsx";
import { NextSteps } from "./next-steps.tsx";
import { ReceiptsByStatus } from "./receipts-by-status.tsx";
import { UnbilledByMonth } from "./unbilled-by-month.tsx";

/** Where things stand and what comes next, for what this person may do. */
export function HomePage() {
  const { t } = useTranslation(["home", "ui"]);
  const me = useMe();
  const seesAll = useSeesAll();
  const isLoading = useIsLoading();
  return (
    <>
      <PageHeader
        name={t("ui:nav.home")}
        title={t("home:greeting", { name: me.display_name })}
        lead={seesAll ? t("home:lead.staff") : t("home:lead.user")}
      />
      {isLoading ? (
        <Panel>
          <LoadingRows rows={14} />
        </Panel>
      ) : (
        <Parts />
      )}
    </>
  );
}

/** Whether a part is on its way for the first time. They come together, so that none pushes another away. */
function useIsLoading(): boolean {
  const may = useMay();
  const parts = [
    useListUnbilled(may("unbilled:read")),
    useListRuns(!may("unbilled:read")),
    useCountJobs(may("jobs:read")),
    useListReceipts(may("receipts:read")),
    useListUsageBatches(may("usage:read")),
  ];
  return parts.some((part) => part.isLoading);
}

function Parts() {
  const may = useMay();
  return (
    <Stack>
      <NextSteps />
      <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: "start" }}>
        {may("unbilled:read") ? <UnbilledByMonth /> : <LatestRuns />}
        <Stack>
          {may("jobs:read") && <JobsNow />}
          {may("receipts:read") && <ReceiptsByStatus />}
          {may("usage:read") && <LatestBatches />}
        </Stack>
      </SimpleGrid>
    </Stack>
  );
}
