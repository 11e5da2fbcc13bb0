import { Box, Group, Text } from "@mantine/core";
import type { Receipt } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { groupDecimal } from "../../ui/decimal.ts";
import { Money } from "../../ui/money.tsx";

/** Subtotal, tax and total, as they stand on the document. */
export function ReceiptTotals({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation("receipts");
  const { tax_label: label, tax_rate: rate, currency } = receipt;
  // The seller's settings name the tax once; the common one has a word in each language.
  const name = label === "VAT" ? t("issue.tax") : label;
  const taxText =
    name === null || rate === null
      ? t("receipt.no_tax")
      : t("receipt.tax", { label: name, rate: groupDecimal(rate, 0) });
  return (
    <Box p="md" style={{ borderTop: "1px solid var(--mantine-color-default-border)" }}>
      <Box ml="auto" maw={360}>
        <Row label={t("receipt.subtotal")}>
          <Money amount={receipt.subtotal} currency={currency} />
        </Row>
        <Row label={taxText}>
          <Money amount={receipt.tax} currency={currency} />
        </Row>
        <Group
          justify="space-between"
          pt="xs"
          mt="xs"
          style={{ borderTop: "1px solid var(--mantine-color-default-border)" }}
        >
          <Text fw={600}>{t("receipt.total")}</Text>
          <Text fz="xl" component="div">
            <Money amount={receipt.total} currency={currency} strong />
          </Text>
        </Group>
      </Box>
    </Box>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <Group justify="space-between" py={2}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {children}
    </Group>
  );
}
