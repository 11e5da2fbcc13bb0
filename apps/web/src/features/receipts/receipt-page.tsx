import { Stack, Tabs } from "@mantine/core";
import type { Receipt } from "@purser/contract/schemas";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { ReceiptStatusBadge } from "../../ui/badges.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { AccountLink } from "../../ui/record-link.tsx";
import { RecordView } from "../../ui/record-view.tsx";
import { LoadingRows } from "../../ui/states.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { PayModal } from "./pay-modal.tsx";
import { ReceiptAdjustments } from "./receipt-adjustments.tsx";
import { ReceiptBill } from "./receipt-bill.tsx";
import { ReceiptItems } from "./receipt-items.tsx";
import { RECEIPT_TABS } from "./receipt-search.ts";
import { useGetReceipt } from "./receipts.queries.ts";
import { VoidModal } from "./void-modal.tsx";

const route = getRouteApi("/app/receipts/$receiptId");

/** The viewer and its library are fetched only when a document is looked at. */
const ReceiptPdf = lazy(async () => ({ default: (await import("./receipt-pdf.tsx")).ReceiptPdf }));

export function ReceiptPage() {
  const { t } = useTranslation("receipts");
  const { receiptId } = route.useParams();
  const receipt = useGetReceipt(receiptId);
  return (
    <RecordView query={receipt} parent={{ to: "/receipts", label: t("list.title") }}>
      {(found) => <ReceiptView receipt={found} />}
    </RecordView>
  );
}

function ReceiptView({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation("receipts");
  const { tab = "bill" } = route.useSearch();
  const navigate = useNavigate({ from: "/receipts/$receiptId" });
  const choose = (value: string | null) => {
    const next = RECEIPT_TABS.find((each) => each === value);
    void navigate({ search: next === undefined || next === "bill" ? {} : { tab: next }, replace: true });
  };
  return (
    <>
      <ReceiptHeader receipt={receipt} />
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List mb="md">
          {RECEIPT_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`receipt.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="bill">
          <ReceiptBill receipt={receipt} />
        </Tabs.Panel>
        <Tabs.Panel value="runs">
          <Stack>
            {receipt.run_count > 0 && <ReceiptItems receipt={receipt} />}
            {receipt.lines.some(({ component }) => component === "adjustment") && (
              <ReceiptAdjustments receipt={receipt} />
            )}
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="document">
          <Suspense fallback={<LoadingRows rows={10} />}>
            <ReceiptPdf receipt={receipt} />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function ReceiptHeader({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation("receipts");
  const format = useFormat();
  const may = useMay();
  return (
    <PageHeader
      audited={receipt.id}
      parent={{ to: "/receipts", label: t("list.title") }}
      title={receipt.number}
      badge={<ReceiptStatusBadge status={receipt.status} size="lg" />}
      lead={
        <>
          {may("accounts:read") ? (
            <AccountLink id={receipt.account_id}>{receipt.account_name}</AccountLink>
          ) : (
            receipt.account_name
          )}
          {" · "}
          {format.month(receipt.month)}
        </>
      }
      actions={
        <>
          {receipt.may.void && <VoidModal receipt={receipt} />}
          {receipt.may.pay && <PayModal receipt={receipt} />}
        </>
      }
    />
  );
}
