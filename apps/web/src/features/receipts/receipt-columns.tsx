import { Text } from "@mantine/core";
import type { ReceiptSummary } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { ReceiptStatusBadge, Remark } from "../../ui/badges.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Money } from "../../ui/money.tsx";
import { ReceiptLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";

/** Pending past its due date. */
export function isOverdue(receipt: Pick<ReceiptSummary, "status" | "due_at">): boolean {
  return receipt.status === "pending" && Date.parse(receipt.due_at) < Date.now();
}

/** What a row of a list of receipts shows. */
export function useReceiptColumns(): readonly Column<ReceiptSummary>[] {
  const { t } = useTranslation("receipts");
  const format = useFormat();
  return [
    {
      key: "number",
      header: t("list.number"),
      nowrap: true,
      cell: (receipt) => <ReceiptLink id={receipt.id}>{receipt.number}</ReceiptLink>,
    },
    { key: "status", header: t("list.status"), cell: (receipt) => <ReceiptStatusBadge status={receipt.status} /> },
    {
      key: "account",
      header: t("list.account"),
      cell: (receipt) => (
        <div style={{ minWidth: 0 }}>
          {receipt.account_name}
          {receipt.account_code !== receipt.account_name && (
            <>
              <br />
              <Remark>{receipt.account_code}</Remark>
            </>
          )}
        </div>
      ),
    },
    { key: "month", header: t("list.month"), nowrap: true, cell: (receipt) => format.month(receipt.month) },
    { key: "issued_at", header: t("list.issued_at"), nowrap: true, cell: (receipt) => format.date(receipt.issued_at) },
    { key: "due_at", header: t("list.due_at"), nowrap: true, cell: (receipt) => <Due receipt={receipt} /> },
    { key: "runs", header: t("list.runs"), align: "right", cell: (receipt) => format.count(receipt.run_count) },
    {
      key: "total",
      header: t("list.total"),
      align: "right",
      cell: (receipt) => <Money amount={receipt.total} currency={receipt.currency} strong />,
    },
  ];
}

function Due({ receipt }: { readonly receipt: ReceiptSummary }) {
  const { t } = useTranslation("receipts");
  const format = useFormat();
  if (receipt.status !== "pending") return <>–</>;
  return (
    <span>
      {format.date(receipt.due_at)}
      {isOverdue(receipt) && (
        <>
          <br />
          <Text span size="xs" c="red" fw={600}>
            {t("receipt.overdue")}
          </Text>
        </>
      )}
    </span>
  );
}
