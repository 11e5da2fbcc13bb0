import { Alert, Stack, Text, Title } from "@mantine/core";
import type { BindingAccount, BindingBilled, BindingMove, BindingPreview } from "@purser/contract/schemas";
import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Money } from "../../ui/money.tsx";
import { AccountLink, ReceiptLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";

/** What a change of bindings moves, by month and account, and what is billed and stays. */
export function BindingEffect({ effect }: { readonly effect: BindingPreview }) {
  const { t } = useTranslation("organisation");
  const format = useFormat();
  const moves = useMoveColumns();
  const billed = useBilledColumns();
  const omitted = (count: number) =>
    count > 0 && (
      <Text size="sm" c="dimmed">
        {t("binding.omitted", { count })}
      </Text>
    );
  return (
    <Stack gap="sm">
      {effect.moved_run_count === 0 ? (
        <Alert color="blue" icon={<IconInfoCircle aria-hidden />}>
          {t("binding.moves_nothing")}
        </Alert>
      ) : (
        <>
          <Text size="sm">{t("binding.moves", { runs: format.count(effect.moved_run_count) })}</Text>
          <DataTable
            label={t("binding.moves_label")}
            columns={moves}
            rows={effect.moves}
            rowKey={(move) =>
              [move.month, move.from?.id, move.to?.id, move.currency_before, move.currency_after].join(" ")
            }
          />
          {omitted(effect.moves_omitted)}
        </>
      )}
      {effect.billed_run_count > 0 && (
        <>
          <Title order={3} size="h5" mt="sm">
            {t("binding.billed_title")}
          </Title>
          <Text size="sm">{t("binding.billed", { runs: format.count(effect.billed_run_count) })}</Text>
          <DataTable
            label={t("binding.billed_title")}
            columns={billed}
            rows={effect.billed}
            rowKey={(row) => `${row.month} ${row.receipt_id} ${row.to?.id}`}
          />
          {omitted(effect.billed_omitted)}
        </>
      )}
    </Stack>
  );
}

function Account({ account }: { readonly account: BindingAccount }) {
  const { t } = useTranslation("organisation");
  if (account === null) return t("binding.not_charged");
  return <AccountLink id={account.id}>{account.name}</AccountLink>;
}

function Amount({ amount, currency }: { readonly amount: string | null; readonly currency: string | null }) {
  return amount === null || currency === null ? "–" : <Money amount={amount} currency={currency} digits="rounded" />;
}

function useMoveColumns(): readonly Column<BindingMove>[] {
  const { t } = useTranslation("organisation");
  const format = useFormat();
  return [
    { key: "month", header: t("binding.month"), nowrap: true, cell: (move) => format.month(move.month) },
    { key: "from", header: t("binding.from_account"), cell: (move) => <Account account={move.from} /> },
    { key: "to", header: t("binding.to_account"), cell: (move) => <Account account={move.to} /> },
    { key: "runs", header: t("binding.runs"), align: "right", cell: (move) => format.count(move.run_count) },
    {
      key: "before",
      header: t("binding.amount_before"),
      align: "right",
      cell: (move) => <Amount amount={move.amount_before} currency={move.currency_before} />,
    },
    {
      key: "after",
      header: t("binding.amount_after"),
      align: "right",
      cell: (move) => <Amount amount={move.amount_after} currency={move.currency_after} />,
    },
  ];
}

function useBilledColumns(): readonly Column<BindingBilled>[] {
  const { t } = useTranslation("organisation");
  const format = useFormat();
  return [
    { key: "month", header: t("binding.month"), nowrap: true, cell: (row) => format.month(row.month) },
    {
      key: "receipt",
      header: t("binding.receipt"),
      nowrap: true,
      cell: (row) => <ReceiptLink id={row.receipt_id}>{row.receipt_number}</ReceiptLink>,
    },
    { key: "account", header: t("binding.stays_on"), cell: (row) => <Account account={row.account} /> },
    {
      key: "to",
      header: t("binding.sent_to"),
      cell: (row) => (row.to?.id === row.account?.id ? t("binding.comes_back") : <Account account={row.to} />),
    },
    { key: "runs", header: t("binding.runs"), align: "right", cell: (row) => format.count(row.run_count) },
    {
      key: "amount",
      header: t("binding.amount"),
      align: "right",
      cell: (row) => <Money amount={row.amount} currency={row.currency} digits="rounded" />,
    },
  ];
}
