import type { Receipt, ReceiptAdjustment } from "@purser/contract/schemas";
import { IconReceiptRefund } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Money } from "../../ui/money.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RunLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useListReceiptAdjustments } from "./receipts.queries.ts";

/** The runs that changed after they were billed, with what this receipt charges or credits for each. */
export function ReceiptAdjustments({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation("receipts");
  const adjustments = useListReceiptAdjustments(receipt.id);
  const columns = useAdjustmentColumns(receipt.currency);
  return (
    <Panel title={t("adjustment.title")} lead={t("adjustment.lead")} padded={false}>
      <PagedTable
        label={t("adjustment.title")}
        query={adjustments}
        columns={columns}
        rowKey={(adjustment) => adjustment.adjustment_id}
        empty={<EmptyState icon={IconReceiptRefund} title={t("adjustment.title")} text={t("adjustment.none")} />}
      />
    </Panel>
  );
}

function useAdjustmentColumns(currency: string): readonly Column<ReceiptAdjustment>[] {
  const { t } = useTranslation("receipts");
  const format = useFormat();
  return [
    {
      key: "run",
      header: t("item.run"),
      nowrap: true,
      cell: (adjustment) => <RunLink id={adjustment.run_id}>{adjustment.display_id}</RunLink>,
    },
    {
      key: "name",
      header: t("item.name"),
      cell: ({ name }) => <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>{name}</div>,
    },
    {
      key: "ended_at",
      header: `${t("item.ended_at")} (${format.zone})`,
      nowrap: true,
      cell: ({ ended_at }) => (ended_at === null ? "–" : format.dateTime(ended_at)),
    },
    {
      key: "corrects",
      header: t("adjustment.corrects"),
      cell: ({ corrects }) => corrects ?? t("line.moved"),
    },
    {
      key: "amount",
      header: t("item.total"),
      align: "right",
      cell: ({ amount }) => <Money amount={amount} currency={currency} strong digits="exact" />,
    },
  ];
}
