import { Button, Group, Tabs, Text } from "@mantine/core";
import type { Binding } from "@purser/contract/schemas";
import { IconArrowsSplit2, IconPlus } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { Remark } from "../../ui/badges.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { AccountLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { BindingFilters } from "./binding-filters.tsx";
import type { BindingStart } from "./binding-form.tsx";
import { BindingModal } from "./binding-modal.tsx";
import { BINDING_TABS, type BindingSearch, validateBindingSearch } from "./binding-search.ts";
import { useListBindings } from "./bindings.queries.ts";
import { UnboundAccounts } from "./unbound-accounts.tsx";
import { WithdrawBinding } from "./withdraw-binding.tsx";

const route = getRouteApi("/app/bindings");

/** Which Slurm account is whose to pay, and which is nobody's but its users'. */
export function BindingsPage() {
  const { t } = useTranslation("organisation");
  const may = useMay();
  const { tab = "rules", ...search } = route.useSearch();
  const navigate = useNavigate({ from: "/bindings" });
  const [start, setStart] = useState<BindingStart | null>(null);
  const choose = (next: string | null) =>
    void navigate({ search: validateBindingSearch({ tab: next === "rules" ? undefined : next }), replace: true });
  return (
    <>
      <PageHeader
        title={t("binding.title")}
        lead={t("binding.lead")}
        actions={
          may("bindings:write") && (
            <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setStart({})}>
              {t("binding.new")}
            </Button>
          )
        }
      />
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List mb="md">
          {BINDING_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`binding.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="rules">
          <BindingFilters tab="rules" />
          <Rules search={search} onChange={(replaces) => setStart({ replaces })} />
        </Tabs.Panel>
        <Tabs.Panel value="unbound">
          <BindingFilters tab="unbound" />
          <UnboundAccounts search={search} onBind={setStart} />
        </Tabs.Panel>
      </Tabs>
      <BindingModal start={start} onClose={() => setStart(null)} />
    </>
  );
}

interface RulesProps {
  readonly search: BindingSearch;
  readonly onChange: (binding: Binding) => void;
}

function Rules({ search, onChange }: RulesProps) {
  const { t } = useTranslation("organisation");
  const bindings = useListBindings(search);
  const columns = useBindingColumns(onChange);
  const filtered = Object.keys(search).length > 0;
  return (
    <Panel padded={false}>
      <PagedTable
        label={t("binding.title")}
        query={bindings}
        columns={columns}
        rowKey={(binding) => binding.id}
        empty={
          <EmptyState
            icon={IconArrowsSplit2}
            title={t("binding.empty_title")}
            text={filtered ? t("binding.empty_filtered") : t("binding.empty_text")}
          />
        }
      />
    </Panel>
  );
}

function useBindingColumns(onChange: (binding: Binding) => void): readonly Column<Binding>[] {
  const { t } = useTranslation("organisation");
  const format = useFormat();
  const may = useMay();
  const deeds: Column<Binding> = {
    key: "deeds",
    header: "",
    align: "right",
    narrow: "wide",
    cell: (binding) =>
      binding.withdrawn_at === null ? (
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => onChange(binding)}
            aria-label={t("binding.change_of", { account: binding.slurm_account })}
          >
            {t("binding.change")}
          </Button>
          <WithdrawBinding binding={binding} />
        </Group>
      ) : (
        <Remark>{t("binding.withdrawn_on", { date: format.date(binding.withdrawn_at) })}</Remark>
      ),
  };
  return [
    {
      key: "slurm_account",
      header: t("binding.slurm_account"),
      cell: (binding) => <span className="mono">{binding.slurm_account}</span>,
    },
    { key: "cluster", header: t("binding.cluster"), cell: (binding) => binding.cluster },
    {
      key: "slurm_user",
      header: t("binding.slurm_user"),
      cell: (binding) =>
        binding.slurm_user === null ? (
          <Text span size="sm" c="dimmed">
            {t("binding.every_user")}
          </Text>
        ) : (
          <span className="mono">{binding.slurm_user}</span>
        ),
    },
    {
      key: "account",
      header: t("binding.account"),
      cell: (binding) => <AccountLink id={binding.account_id}>{binding.account_name}</AccountLink>,
    },
    { key: "from", header: t("binding.from"), nowrap: true, cell: (binding) => format.date(binding.valid_from) },
    {
      key: "to",
      header: t("binding.to"),
      nowrap: true,
      cell: (binding) => (binding.valid_to === null ? t("binding.open_end") : format.end(binding.valid_to)),
    },
    ...(may("bindings:write") ? [deeds] : []),
  ];
}
