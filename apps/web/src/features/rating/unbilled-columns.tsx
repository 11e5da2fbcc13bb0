import type { UnbilledAccount } from "@purser/contract/schemas";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { Remark } from "../../ui/badges.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { addDecimals, isZero } from "../../ui/decimal.ts";
import { monthBack } from "../../ui/format.ts";
import { Money } from "../../ui/money.tsx";
import { AccountLink } from "../../ui/record-link.tsx";
import { TierName } from "../../ui/tier-name.tsx";
import { useFormat } from "../../ui/use-format.ts";

type Row = UnbilledAccount;
type AmountKey = "cpu" | "gpu" | "memory" | "minimum";

/** Sums in a foot only where all rows are in one currency: unlike money is not added. */
function oneCurrency(rows: readonly Row[]): string | null {
  const first = rows[0]?.currency;
  return first !== undefined && rows.every((row) => row.currency === first) ? first : null;
}

export function useUnbilledColumns(): (rows: readonly Row[]) => readonly Column<Row>[] {
  const { t } = useTranslation("rating");
  const format = useFormat();
  const may = useMay();
  const amount = (key: AmountKey, rows: readonly Row[], currency: string | null): Column<Row> => ({
    key,
    header: t(`unbilled.${key}`),
    align: "right",
    cell: (row) => (isZero(row[key]) ? "–" : format.rounded(row[key])),
    ...(currency === null ? {} : { footer: format.rounded(addDecimals(rows.map((row) => row[key]))) }),
  });
  return (rows) => {
    const currency = oneCurrency(rows);
    const minimum = rows.some((row) => !isZero(row.minimum)) ? [amount("minimum", rows, currency)] : [];
    return [
      {
        key: "account",
        header: t("unbilled.account"),
        cell: (row) => <AccountCell row={row} linked={may("accounts:read")} />,
        ...(currency === null ? {} : { footer: t("unbilled.total") }),
      },
      { key: "month", header: t("unbilled.month"), nowrap: true, cell: (row) => <MonthCell month={row.month} /> },
      { key: "tier", header: t("unbilled.tier"), cell: (row) => <TierName tier={row.tier} /> },
      { key: "runs", header: t("unbilled.runs"), align: "right", cell: (row) => format.count(row.run_count) },
      amount("cpu", rows, currency),
      amount("gpu", rows, currency),
      amount("memory", rows, currency),
      ...minimum,
      {
        key: "amount",
        header: t("unbilled.amount"),
        align: "right",
        cell: (row) => <Money amount={row.total} currency={row.currency} strong digits="rounded" />,
        ...(currency === null
          ? {}
          : {
              footer: (
                <Money amount={addDecimals(rows.map((row) => row.total))} currency={currency} strong digits="rounded" />
              ),
            }),
      },
      ...(may("receipts:issue")
        ? [{ key: "bill", header: "", narrow: "bare" as const, cell: (row: Row) => <BillLink row={row} /> }]
        : []),
    ];
  };
}

function AccountCell({ row, linked }: { readonly row: Row; readonly linked: boolean }) {
  return (
    <div style={{ minWidth: 0 }}>
      {linked ? <AccountLink id={row.account_id}>{row.account_name}</AccountLink> : row.account_name}
      {row.account_code !== row.account_name && (
        <>
          <br />
          <Remark>{row.account_code}</Remark>
        </>
      )}
    </div>
  );
}

function MonthCell({ month }: { readonly month: string }) {
  const { t } = useTranslation("rating");
  const format = useFormat();
  return (
    <span>
      {format.month(month)}
      {month >= monthBack(0) && (
        <>
          <br />
          <Remark>{t("unbilled.running")}</Remark>
        </>
      )}
    </span>
  );
}

function BillLink({ row }: { readonly row: Row }) {
  const { t } = useTranslation("rating");
  const format = useFormat();
  if (row.month >= monthBack(0)) return null;
  return (
    <Link
      to="/receipts/issue"
      search={{ month: row.month, account_id: row.account_id }}
      className="record-link"
      aria-label={t("unbilled.bill_account", { account: row.account_name, month: format.month(row.month) })}
    >
      {t("unbilled.bill")}
    </Link>
  );
}
