import { Badge } from "@mantine/core";
import type { BilledChange, BilledChangePart } from "@purser/contract/schemas";
import { IconCheck, IconClock, IconReceiptRefund, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
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
const WIDE_ENOUGH = { minWidth: 130, overflowWrap: "anywhere" } as const;

export function useBilledChangeColumns(): readonly Column<BilledChange>[] {
  const { t } = useTranslation("changes");
  const format = useFormat();
  const may = useMay();
  const amount = (key: "billed" | "due" | "difference"): Column<BilledChange> => ({
    key,
    header: t(`column.${key}`),
    align: "right",
    cell: (change) => (
      <Parts change={change}>
        {(part) => <Money amount={part[key]} currency={part.currency} strong={key === "difference"} digits="exact" />}
      </Parts>
    ),
  });
  return [
    { key: "run", header: t("column.run"), cell: (change) => <RunCell change={change} /> },
    {
      key: "noticed",
      header: `${t("column.noticed_at")} (${format.zone})`,
      nowrap: true,
      cell: (change) => (
        <div>
          {format.dateTime(change.noticed_at)}
          <br />
          {change.cause === "record" && may("usage:read") ? (
            <BatchLink id={change.batch_id}>{t("cause.record")}</BatchLink>
          ) : (
            <Remark>{t(`cause.${change.cause}`)}</Remark>
          )}
        </div>
      ),
    },
    { key: "receipt", header: t("column.receipt"), cell: (change) => <BilledOnCell change={change} /> },
    amount("billed"),
    amount("due"),
    amount("difference"),
    {
      key: "status",
      header: t("status.label"),
      cell: (change) => (
        <StatusCell change={change}>
          {change.status === "open" && may("changes:decide") && <DecideModal change={change} />}
        </StatusCell>
      ),
    },
  ];
}

interface PartsProps {
  readonly change: BilledChange;
  readonly children: (part: BilledChangePart) => ReactNode;
}

/** One line for each account that a correction concerns; more than one where the run moved. */
function Parts({ change, children }: PartsProps) {
  if (change.parts.length === 0) return "–";
  return change.parts.map((part) => <div key={`${part.account_id} ${part.currency}`}>{children(part)}</div>);
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

/** The receipt, and the accounts that the amounts beside it are of, one on each line. */
function BilledOnCell({ change }: { readonly change: BilledChange }) {
  const names = change.parts.map(({ account_name }) => account_name);
  return (
    <div style={WIDE_ENOUGH}>
      <ReceiptLink id={change.receipt_id}>{change.receipt_number}</ReceiptLink>
      {(names.length === 0 ? [change.account_name] : names).map((name) => (
        <div key={name}>
          <Remark>{name}</Remark>
        </div>
      ))}
    </div>
  );
}

function StatusCell({ change, children }: { readonly change: BilledChange; readonly children: ReactNode }) {
  const { t } = useTranslation("changes");
  const format = useFormat();
  const { color, icon: Glyph } = STATUS[change.status];
  const { decided_at: at, decided_by: by, note } = change;
  const takenUp = change.parts.filter(({ receipt_id }) => receipt_id !== null);
  return (
    <div style={WIDE_ENOUGH}>
      <Badge color={color} leftSection={<Glyph size={13} aria-hidden />} className="status">
        {t(`status.${change.status}`)}
      </Badge>
      {at !== null && (
        <div>
          <Remark>{t("decided", { by: by ?? "", date: format.dateTime(at) })}</Remark>
          <br />
          <Remark>{note ?? ""}</Remark>
        </div>
      )}
      {takenUp.map(({ receipt_id: id, receipt_number: number }) => (
        <div key={id}>
          <ReceiptLink id={id ?? ""}>{number ?? ""}</ReceiptLink>
        </div>
      ))}
      {change.status === "adjusted" && takenUp.length === 0 && (
        <div>
          <Remark>{t("waiting")}</Remark>
        </div>
      )}
      {children}
    </div>
  );
}
