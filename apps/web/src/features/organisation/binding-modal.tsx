import { Box, Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { BindingPreview, BindingTerms } from "@purser/contract/schemas";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { BindingEffect } from "./binding-effect.tsx";
import { BindingForm, type BindingStart } from "./binding-form.tsx";
import { BindingRule } from "./binding-rule.tsx";
import { useCreateBinding, usePreviewBinding } from "./bindings.queries.ts";

interface Props {
  /** Null: it is closed. */
  readonly start: BindingStart | null;
  readonly onClose: () => void;
}

/** Makes a rule, or one in the place of another: first what it says, then what it does, and then the deed. */
export function BindingModal({ start, onClose }: Props) {
  const { t } = useTranslation(["organisation", "ui"]);
  return (
    <Modal
      opened={start !== null}
      onClose={onClose}
      size="xl"
      title={t(start?.replaces === undefined ? "organisation:binding.new" : "organisation:binding.change_title")}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      {start !== null && <Steps start={start} onClose={onClose} />}
    </Modal>
  );
}

function Steps({ start, onClose }: { readonly start: BindingStart; readonly onClose: () => void }) {
  const { t } = useTranslation("organisation");
  const preview = usePreviewBinding();
  const [shown, setShown] = useState<{ terms: BindingTerms; effect: BindingPreview } | null>(null);
  const look = (terms: BindingTerms) => preview.mutate(terms, { onSuccess: (effect) => setShown({ terms, effect }) });
  return (
    <>
      {/* It stays behind the second step, so that going back finds it as it was left. */}
      <Box {...(shown === null ? {} : { display: "none" })}>
        <Text size="sm" mb="md">
          {t(start.replaces === undefined ? "binding.new_lead" : "binding.change_lead")}
        </Text>
        <BindingForm
          start={start}
          pending={preview.isPending}
          error={preview.error}
          onCancel={onClose}
          onSubmit={look}
        />
      </Box>
      {shown !== null && (
        <Confirm {...shown} onBack={() => setShown(null)} onAgain={() => look(shown.terms)} onDone={onClose} />
      )}
    </>
  );
}

interface ConfirmProps {
  readonly terms: BindingTerms;
  readonly effect: BindingPreview;
  readonly onBack: () => void;
  readonly onAgain: () => void;
  readonly onDone: () => void;
}

function Confirm({ terms, effect, onBack, onAgain, onDone }: ConfirmProps) {
  const { t } = useTranslation("organisation");
  const create = useCreateBinding();
  const again = () => {
    create.reset();
    onAgain();
  };
  const submit = () =>
    create.mutateAsync({ ...terms, preview: effect.preview }).then(
      () => {
        onDone();
        showToast("success", t("binding.done"));
      },
      () => {}, // shown below
    );
  return (
    <Stack>
      <BindingRule rule={{ ...terms, slurm_user: terms.slurm_user ?? null, valid_to: terms.valid_to ?? null }} />
      <BindingEffect effect={effect} />
      {create.error !== null && <ErrorAlert error={create.error} onRetry={again} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onBack}>
          {t("binding.back")}
        </Button>
        <Button loading={create.isPending} onClick={() => void submit()} data-autofocus>
          {t("binding.apply")}
        </Button>
      </Group>
    </Stack>
  );
}
