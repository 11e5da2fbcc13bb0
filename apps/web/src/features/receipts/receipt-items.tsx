import type { Receipt, ReceiptItem } from "@purser/contract/schemas";
import { IconListDetails } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Remark } from "../../ui/badges.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { isZero } from "../../ui/decimal.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Money } from "../../ui/money.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RunLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useListReceiptItems } from "./receipts.queries.ts";

/** The runs on a receipt, a page at a time. */
export function ReceiptItems({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation("receipts");
  const items = useListReceiptItems(receipt.id);
  const columns = useItemColumns(receipt.currency);
  return (
    <Panel title={t("receipt.tab.runs")} lead={t("item.lead")} padded={false}>
      <PagedTable
        label={t("receipt.tab.runs")}
        query={items}
        columns={columns}
        rowKey={(item) => item.run_id}
        empty={<EmptyState icon={IconListDetails} title={t("receipt.tab.runs")} text={t("receipt.void_note")} />}
      />
    </Panel>
  );
}

function useItemColumns(currency: string): readonly Column<ReceiptItem>[] {
  const { t } = useTranslation("receipts");
  const format = useFormat();
  const amount = (key: "cpu" | "gpu" | "memory" | "minimum"): Column<ReceiptItem> => ({
    key,
    header: t(`item.${key}`),
    align: "right",
    cell: (item) => (isZero(item[key]) ? "–" : format.exact(item[key])),
  });
  return [
    {
      key: "run",
      header: t("item.run"),
      nowrap: true,
      cell: (item) => <RunLink id={item.run_id}>{item.display_id}</RunLink>,
    },
    {
      key: "name",
      header: t("item.name"),
      cell: (item) => (
        <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
          {item.name} <Remark>{item.partition}</Remark>
        </div>
      ),
    },
    {
      key: "ended_at",
      header: `${t("item.ended_at")} (${format.zone})`,
      nowrap: true,
      cell: (item) => format.dateTime(item.ended_at),
    },
    amount("cpu"),
    amount("gpu"),
    amount("memory"),
    amount("minimum"),
    {
      key: "total",
      header: t("item.total"),
      align: "right",
      cell: (item) => <Money amount={item.total} currency={currency} strong digits="exact" />,
    },
  ];
}
