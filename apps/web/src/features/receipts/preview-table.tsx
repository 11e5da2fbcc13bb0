import type { ReceiptPreview, ReceiptPreviewAccount } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { Remark } from "../../ui/badges.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { addDecimals } from "../../ui/decimal.ts";
import { Money } from "../../ui/money.tsx";
import { AccountLink } from "../../ui/record-link.tsx";
import { TierName } from "../../ui/tier-name.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { ReceiptLines } from "./receipt-lines.tsx";

/** The total of a preview by currency: unlike money is not added. */
export function totalsOf(preview: ReceiptPreview): readonly { readonly currency: string; readonly total: string }[] {
  const currencies = [...new Set(preview.data.map((each) => each.currency))];
  return currencies.map((currency) => ({
    currency,
    total: addDecimals(preview.data.filter((each) => each.currency === currency).map((each) => each.total)),
  }));
}

/** What would be billed, one row per receipt; its lines open below the account. */
export function PreviewTable({ preview }: { readonly preview: ReceiptPreview }) {
  const { t } = useTranslation("receipts");
  const columns = usePreviewColumns(preview);
  return (
    <DataTable
      label={t("issue.title")}
      columns={columns}
      rows={preview.data}
      rowKey={(each) => `${each.account_id} ${each.tier} ${each.currency}`}
      detail={{
        label: (each) => t("issue.lines", { account: each.account_name }),
        text: (each) => `${t("receipt.lines")} (${each.lines.length})`,
        content: (each) => <ReceiptLines lines={each.lines} currency={each.currency} />,
      }}
    />
  );
}

function Account({ account }: { readonly account: ReceiptPreviewAccount }) {
  return (
    <span>
      <AccountLink id={account.account_id}>{account.account_name}</AccountLink>{" "}
      {account.account_code !== account.account_name && <Remark>{account.account_code}</Remark>}
    </span>
  );
}

function usePreviewColumns(preview: ReceiptPreview): readonly Column<ReceiptPreviewAccount>[] {
  const { t } = useTranslation("receipts");
  const format = useFormat();
  const totals = totalsOf(preview);
  const only = totals.length === 1 ? totals[0] : undefined;
  const sum = (key: "subtotal" | "tax") =>
    only === undefined ? {} : { footer: format.amount(addDecimals(preview.data.map((each) => each[key]))) };
  return [
    {
      key: "account",
      header: t("issue.account"),
      narrow: "wide",
      cell: (account) => <Account account={account} />,
      footer: t("issue.sum", { count: preview.data.length }),
    },
    { key: "tier", header: t("issue.tier"), cell: (account) => <TierName tier={account.tier} /> },
    { key: "runs", header: t("issue.runs"), align: "right", cell: (account) => format.count(account.run_count) },
    {
      key: "subtotal",
      header: t("issue.subtotal"),
      align: "right",
      cell: (account) => format.amount(account.subtotal),
      ...sum("subtotal"),
    },
    {
      key: "tax",
      header: t("issue.tax"),
      align: "right",
      cell: (account) => format.amount(account.tax),
      ...sum("tax"),
    },
    {
      key: "total",
      header: t("issue.total"),
      align: "right",
      cell: (account) => <Money amount={account.total} currency={account.currency} strong />,
      ...(only === undefined ? {} : { footer: <Money amount={only.total} currency={only.currency} strong /> }),
    },
  ];
}
