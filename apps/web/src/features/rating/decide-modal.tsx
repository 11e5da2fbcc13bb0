import { Button, Group, Modal, Radio, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { BilledChange, DecideBilledChangeRequest } from "@purser/contract/schemas";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { isZero } from "../../ui/decimal.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { Money } from "../../ui/money.tsx";
import { useDecideBilledChange } from "./billed-changes.queries.ts";

const SHORTEST_NOTE = 3;
type Outcome = DecideBilledChangeRequest["outcome"];

/** Where finance says what becomes of a billed run whose record changed. */
export function DecideModal({ change }: { readonly change: BilledChange }) {
  const { t } = useTranslation(["changes", "ui"]);
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        onClick={open}
        aria-label={t("changes:decide.action_of", { id: change.display_id })}
      >
        {t("changes:decide.action")}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t("changes:decide.title", { id: change.display_id })}
        closeButtonProps={{ "aria-label": t("ui:close") }}
      >
        <DecideForm change={change} onClose={close} />
      </Modal>
    </>
  );
}

function DecideForm({ change, onClose }: { readonly change: BilledChange; readonly onClose: () => void }) {
  const { t } = useTranslation(["changes", "ui"]);
  const nothing = change.parts.every(({ difference }) => isZero(difference));
  const [outcome, setOutcome] = useState<Outcome>(nothing ? "acknowledged" : "adjusted");
  const [note, setNote] = useState("");
  const deciding = useDecideBilledChange(change);
  // A change that is decided leaves the list, so what comes after must not depend on the form's being there.
  const submit = () =>
    deciding.mutateAsync({ outcome, note: note.trim() }).then(
      () => {
        onClose();
        showToast("success", t(`changes:decide.done_${outcome}`, { id: change.display_id }));
      },
      () => {}, // shown by the form
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack>
        <Text size="sm">{t("changes:decide.lead", { number: change.receipt_number })}</Text>
        {change.parts.map((part) => (
          <Group key={`${part.account_id} ${part.currency}`} justify="space-between" wrap="nowrap">
            <Text size="sm" style={{ minWidth: 0, overflowWrap: "anywhere" }}>
              {part.account_name}
            </Text>
            <Money amount={part.difference} currency={part.currency} strong digits="exact" />
          </Group>
        ))}
        <Radio.Group
          value={outcome}
          onChange={(value) => setOutcome(value as Outcome)}
          label={t("changes:decide.outcome")}
        >
          <Stack gap="xs" mt="xs">
            <Radio
              value="adjusted"
              disabled={nothing}
              label={t("changes:decide.adjusted")}
              description={t("changes:decide.adjusted_hint")}
            />
            <Radio
              value="acknowledged"
              label={t("changes:decide.acknowledged")}
              description={t("changes:decide.acknowledged_hint")}
            />
          </Stack>
        </Radio.Group>
        <Textarea
          label={t("changes:decide.note")}
          description={t("changes:decide.note_hint")}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          minLength={SHORTEST_NOTE}
          maxLength={500}
          autosize
          minRows={2}
          required
          data-autofocus
        />
        {deciding.error !== null && <ErrorAlert error={deciding.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("ui:cancel")}
          </Button>
          <Button type="submit" loading={deciding.isPending} disabled={note.trim().length < SHORTEST_NOTE}>
            {t("changes:decide.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
