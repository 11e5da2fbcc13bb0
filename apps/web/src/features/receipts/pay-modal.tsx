import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import type { PayReceiptRequest, Receipt } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { DateField } from "../../ui/date-field.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { today } from "../../ui/format.ts";
import { Money } from "../../ui/money.tsx";
import { METHODS } from "./receipt-bill.tsx";
import { usePayReceipt } from "./receipts.queries.ts";

interface Props {
  readonly receipt: Receipt;
}

/** Records by hand that a receipt was paid. */
export function PayModal({ receipt }: Props) {
  const { t } = useTranslation(["receipts", "ui"]);
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button onClick={open}>{t("receipts:receipt.pay")}</Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t("receipts:pay.title", { number: receipt.number })}
        closeButtonProps={{ "aria-label": t("ui:close") }}
      >
        <PayForm receipt={receipt} onDone={close} />
      </Modal>
    </>
  );
}

function PayForm({ receipt, onDone }: Props & { readonly onDone: () => void }) {
  const { t } = useTranslation(["receipts", "ui"]);
  const pay = usePayReceipt(receipt.id);
  const form = useForm<PayReceiptRequest>({
    initialValues: { method: "bank_transfer", reference: "", paid_on: today() },
    validate: {
      reference: (value) => (value.trim() === "" ? t("receipts:pay.required") : null),
      paid_on: (value) => (value === "" ? t("receipts:pay.required") : null),
    },
  });
  const { value: paidOn, onChange: setPaidOn, error } = form.getInputProps("paid_on");
  // A paid receipt has no such form any more, so what comes after must not depend on the form's being there.
  const submit = (values: PayReceiptRequest) =>
    pay.mutateAsync({ ...values, reference: values.reference.trim() }).then(
      () => {
        onDone();
        showToast("success", t("receipts:pay.done", { number: receipt.number }));
      },
      () => {}, // shown by the form
    );
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack>
        <Text size="sm">{t("receipts:pay.lead")}</Text>
        <Group justify="space-between">
          <Text c="dimmed">{t("receipts:pay.amount")}</Text>
          <Text fz="lg" component="div">
            <Money amount={receipt.total} currency={receipt.currency} strong />
          </Text>
        </Group>
        <NativeSelect
          label={t("receipts:pay.method")}
          data={METHODS.map((method) => ({ value: method, label: t(`receipts:method.${method}`) }))}
          {...form.getInputProps("method")}
        />
        <TextInput
          label={t("receipts:pay.reference")}
          description={t("receipts:pay.reference_hint")}
          maxLength={200}
          required
          data-autofocus
          {...form.getInputProps("reference")}
        />
        <DateField
          label={t("receipts:pay.paid_on")}
          value={paidOn}
          onChange={(date) => setPaidOn(date ?? "")}
          error={error}
          maxDate={today()}
          required
        />
        {pay.error !== null && <ErrorAlert error={pay.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("ui:cancel")}
          </Button>
          <Button type="submit" loading={pay.isPending}>
            {t("receipts:pay.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
