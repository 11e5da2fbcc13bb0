import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Receipt } from "@purser/contract/schemas";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { useVoidReceipt } from "./receipts.queries.ts";

const SHORTEST_REASON = 3;

/** Voids a receipt for a reason that stays on the record. */
export function VoidModal({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation(["receipts", "ui"]);
  const [opened, { open, close }] = useDisclosure(false);
  const [reason, setReason] = useState("");
  const voiding = useVoidReceipt(receipt.id);
  // A void receipt has no such form any more, so what comes after must not depend on the form's being there.
  const submit = () =>
    voiding.mutateAsync(reason.trim()).then(
      () => {
        close();
        showToast("success", t("receipts:void.done", { number: receipt.number }));
      },
      () => {}, // shown by the form
    );
  return (
    <>
      <Button variant="default" onClick={open}>
        {t("receipts:receipt.void")}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t("receipts:void.title", { number: receipt.number })}
        closeButtonProps={{ "aria-label": t("ui:close") }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Stack>
            <Text size="sm">{t("receipts:void.lead")}</Text>
            <Textarea
              label={t("receipts:void.reason")}
              description={t("receipts:void.reason_hint")}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              minLength={SHORTEST_REASON}
              maxLength={500}
              autosize
              minRows={2}
              required
              data-autofocus
            />
            {voiding.error !== null && <ErrorAlert error={voiding.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("ui:cancel")}
              </Button>
              <Button
                type="submit"
                color="red"
                loading={voiding.isPending}
                disabled={reason.trim().length < SHORTEST_REASON}
              >
                {t("receipts:void.submit")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
