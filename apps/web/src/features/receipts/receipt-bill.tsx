import { Alert, Box, SimpleGrid, Stack, Text } from "@mantine/core";
import type { Receipt, ReceiptParty } from "@purser/contract/schemas";
import { IconBan, IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type Fact, Facts } from "../../ui/facts.tsx";
import { Panel } from "../../ui/panel.tsx";
import { tierLabel } from "../../ui/tier-name.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { isOverdue } from "./receipt-columns.tsx";
import { ReceiptLines } from "./receipt-lines.tsx";
import { ReceiptTotals } from "./receipt-totals.tsx";

/** The bill as it stands: parties, lines by component, totals, and what became of it. */
export function ReceiptBill({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation("receipts");
  return (
    <Stack>
      <Fate receipt={receipt} />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Panel title={t("receipt.from")}>
          <Party party={receipt.seller} />
        </Panel>
        <Panel title={t("receipt.to")}>
          <Party party={receipt.buyer} />
        </Panel>
      </SimpleGrid>
      <Panel title={t("receipt.details")}>
        <Facts columns={4} facts={useDetails(receipt)} />
      </Panel>
      <Panel title={t("receipt.lines")} padded={false}>
        <ReceiptLines lines={receipt.lines} currency={receipt.currency} />
        <ReceiptTotals receipt={receipt} />
      </Panel>
    </Stack>
  );
}

function Fate({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation("receipts");
  const format = useFormat();
  const { payment, voided } = receipt;
  if (voided !== null) {
    const facts = { date: format.date(voided.voided_at), name: voided.voided_by, reason: voided.reason };
    return (
      <Alert color="gray" icon={<IconBan aria-hidden />} title={t("receipt.void_text", facts)}>
        {t("receipt.void_note")}
      </Alert>
    );
  }
  if (payment === null) return null;
  return (
    <Alert color="green" icon={<IconCircleCheck aria-hidden />} title={t("receipt.payment")}>
      {t("receipt.paid_text", {
        date: format.calendarDate(payment.paid_on),
        method: methodText(payment.method, t),
        reference: payment.reference,
        name: payment.recorded_by,
      })}
    </Alert>
  );
}

export const METHODS = ["bank_transfer", "cash", "cheque", "card", "internal_transfer"] as const;

/** A method by its name; one that is not known yet shows as the server wrote it. */
function methodText(method: string, t: (key: `method.${(typeof METHODS)[number]}`) => string): string {
  const known = METHODS.find((each) => each === method);
  return known === undefined ? method : t(`method.${known}`);
}

function Party({ party }: { readonly party: ReceiptParty }) {
  const { t } = useTranslation("receipts");
  const { language } = useFormat();
  const name = language === "th" && party.name_th !== null ? party.name_th : party.name;
  const thaiAddress = language === "th" && party.address_lines_th.length > 0;
  const address = thaiAddress ? party.address_lines_th : party.address_lines;
  const branch = party.branch === "00000" ? t("receipt.head_office") : t("receipt.branch", { code: party.branch });
  const contact = [party.email, party.phone].filter((each) => each !== null);
  return (
    <Box>
      <Text fw={600}>
        {name}
        {party.code !== null && party.code !== name && (
          <Text span c="dimmed" fw={400}>
            {" "}
            {party.code}
          </Text>
        )}
      </Text>
      {address.map((line) => (
        <Text size="sm" key={line}>
          {line}
        </Text>
      ))}
      {party.tax_id !== null && (
        <Text size="sm">
          {t("receipt.tax_id")} {party.tax_id}
          {party.branch !== null && ` (${branch})`}
        </Text>
      )}
      {contact.length > 0 && (
        <Text size="sm" c="dimmed">
          {contact.join(" · ")}
        </Text>
      )}
    </Box>
  );
}

function useDetails(receipt: Receipt): readonly Fact[] {
  const { t } = useTranslation("receipts");
  const format = useFormat();
  const due = `${format.date(receipt.due_at)} (${t("receipt.terms", { count: receipt.payment_terms_days })})`;
  const lastDay = new Date(Date.parse(receipt.period_to) - 1).toISOString();
  return [
    [t("receipt.number"), receipt.number],
    [t("receipt.month"), format.month(receipt.month)],
    [t("receipt.period"), `${format.date(receipt.period_from)} – ${format.date(lastDay)}`],
    [t("receipt.tier"), tierLabel(receipt, format.language)],
    [t("receipt.issued_at"), format.exactTime(receipt.issued_at)],
    [t("receipt.issued_by"), receipt.issued_by],
    [
      t("receipt.due_at"),
      isOverdue(receipt) ? (
        <Text key="due" span inherit c="red" fw={600}>
          {due} · {t("receipt.overdue")}
        </Text>
      ) : (
        due
      ),
    ],
    ...(receipt.tax_invoice_number === null
      ? []
      : ([[t("receipt.tax_invoice_number"), receipt.tax_invoice_number]] as const)),
  ];
}
