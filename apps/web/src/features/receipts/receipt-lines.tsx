import type { ReceiptLine } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { Remark } from "../../ui/badges.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { groupDecimal } from "../../ui/decimal.ts";
import { useFormat } from "../../ui/use-format.ts";

interface Props {
  readonly lines: readonly ReceiptLine[];
  readonly currency: string;
}

/** The lines of a bill by component. The amounts are the rounded ones, which add up to the subtotal. */
export function ReceiptLines({ lines, currency }: Props) {
  const { t } = useTranslation("receipts");
  const columns = useLineColumns(currency);
  return (
    <DataTable label={t("receipt.lines")} columns={columns} rows={lines} rowKey={(line) => String(line.position)} />
  );
}

/** Whether it has a quantity and a price; a minimum and an adjustment are amounts alone. */
function isMetered(line: ReceiptLine): line is ReceiptLine & { readonly component: "cpu" | "gpu" | "memory" } {
  return line.component !== "minimum" && line.component !== "adjustment";
}

function Description({ line }: { readonly line: ReceiptLine }) {
  const { t } = useTranslation(["receipts", "ui"]);
  const correctionOf = ({ corrects }: ReceiptLine) =>
    corrects === null ? t("receipts:line.moved") : t("receipts:line.corrects", { number: corrects });
  const remarks = [
    isMetered(line) ? t(`ui:basis.${line.basis}`) : "",
    line.component === "adjustment" ? correctionOf(line) : "",
    line.partition === null ? "" : t("receipts:line.partition", { name: line.partition }),
    line.qos === null ? "" : t("receipts:line.qos", { name: line.qos }),
  ];
  return (
    <div>
      <strong>
        {t(`ui:component.${line.component}`)}
        {line.gpu_type !== null && ` ${line.gpu_type}`}
      </strong>
      <br />
      <Remark>{remarks.filter((remark) => remark !== "").join(" · ")}</Remark>
    </div>
  );
}

function useLineColumns(currency: string): readonly Column<ReceiptLine>[] {
  const { t } = useTranslation(["receipts", "ui"]);
  const format = useFormat();
  const unit = format.currency(currency);
  const priced = (line: ReceiptLine, text: string) => (isMetered(line) ? text : "–");
  return [
    { key: "description", header: t("receipts:line.description"), cell: (line) => <Description line={line} /> },
    { key: "runs", header: t("receipts:line.runs"), align: "right", cell: (line) => format.count(line.run_count) },
    {
      key: "quantity",
      header: t("receipts:line.quantity"),
      align: "right",
      cell: (line) => (
        <span>
          {priced(line, format.quantity(line.quantity))}{" "}
          {isMetered(line) && <Remark>{t(`ui:hours.${line.component}`)}</Remark>}
        </span>
      ),
    },
    {
      key: "unit_price",
      header: `${t("receipts:line.unit_price")} (${unit})`,
      align: "right",
      cell: (line) => priced(line, format.amount(line.unit_price)),
    },
    {
      key: "multiplier",
      header: t("receipts:line.multiplier"),
      align: "right",
      cell: (line) => priced(line, `× ${groupDecimal(line.multiplier, 0)}`),
    },
    {
      key: "amount",
      header: `${t("receipts:line.amount")} (${unit})`,
      align: "right",
      cell: (line) => <strong>{format.amount(line.amount)}</strong>,
    },
  ];
}
