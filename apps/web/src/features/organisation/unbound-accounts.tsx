import { Button, Text } from "@mantine/core";
import type { UnboundAccount } from "@purser/contract/schemas";
import { IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useFormat } from "../../ui/use-format.ts";
import type { BindingStart } from "./binding-form.tsx";
import type { BindingSearch } from "./binding-search.ts";
import { useListUnboundAccounts } from "./bindings.queries.ts";

interface Props {
  readonly search: BindingSearch;
  readonly onBind: (start: BindingStart) => void;
}

/** Slurm accounts whose users pay for themselves, and the way to have somebody else pay. */
export function UnboundAccounts({ search, onBind }: Props) {
  const { t } = useTranslation("organisation");
  const accounts = useListUnboundAccounts(search);
  const columns = useUnboundColumns(onBind);
  const filtered = Object.keys(search).length > 0;
  return (
    <>
      <Text size="sm" c="dimmed" mb="md" maw={720}>
        {t("unbound.lead")}
      </Text>
      <Panel padded={false}>
        <PagedTable
          label={t("binding.tab.unbound")}
          query={accounts}
          columns={columns}
          rowKey={(account) => `${account.cluster} ${account.slurm_account}`}
          empty={
            <EmptyState
              icon={IconCircleCheck}
              title={t(filtered ? "unbound.none_found" : "unbound.empty_title")}
              text={t(filtered ? "unbound.empty_filtered" : "unbound.empty_text")}
            />
          }
        />
      </Panel>
    </>
  );
}

function useUnboundColumns(onBind: (start: BindingStart) => void): readonly Column<UnboundAccount>[] {
  const { t } = useTranslation("organisation");
  const format = useFormat();
  const may = useMay();
  const deed: Column<UnboundAccount> = {
    key: "deed",
    header: "",
    align: "right",
    narrow: "wide",
    cell: ({ cluster, slurm_account }) => (
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => onBind({ cluster, slurm_account })}
        aria-label={t("unbound.bind_account", { account: slurm_account })}
      >
        {t("unbound.bind")}
      </Button>
    ),
  };
  return [
    {
      key: "slurm_account",
      header: t("binding.slurm_account"),
      cell: (account) => <span className="mono">{account.slurm_account}</span>,
    },
    { key: "cluster", header: t("binding.cluster"), cell: (account) => account.cluster },
    { key: "users", header: t("unbound.users"), cell: (account) => <Users account={account} /> },
    { key: "runs", header: t("binding.runs"), align: "right", cell: (account) => format.count(account.run_count) },
    {
      key: "last_seen",
      header: t("unbound.last_seen"),
      nowrap: true,
      cell: (account) => format.date(account.last_seen_at),
    },
    ...(may("bindings:write") ? [deed] : []),
  ];
}

function Users({ account }: { readonly account: UnboundAccount }) {
  const { t } = useTranslation("organisation");
  const more = account.user_count - account.users.length;
  return (
    <span>
      {account.users.join(", ")}
      {more > 0 && ` ${t("unbound.more_users", { count: more })}`}
    </span>
  );
}
