import { Alert, Button, SimpleGrid, Stack } from "@mantine/core";
import type { AuditRecord } from "@purser/contract/schemas";
import { IconDownload, IconHourglass, IconShieldCheck } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { AuditAction } from "../../ui/audit-action.tsx";
import { AuditActor } from "../../ui/audit-actor.tsx";
import { Remark } from "../../ui/badges.tsx";
import { ChoiceField } from "../../ui/choice-field.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { DateRange } from "../../ui/date-range.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useAuditStatus, useExportAuditRecords, useListAuditRecords } from "./audit.queries.ts";
import { OUTCOMES, validateAuditSearch } from "./audit-search.ts";
import { Checkpoints } from "./checkpoints.tsx";
import { RecordDetail } from "./record-detail.tsx";
import { RecordSubject } from "./record-subject.tsx";
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
      <PageHeader
        title={t("title")}
        lead={t(search.subject === undefined ? "lead" : "lead_subject")}
        actions={<Export />}
      />
      <Stack>
        <Waiting />
        {search.subject === undefined && (
          // Who asks about one thing is not asking about the chain.
          <SimpleGrid cols={{ base: 1, lg: 2 }}>
            <Verification />
            <Checkpoints />
          </SimpleGrid>
        )}
        <div>
          <AuditFilters />
          <Panel padded={false}>
            <PagedTable
              label={t("title")}
              query={records}
              columns={columns}
              rowKey={(record) => record.id}
              detail={{
                label: (record) => t("show_detail", { action: record.action }),
                text: () => t("detail"),
                content: (record) => <RecordDetail record={record} />,
              }}
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

/** The whole list as it is filtered, for a spreadsheet. */
function Export() {
  const { t } = useTranslation("audit");
  const file = useExportAuditRecords(route.useSearch());
  return (
    <>
      <Button
        variant="default"
        loading={file.isPending}
        leftSection={<IconDownload size={17} aria-hidden />}
        onClick={() => file.mutate()}
      >
        {t("export")}
      </Button>
      {file.error !== null && <ErrorAlert error={file.error} onRetry={() => file.mutate()} />}
    </>
  );
}

const LONG_SECONDS = 60;

/** Says so where records have been waiting to be sealed for longer than they should. */
function Waiting() {
  const { t } = useTranslation("audit");
  const format = useFormat();
  const seconds = useAuditStatus().data?.unsealed_seconds ?? 0;
  if (seconds < LONG_SECONDS) return null;
  return (
    <Alert color="orange" icon={<IconHourglass aria-hidden />} title={t("waiting")} role="status">
      {t("waiting_text", { seconds: format.count(Math.round(seconds)) })}
    </Alert>
  );
}

function AuditFilters() {
  const { t } = useTranslation("audit");
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/audit" });
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: (old) => validateAuditSearch({ ...old, ...change }), replace: true });
  return (
    <FilterBar columns={6} active={Object.keys(search).length > 0} onClear={() => void navigate({ search: {} })}>
      {(["actor", "action", "subject"] as const).map((name) => (
        <SearchField
          key={name}
          label={t(name)}
          placeholder={t(`${name}_hint`)}
          value={search[name]}
          // Who looks for another thing does not ask for what brought the one before.
          onChange={(text) => set({ [name]: text, ...(name === "subject" && { or_subject: undefined }) })}
        />
      ))}
      <ChoiceField
        label={t("outcome")}
        value={search.outcome}
        choices={[...OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcomes.${outcome}`) }))]}
        onChange={(outcome) => set({ outcome })}
      />
      <DateRange labels={{ from: t("from"), to: t("to") }} value={search} onChange={set} />
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
      cell: (record) => <AuditAction action={record.action} />,
    },
    {
      key: "occurred_at",
      header: t("occurred_at"),
      nowrap: true,
      cell: (record) => format.exactTime(record.occurred_at),
    },
    { key: "actor", header: t("actor"), cell: (record) => <AuditActor record={record} /> },
    { key: "outcome", header: t("outcome"), cell: (record) => t(`outcomes.${record.outcome}`) },
    { key: "subject", header: t("subject"), cell: (record) => <RecordSubject record={record} /> },
    {
      key: "sequence",
      header: t("sequence"),
      align: "right",
      cell: (record) => (record.sequence === null ? <Remark>{t("unsealed")}</Remark> : format.count(record.sequence)),
    },
  ];
}
