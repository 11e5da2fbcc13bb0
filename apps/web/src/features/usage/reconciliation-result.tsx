import { Badge, Box, Button, Group, Stack, Switch, Text } from "@mantine/core";
import type { ReconciledRow, ReconciledTotal, Reconciliation } from "@purser/contract/schemas";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useFormat } from "../../ui/use-format.ts";

type Amounts = ReconciledRow | ReconciledTotal;

const ROWS_AT_ONCE = 100;

/** What came of a comparison: the sums, and each account and user. */
export function ReconciliationResult({ result }: { readonly result: Reconciliation }) {
  const { t } = useTranslation("reconciliation");
  const format = useFormat();
  const totals = useAmountColumns<ReconciledTotal>();
  const { from, to } = result.reported;
  return (
    <>
      <Panel
        padded={false}
        title={t("totals")}
        lead={t("reported", { from: format.dateTime(from), to: format.dateTime(to), unit: t(`units.${result.unit}`) })}
      >
        <DataTable label={t("totals")} rows={result.totals} columns={totals} rowKey={({ resource }) => resource} />
      </Panel>
      <Rows rows={result.rows} />
    </>
  );
}

function Rows({ rows }: { readonly rows: readonly ReconciledRow[] }) {
  const { t } = useTranslation("reconciliation");
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [shown, setShown] = useState(ROWS_AT_ONCE);
  const amounts = useAmountColumns<ReconciledRow>();
  const chosen = onlyOpen ? rows.filter(({ unexplained }) => unexplained !== "0") : rows;
  const who: Column<ReconciledRow> = {
    key: "who",
    header: t("column.who"),
    cell: ({ account, user }) => (
      <>
        {user ?? t("no_user")}
        <Text size="xs" c="dimmed">
          {account}
        </Text>
      </>
    ),
  };
  const filter = (
    <Switch
      label={t("only_unexplained")}
      checked={onlyOpen}
      onChange={(event) => setOnlyOpen(event.currentTarget.checked)}
    />
  );
  return (
    <Panel padded={false} title={t("rows")} action={filter}>
      {chosen.length === 0 ? (
        <Text size="sm" px="md" pb="md">
          {t(onlyOpen ? "none_unexplained" : "none")}
        </Text>
      ) : (
        <DataTable
          label={t("rows")}
          rows={chosen.slice(0, shown)}
          columns={[who, ...amounts]}
          rowKey={({ account, user, resource }) => JSON.stringify([account, user, resource])}
        />
      )}
      {chosen.length > shown && (
        <Group justify="center" p="md">
          <Button variant="default" onClick={() => setShown(shown + ROWS_AT_ONCE)}>
            {t("more", { count: chosen.length - shown })}
          </Button>
        </Group>
      )}
    </Panel>
  );
}

function useAmountColumns<Row extends Amounts>(): readonly Column<Row>[] {
  const { t } = useTranslation("reconciliation");
  const format = useFormat();
  const amount = (key: "slurm" | "purser"): Column<Row> => ({
    key,
    header: t(`column.${key}`),
    align: "right",
    nowrap: true,
    cell: (row) => format.whole(row[key]),
  });
  return [
    { key: "resource", header: t("column.resource"), nowrap: true, cell: ({ resource }) => t(`resource.${resource}`) },
    amount("slurm"),
    amount("purser"),
    {
      key: "difference",
      header: t("column.difference"),
      align: "right",
      nowrap: true,
      cell: ({ difference }) => format.signed(difference),
    },
    {
      key: "explanations",
      header: t("column.explanations"),
      narrow: "wide",
      cell: ({ explanations }) =>
        explanations.length === 0
          ? "–"
          : explanations.map(({ cause, amount: part }) => (
              <Box key={cause}>
                {t(`cause.${cause}`)} <b>{format.signed(part)}</b>
              </Box>
            )),
    },
    { key: "unexplained", header: t("column.unexplained"), narrow: "wide", cell: (row) => <Unexplained row={row} /> },
  ];
}

/** Whether all is explained, in words; where not, how much is left and what may be behind it. */
function Unexplained({ row }: { readonly row: Amounts }) {
  const { t } = useTranslation("reconciliation");
  const format = useFormat();
  const openRows = "open_rows" in row ? row.open_rows : 0;
  if (row.unexplained === "0" && openRows === 0)
    return (
      <Badge color="green" className="status" leftSection={<IconCheck size={13} aria-hidden />}>
        {t("explained")}
      </Badge>
    );
  return (
    <Stack gap={4} align="flex-start">
      <Badge color="orange" className="status" leftSection={<IconAlertTriangle size={13} aria-hidden />}>
        {t("unexplained", { amount: format.signed(row.unexplained) })}
      </Badge>
      <Text size="xs" c="dimmed">
        {"possible" in row
          ? row.possible.map((each) => t(`possible.${each}`)).join(" ")
          : t("open_rows", { count: openRows })}
      </Text>
    </Stack>
  );
}
