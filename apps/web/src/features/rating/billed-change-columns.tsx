import { Badge, Stack } from "@mantine/core";
import type { BilledChange, BilledChangePart } from "@purser/contract/schemas";
import { IconCheck, IconClock, IconReceiptRefund, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { Remark } from "../../ui/badges.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Money } from "../../ui/money.tsx";
import { BatchLink, ReceiptLink, RunLink } from "../../ui/record-link.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { DecideModal } from "./decide-modal.tsx";

const STATUS = {
  open: { color: "orange", icon: IconClock },
  acknowledged: { color: "gray", icon: IconCheck },
  adjusted: { color: "green", icon: IconReceiptRefund },
  voided: { color: "gray", icon: IconX },
} as const;

/** A text that may break anywhere would else be pressed to a letter a line. */
const WIDE_ENOUGH = { minWidth: 110, overflowWrap: "anywhere" } as const;

export function useBilledChangeColumns(): readonly Column<BilledChange>[] {
  const { t } = useTranslation("changes");
  const format = useFormat();
  return [
    { key: "run", header: t("column.run"), cell: (change) => <RunCell change={change} /> },
    {
      key: "noticed",
      header: `${t("column.noticed_at")} (${format.zone})`,
      cell: (change) => <NoticeCell change={change} />,
    },
    {
      key: "receipt",
      header: t("column.receipt"),
      nowrap: true,
      cell: (change) => <ReceiptLink id={change.receipt_id}>{change.receipt_number}</ReceiptLink>,
    },
    {
      key: "difference",
      header: t("column.difference"),
      align: "right",
      cell: (change) => <PartsCell change={change} />,
    },
    { key: "status", header: t("status.label"), cell: (change) => <StatusCell change={change} /> },
  ];
}

function RunCell({ change }: { readonly change: BilledChange }) {
  return (
    <div style={WIDE_ENOUGH}>
      <RunLink id={change.run_id}>{change.display_id}</RunLink>
      <br />
      <Remark>{`${change.user} · ${change.cluster}`}</Remark>
    </div>
  );
}

function NoticeCell({ change }: { readonly change: BilledChange }) {
  const { t } = useTranslation("changes");
  const format = useFormat();
  const may = useMay();
  return (
    <div style={WIDE_ENOUGH}>
      {format.dateTime(change.noticed_at)}
      <br />
      {change.cause === "record" && may("usage:read") ? (
        <BatchLink id={change.batch_id}>{t("cause.record")}</BatchLink>
      ) : (
        <Remark>{t(`cause.${change.cause}`)}</Remark>
      )}
    </div>
  );
}

/** What was billed, is due and differs, for each account that a correction concerns; more than one where the run moved. */
function PartsCell({ change }: { readonly change: BilledChange }) {
  if (change.parts.length === 0) return <Remark>{change.account_name}</Remark>;
  return (
    <Stack gap="xs">
      {change.parts.map((part) => (
        <PartCell key={`${part.account_id} ${part.currency}`} part={part} />
      ))}
    </Stack>
  );
}

function PartCell({ part }: { readonly part: BilledChangePart }) {
  const { t } = useTranslation("changes");
  const format = useFormat();
  return (
    <div>
      <Money amount={part.difference} currency={part.currency} strong digits="exact" />
      <div style={{ whiteSpace: "normal" }}>
        <Remark>{part.account_name}</Remark>
      </div>
      <Remark>{t("billed_and_due", { billed: format.exact(part.billed), due: format.exact(part.due) })}</Remark>
    </div>
  );
}

function StatusCell({ change }: { readonly change: BilledChange }) {
  const { t } = useTranslation("changes");
  const format = useFormat();
  const may = useMay();
  const { color, icon: Glyph } = STATUS[change.status];
  const { decided_at: at, decided_by: by, note } = change;
  const takenUp = change.parts.filter(({ receipt_id }) => receipt_id !== null);
  return (
    <Stack gap={4} style={WIDE_ENOUGH}>
      <div>
        <Badge color={color} leftSection={<Glyph size={13} aria-hidden />} className="status">
          {t(`status.${change.status}`)}
        </Badge>
      </div>
      {at !== null && <Remark>{t("decided", { by: by ?? "", date: format.dateTime(at) })}</Remark>}
      {note !== null && <Remark>{note}</Remark>}
      {takenUp.map(({ receipt_id: id, receipt_number: number }) => (
        <div key={id}>
          <ReceiptLink id={id ?? ""}>{number ?? ""}</ReceiptLink>
        </div>
      ))}
      {change.status === "adjusted" && takenUp.length === 0 && <Remark>{t("waiting")}</Remark>}
      {change.status === "open" && may("changes:decide") && (
        <div>
          <DecideModal change={change} />
        </div>
      )}
    </Stack>
  );
}
