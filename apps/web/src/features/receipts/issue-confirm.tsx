import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReceiptPreview } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { totalsOf } from "./preview-table.tsx";

interface Props {
  readonly preview: ReceiptPreview;
  readonly issue: { readonly isPending: boolean; readonly error: unknown };
  readonly onConfirm: () => void;
}

/** Issuing gives numbers that stay, so it is asked for twice. */
export function IssueConfirm({ preview, issue, onConfirm }: Props) {
  const { t } = useTranslation(["receipts", "ui"]);
  const format = useFormat();
  const [opened, { open, close }] = useDisclosure(false);
  const count = preview.data.length;
  const amount = totalsOf(preview)
    .map(({ total, currency }) => format.money(total, currency))
    .join(" + ");
  return (
    <>
      <Button onClick={open}>{t("receipts:issue.submit", { count })}</Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t("receipts:issue.confirm_title")}
        closeButtonProps={{ "aria-label": t("ui:close") }}
      >
        <Stack>
          <Text>{t("receipts:issue.confirm_text", { count, amount, month: format.month(preview.month) })}</Text>
          {issue.error !== null && <ErrorAlert error={issue.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("ui:cancel")}
            </Button>
            <Button onClick={onConfirm} loading={issue.isPending}>
              {t("receipts:issue.confirm")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
