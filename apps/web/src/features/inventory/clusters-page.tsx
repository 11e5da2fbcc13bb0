import { SimpleGrid, Stack, Text } from "@mantine/core";
import type { ClusterView, NodeState } from "@purser/contract/schemas";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSeesAll } from "../../api/me.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { ClusterPartitions } from "./cluster-partitions.tsx";
import styles from "./inventory.module.css";
import { useListClusterViews, useRunningJobs } from "./inventory.queries.ts";
import { LiveView } from "./live-view.tsx";
import { NODE_STATES, SIGNS } from "./node-mark.ts";
import { PictureAge, PictureWarnings } from "./picture-age.tsx";
import { ShareBar } from "./share-bar.tsx";

/** Each cluster as its last picture has it: what is in use, what is free, what is out of order, and what waits. */
export function ClustersPage() {
  const { t } = useTranslation("inventory");
  const views = useListClusterViews();
  return (
    <>
      <PageHeader title={t("clusters.title")} lead={t("clusters.lead")} />
      <LiveView views={views}>
        {(clusters) => (
          <>
            <PictureWarnings views={clusters} />
            <Stack gap="lg">
              {clusters.map((view) => (
                <Cluster key={view.cluster} view={view} />
              ))}
            </Stack>
          </>
        )}
      </LiveView>
    </>
  );
}

interface Props {
  readonly view: ClusterView;
}

function Cluster({ view }: Props) {
  const { t } = useTranslation("inventory");
  const format = useFormat();
  const { cluster } = view;
  const seesAll = useSeesAll();
  const running = useRunningJobs(seesAll).get(cluster);
  return (
    <Panel
      title={cluster}
      lead={view.slurm_version === null ? undefined : `Slurm ${view.slurm_version}`}
      action={<PictureAge view={view} />}
    >
      {view.read_at !== null && (
        <Stack>
          <SimpleGrid component="dl" cols={{ base: 1, xs: 2, md: 5 }} spacing="md" m={0}>
            <Figure label={t("node.cpus")}>
              <ShareBar part={view.allocated_cpus} whole={view.cpus} write={format.count} />
            </Figure>
            <Figure label={t("node.memory")}>
              <ShareBar part={view.allocated_memory_mib} whole={view.memory_mib} write={format.mib} />
            </Figure>
            <Figure label={t("node.gpus")}>
              <ShareBar part={view.allocated_gpus} whole={view.gpus} write={format.count} />
            </Figure>
            {seesAll && (
              <Figure label={t("clusters.running")}>
                <Link to="/live/jobs" search={{ cluster }} className="record-link">
                  {running === undefined ? "–" : t("clusters.jobs", { count: running })}
                </Link>
              </Figure>
            )}
            <Figure label={t("clusters.waiting")}>
              <Link to="/live/queue" search={{ cluster }} className="record-link">
                {t("clusters.jobs", { count: view.queued_jobs })}
              </Link>
              {view.queued_tasks > view.queued_jobs && (
                <Text span size="sm">
                  {` (${t("clusters.tasks", { count: view.queued_tasks })})`}
                </Text>
              )}
            </Figure>
          </SimpleGrid>
          <States view={view} />
          <ClusterPartitions cluster={cluster} />
        </Stack>
      )}
    </Panel>
  );
}

function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {label}
      </Text>
      <Text component="dd" m={0} size="sm">
        {children}
      </Text>
    </div>
  );
}

/** The nodes by state, as one bar and in words; each word leads to those nodes. */
function States({ view }: Props) {
  const { t } = useTranslation("inventory");
  const format = useFormat();
  const shown = NODE_STATES.flatMap((state) => {
    const count = view.node_states[state] ?? 0;
    return count === 0 ? [] : [{ state, count }];
  });
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {t("nodes.count", { count: view.nodes })}
      </Text>
      <div className={styles.bar} aria-hidden>
        {shown.map(({ state, count }) => (
          <span key={state} className={styles.part} data-tone={state} style={{ flex: count }} />
        ))}
      </div>
      <ul className={styles.legend} aria-label={t("nodes.legend")} style={{ marginTop: 8 }}>
        {shown.map(({ state, count }) => (
          <li key={state}>
            <span className={styles.sample} data-tone={state} aria-hidden>
              {SIGNS[state]}
            </span>
            <StateLink cluster={view.cluster} state={state} />
            <Text span size="sm">
              {format.count(count)}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}

function StateLink({ cluster, state }: { readonly cluster: string; readonly state: NodeState }) {
  const { t } = useTranslation("inventory");
  return (
    <Link to="/live/nodes" search={{ cluster, state }} className="record-link">
      {t(`state.${state}`)}
    </Link>
  );
}
