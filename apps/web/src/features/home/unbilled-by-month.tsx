import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Remark } from "../../ui/badges.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { monthBack } from "../../ui/format.ts";
import { Money } from "../../ui/money.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useListUnbilled } from "./home.queries.ts";
import { type MonthSum, sumByMonth } from "./summary.ts";

export function UnbilledByMonth() {
  const { t } = useTranslation("home");
  const unbilled = useListUnbilled(true);
  const columns = useMonthColumns();
  const all = (
    <Link to="/unbilled" className="record-link">
      {t("unbilled.all")}
    </Link>
  );
  return (
    <Panel title={t("unbilled.title")} action={all} padded={false}>
      <QueryView query={unbilled} rows={3}>
        {({ data }) =>
          data.length === 0 ? (
            <Text p="md" size="sm" c="dimmed">
              {t("unbilled.empty")}
            </Text>
          ) : (
            <DataTable
              label={t("unbilled.title")}
              columns={columns}
              rows={sumByMonth(data)}
              rowKey={(sum) => `${sum.month} ${sum.currency}`}
            />
          )
        }
      </QueryView>
    </Panel>
  );
}

function useMonthColumns(): readonly Column<MonthSum>[] {
  const { t } = useTranslation("home");
  const format = useFormat();
  return [
    {
      key: "month",
      header: t("unbilled.month"),
      cell: (sum) => (
        <span>
          <Link to="/unbilled" search={{ month: sum.month }} className="record-link">
            {format.month(sum.month)}
          </Link>{" "}
          {sum.month >= monthBack(0) && <Remark>{t("unbilled.running")}</Remark>}
        </span>
      ),
    },
    { key: "accounts", header: t("unbilled.accounts"), align: "right", cell: (sum) => format.count(sum.accounts) },
    { key: "runs", header: t("unbilled.runs"), align: "right", cell: (sum) => format.count(sum.runs) },
    {
      key: "amount",
      header: t("unbilled.amount"),
      align: "right",
      cell: (sum) => <Money amount={sum.total} currency={sum.currency} strong digits="rounded" />,
    },
  ];
}
