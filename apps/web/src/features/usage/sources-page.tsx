import { Stack } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { ClusterSources } from "./cluster-sources.tsx";
import { useListUsageSources } from "./pulls.queries.ts";

/** The clusters whose accounting is pulled: from where, how far that has come, and what can be done about it. */
export function SourcesPage() {
  const { t } = useTranslation("pulls");
  const sources = useListUsageSources();
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <QueryView query={sources}>
        {({ data }) =>
          data.length === 0 ? (
            <Panel>
              <EmptyState icon={IconPlugConnected} title={t("empty_title")} text={t("empty_text")} />
            </Panel>
          ) : (
            <Stack gap="lg">
              {data.map((cluster) => (
                <ClusterSources key={cluster.cluster} cluster={cluster} />
              ))}
            </Stack>
          )
        }
      </QueryView>
    </>
  );
}
