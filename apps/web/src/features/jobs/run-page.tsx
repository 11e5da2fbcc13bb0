import { SimpleGrid, Stack, Text } from "@mantine/core";
import type { Run } from "@purser/contract/schemas";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { RunStateBadge } from "../../ui/badges.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { RecordView } from "../../ui/record-view.tsx";
import { ChargeHistory } from "./charge-history.tsx";
import { ChargePanel } from "./charge-panel.tsx";
import { useGetRun } from "./jobs.queries.ts";
import { RelatedRuns } from "./related-runs.tsx";
import { RunEfficiency } from "./run-efficiency.tsx";
import { AllocationFacts, IdentityFacts, OutcomeFacts, TimeFacts } from "./run-facts.tsx";
import { RunHistory } from "./run-history.tsx";
import { RunRecords } from "./run-records.tsx";
import { RunTimeline } from "./run-timeline.tsx";
import { RunUse } from "./run-use.tsx";

const route = getRouteApi("/app/runs/$runId");

export function RunPage() {
  const { t } = useTranslation("jobs");
  const { runId } = route.useParams();
  const run = useGetRun(runId);
  return (
    <RecordView query={run} parent={{ to: "/runs", label: t("list.title") }}>
      {(found) => <RunView run={found} />}
    </RecordView>
  );
}

function RunView({ run }: { readonly run: Run }) {
  const { t } = useTranslation("jobs");
  const may = useMay();
  const isUnderWay = run.started_at !== null && run.ended_at === null;
  return (
    <>
      <PageHeader
        audited={run.run_id}
        broughtBy={run.batch_id ?? undefined}
        parent={{ to: "/runs", label: t("list.title") }}
        title={t("run.title", { id: run.display_id })}
        badge={<RunStateBadge state={run.state} rawState={run.raw_state} />}
        lead={
          <Text span style={{ overflowWrap: "anywhere" }}>
            {run.name}
          </Text>
        }
      />
      <Stack>
        {/* Who looks at a run that is under way wants to know how it fares; what it costs is told when it has ended. */}
        {isUnderWay && <RunFigures run={run} />}
        <ChargePanel runId={run.run_id} />
        <ChargeHistory runId={run.run_id} />
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <IdentityFacts run={run} />
          <TimeFacts run={run} />
          <AllocationFacts run={run} />
          <OutcomeFacts run={run} />
        </SimpleGrid>
        {!isUnderWay && <RunFigures run={run} />}
        {may("jobs:read") && <RunTimeline run={run} />}
        <RelatedRuns runId={run.run_id} />
        <RunHistory runId={run.run_id} />
        <RunRecords runId={run.run_id} />
      </Stack>
    </>
  );
}

/** What the run used of what it was given. */
function RunFigures({ run }: { readonly run: Run }) {
  const may = useMay();
  if (!may("jobs:read")) return null;
  return (
    <>
      <RunEfficiency run={run} />
      <RunUse run={run} />
    </>
  );
}
