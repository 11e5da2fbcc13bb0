import { Alert, Box, Title } from "@mantine/core";
import type { ChargeHistory as History, RunAdjustment, SupersededCharge } from "@purser/contract/schemas";
import { IconFileDiff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Money } from "../../ui/money.tsx";
import { Panel } from "../../ui/panel.tsx";
import { BatchLink, ReceiptLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useGetChargeHistory } from "./run-past.queries.ts";

/** What the run was charged before, and what was adjusted after it was billed; nothing is shown where nothing was. */
export function ChargeHistory({ runId }: { readonly runId: string }) {
  const { t } = useTranslation("jobs");
  const history = useGetChargeHistory(runId).data;
  if (history === undefined) return null;
  const { change_noticed_at: noticedAt, superseded, adjustments } = history;
  return (
    <>
      {noticedAt !== null && <OpenChange runId={runId} noticedAt={noticedAt} />}
      {superseded.length + adjustments.length > 0 && (
        <Panel title={t("charge_history.title")} padded={false}>
          <Tables history={history} />
        </Panel>
      )}
    </>
  );
}

/** The bill says something else than the run does by now, and nobody has decided what becomes of that. */
function OpenChange({ runId, noticedAt }: { readonly runId: string; readonly noticedAt: string }) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const may = useMay();
  return (
    <Alert color="orange" icon={<IconFileDiff aria-hidden />} title={t("charge_history.open_title")} role="status">
      {t("charge_history.open_text", { date: format.dateTime(noticedAt), zone: format.zone })}{" "}
      {may("changes:read") && (
        <Link to="/billed-changes" search={{ run_id: runId }} className="record-link">
          {t("charge_history.open_link")}
        </Link>
      )}
    </Alert>
  );
}

function Tables({ history }: { readonly history: History }) {
  const { t } = useTranslation("jobs");
  const superseded = useSupersededColumns();
  const adjustments = useAdjustmentColumns();
  return (
    <>
      {history.adjustments.length > 0 && (
        <Part title={t("charge_history.adjustments")}>
          <DataTable
            label={t("charge_history.adjustments")}
            columns={adjustments}
            rows={history.adjustments}
            rowKey={({ id }) => id}
          />
        </Part>
      )}
      {history.superseded.length > 0 && (
        <Part title={t("charge_history.superseded")}>
          <DataTable
            label={t("charge_history.superseded")}
            columns={superseded}
            rows={history.superseded}
            rowKey={(charge) => charge.superseded_at}
          />
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box pb="sm">
      <Title order={3} size="h5" px="md" py="xs">
        {title}
      </Title>
      {children}
    </Box>
  );
}

function useSupersededColumns(): readonly Column<SupersededCharge>[] {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const may = useMay();
  return [
    {
      key: "at",
      header: `${t("charge_history.at")} (${format.zone})`,
      nowrap: true,
      cell: (charge) => format.dateTime(charge.superseded_at),
    },
    {
      key: "cause",
      header: t("charge_history.cause"),
      cell: (charge) =>
        charge.cause === "record" && may("usage:read") ? (
          <BatchLink id={charge.batch_id}>{t("charge_history.record")}</BatchLink>
        ) : (
          t(`charge_history.${charge.cause}`)
        ),
    },
    { key: "account", header: t("charge.account"), cell: (charge) => charge.account_name },
    {
      key: "total",
      header: t("charge.total"),
      align: "right",
      cell: (charge) => <Money amount={charge.total} currency={charge.currency} digits="exact" />,
    },
  ];
}

function useAdjustmentColumns(): readonly Column<RunAdjustment>[] {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  return [
    {
      key: "at",
      header: `${t("charge_history.at")} (${format.zone})`,
      nowrap: true,
      cell: (adjustment) => format.dateTime(adjustment.made_at),
    },
    { key: "cause", header: t("charge_history.cause"), cell: ({ reason }) => t(`charge_history.${reason}`) },
    { key: "account", header: t("charge.account"), cell: (adjustment) => adjustment.account_name },
    {
      key: "receipt",
      header: t("charge.receipt"),
      cell: ({ billed, receipt_id: id, receipt_number: number }) => {
        if (id !== null) return <ReceiptLink id={id}>{number ?? id}</ReceiptLink>;
        return billed ? t("charge.billed") : t("charge.not_billed");
      },
    },
    {
      key: "amount",
      header: t("charge.column.amount"),
      align: "right",
      cell: (adjustment) => <Money amount={adjustment.amount} currency={adjustment.currency} strong digits="exact" />,
    },
  ];
}
