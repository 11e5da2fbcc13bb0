import { Stack } from "@mantine/core";
import type { IssueReceiptsAnswer, ReceiptPreview } from "@purser/contract/schemas";
import { IconCircleCheck } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { monthBack } from "../../ui/format.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { IssueConfirm } from "./issue-confirm.tsx";
import { IssueFilters } from "./issue-filters.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { useReceiptColumns } from "./receipt-columns.tsx";
import { useIssueReceipts, usePreviewReceipts } from "./receipts.queries.ts";

const route = getRouteApi("/app/receipts/issue");

export function IssuePage() {
  const { t } = useTranslation("receipts");
  const search = route.useSearch();
  const month = search.month ?? monthBack(1);
  const [issued, setIssued] = useState<IssueReceiptsAnswer | null>(null);
  const header = (
    <PageHeader title={t("issue.title")} lead={t("issue.lead")} parent={{ to: "/receipts", label: t("list.title") }} />
  );
  if (issued !== null) {
    return (
      <>
        {header}
        <Issued answer={issued} month={month} />
      </>
    );
  }
  return (
    <>
      {header}
      <IssueFilters month={month} accountId={search.account_id} />
      <Preview
        key={`${month} ${search.account_id ?? ""}`}
        month={month}
        accountId={search.account_id}
        onIssued={setIssued}
      />
    </>
  );
}

interface PreviewProps {
  readonly month: string;
  readonly accountId: string | undefined;
  readonly onIssued: (answer: IssueReceiptsAnswer) => void;
}

function Preview({ month, accountId, onIssued }: PreviewProps) {
  const { t } = useTranslation("receipts");
  const format = useFormat();
  const account = accountId === undefined ? {} : { account_id: accountId };
  const preview = usePreviewReceipts({ month, ...account });
  const issue = useIssueReceipts();
  const confirm = (found: ReceiptPreview) =>
    found.data.length > 0 && (
      <IssueConfirm
        preview={found}
        issue={issue}
        onConfirm={() => issue.mutate({ month, ...account }, { onSuccess: onIssued })}
      />
    );
  return (
    <Panel
      title={t("issue.preview_title", { month: format.month(month) })}
      lead={t("issue.preview_lead")}
      action={preview.data !== undefined && confirm(preview.data)}
      padded={false}
    >
      <QueryView query={preview}>
        {(found) =>
          found.data.length === 0 ? (
            <EmptyState
              icon={IconCircleCheck}
              title={t("issue.empty_title", { month: format.month(month) })}
              text={t("issue.empty_text")}
              action={
                <LinkButton to="/receipts" search={{ month }} variant="light">
                  {t("issue.see_all", { month: format.month(month) })}
                </LinkButton>
              }
            />
          ) : (
            <PreviewTable preview={found} />
          )
        }
      </QueryView>
    </Panel>
  );
}

function Issued({ answer, month }: { readonly answer: IssueReceiptsAnswer; readonly month: string }) {
  const { t } = useTranslation("receipts");
  const format = useFormat();
  const columns = useReceiptColumns();
  return (
    <Stack>
      <Panel>
        <EmptyState
          icon={IconCircleCheck}
          title={t("issue.done", { count: answer.issued })}
          text={t("issue.done_text")}
          action={
            <LinkButton to="/receipts" search={{ month }}>
              {t("issue.see_all", { month: format.month(month) })}
            </LinkButton>
          }
        />
      </Panel>
      {answer.data.length > 0 && (
        <Panel padded={false}>
          <DataTable label={t("list.title")} columns={columns} rows={answer.data} rowKey={(receipt) => receipt.id} />
        </Panel>
      )}
    </Stack>
  );
}
