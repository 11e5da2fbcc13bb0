import { Code, Stack, Text } from "@mantine/core";
import type { AuditRecord } from "@purser/contract/schemas";
import { IconShieldCheck } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Remark } from "../../ui/badges.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useListAuditRecords } from "./audit.queries.ts";
import { validateAuditSearch } from "./audit-search.ts";
import { Verification } from "./verification.tsx";

const route = getRouteApi("/app/audit");

export function AuditPage() {
  const { t } = useTranslation("audit");
  const search = route.useSearch();
  const records = useListAuditRecords(search);
  const columns = useRecordColumns();
  const filtered = Object.keys(search).length > 0;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Stack>
        <Verification />
        <div>
          <AuditFilters />
          <Panel padded={false}>
            <PagedTable
              label={t("title")}
              query={records}
              columns={columns}
              rowKey={(record) => record.id}
              empty={
                <EmptyState
                  icon={IconShieldCheck}
                  title={t("empty_title")}
                  text={filtered ? t("empty_filtered") : t("empty_text")}
                />
              }
            />
          </Panel>
        </div>
      </Stack>
    </>
  );
}

function AuditFilters() {
  const { t } = useTranslation("audit");
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/audit" });
  const [cleared, setCleared] = useState(0);
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: (old) => validateAuditSearch({ ...old, ...change }), replace: true });
  return (
    <FilterBar
      columns={3}
      active={Object.keys(search).length > 0}
      onClear={() => {
        setCleared((count) => count + 1);
        void navigate({ search: {} });
      }}
    >
      {(["action", "subject"] as const).map((name) => (
        <SearchField
          key={`${name}-${cleared}`}
          label={t(name)}
          placeholder={t(`${name}_hint`)}
          value={search[name]}
          onChange={(text) => set({ [name]: text })}
        />
      ))}
    </FilterBar>
  );
}

function useRecordColumns(): readonly Column<AuditRecord>[] {
  const { t } = useTranslation("audit");
  const format = useFormat();
  return [
    {
      key: "action",
      header: t("action"),
      cell: (record) => (
        <span className="mono" style={{ fontWeight: 600 }}>
          {record.action}
        </span>
      ),
    },
    {
      key: "occurred_at",
      header: t("occurred_at"),
      nowrap: true,
      cell: (record) => format.exactTime(record.occurred_at),
    },
    { key: "actor", header: t("actor"), cell: (record) => record.actor_name },
    { key: "subject", header: t("subject"), cell: (record) => <span className="mono">{record.subject}</span> },
    { key: "detail", header: t("detail"), narrow: "wide", cell: (record) => <Detail record={record} /> },
    {
      key: "sequence",
      header: t("sequence"),
      align: "right",
      cell: (record) => (record.sequence === null ? <Remark>{t("unsealed")}</Remark> : format.count(record.sequence)),
    },
  ];
}

function Detail({ record }: { readonly record: AuditRecord }) {
  const { t } = useTranslation("audit");
  return (
    <details>
      <summary aria-label={t("show_detail", { action: record.action })} style={{ cursor: "pointer" }}>
        {t("detail")}
      </summary>
      <Code block mt={4} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere", textAlign: "start" }}>
        {JSON.stringify(record.detail, null, 2)}
      </Code>
      {record.request_id !== null && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("request")}: <span className="mono">{record.request_id}</span>
        </Text>
      )}
    </details>
  );
}
