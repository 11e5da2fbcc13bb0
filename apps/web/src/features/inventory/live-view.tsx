import { Box, Code } from "@mantine/core";
import type { ClusterView, ClusterViewList } from "@purser/contract/schemas";
import { IconServerOff } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";

interface Props {
  readonly views: UseQueryResult<ClusterViewList>;
  readonly children: (views: readonly ClusterView[]) => ReactNode;
}

/** What the pages of the cluster stand on: the clusters that are looked at, or how one comes to be. */
export function LiveView({ views, children }: Props) {
  return (
    <QueryView query={views}>
      {({ data }) => (
        <>
          <RefreshFault query={views} />
          {data.length === 0 ? <NotLookedAt /> : children(data)}
        </>
      )}
    </QueryView>
  );
}

/** Says that what is shown could not be asked for again: otherwise an old picture would pass for a new one. */
export function RefreshFault({
  query,
}: {
  readonly query: Pick<UseQueryResult, "isRefetchError" | "error" | "refetch">;
}) {
  const { t } = useTranslation("inventory");
  if (!query.isRefetchError) return null;
  return (
    <Box mb="md">
      <ErrorAlert title={t("refresh_failed")} error={query.error} onRetry={() => void query.refetch()} />
    </Box>
  );
}

const SOURCE = `{ "clusters": [{ "name": "lotus", "sources": [{
  "kind": "slurmrestd", "url": "https://slurm.example.org:6820",
  "user": "purser", "token": { "file": "/etc/purser/slurm-token" } }] }] }`;

function NotLookedAt() {
  const { t } = useTranslation("inventory");
  const may = useMay();
  return (
    <Panel>
      <EmptyState
        icon={IconServerOff}
        title={t("empty.title")}
        text={may("usage:read") ? t("empty.text") : t("empty.text_user")}
        action={
          may("usage:read") && (
            <>
              <Code block tabIndex={0} aria-label={t("empty.example")} ta="start" maw={640} mx="auto" mb="md">
                {SOURCE}
              </Code>
              <LinkButton to="/sources" variant="light">
                {t("empty.action")}
              </LinkButton>
            </>
          )
        }
      />
    </Panel>
  );
}
