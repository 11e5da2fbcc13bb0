import { SimpleGrid, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMay, useMe, useSeesAll } from "../../api/me.ts";
import { PageHeader } from "../../ui/page-header.tsx";
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
  return (
    <>
      <PageHeader
        name={t("ui:nav.home")}
        title={t("home:greeting", { name: me.display_name })}
        lead={seesAll ? t("home:lead.staff") : t("home:lead.user")}
      />
      <Parts />
    </>
  );
}

/** Each is asked for by itself and holds its place meanwhile. The one that may turn out to be empty stands last, where nothing is below it. */
function Parts() {
  const may = useMay();
  return (
    <Stack>
      <NextSteps />
      <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: "start" }}>
        {may("unbilled:read") ? <UnbilledByMonth /> : <LatestRuns />}
        <Stack>
          {may("receipts:read") && <ReceiptsByStatus />}
          {may("usage:read") && <LatestBatches />}
          {may("jobs:read") && <JobsNow />}
        </Stack>
      </SimpleGrid>
    </Stack>
  );
}
