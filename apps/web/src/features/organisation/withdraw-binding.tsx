import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Binding } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { BindingEffect } from "./binding-effect.tsx";
import { BindingRule } from "./binding-rule.tsx";
import { usePreviewBindingWithdrawal, useWithdrawBinding } from "./bindings.queries.ts";

/** Takes a rule back as if it had never been, after showing what that moves. */
export function WithdrawBinding({ binding }: { readonly binding: Binding }) {
  const { t } = useTranslation(["organisation", "ui"]);
  const [opened, { open, close }] = useDisclosure(false);
  const preview = usePreviewBindingWithdrawal(binding.id, opened);
  const withdraw = useWithdrawBinding(binding.id);
  const again = () => {
    withdraw.reset();
    void preview.refetch();
  };
  const submit = (shown: string) =>
    withdraw.mutateAsync(shown).then(
      () => {
        close();
        showToast("success", t("organisation:binding.withdraw_done"));
      },
      () => {}, // shown below
    );
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        onClick={open}
        aria-label={t("organisation:binding.withdraw_title", { account: binding.slurm_account })}
      >
        {t("organisation:binding.withdraw")}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        size="xl"
        title={t("organisation:binding.withdraw_title", { account: binding.slurm_account })}
        closeButtonProps={{ "aria-label": t("ui:close") }}
      >
        <Stack>
          <Text size="sm">{t("organisation:binding.withdraw_lead")}</Text>
          <QueryView query={preview}>
            {(effect) => (
              <Stack>
                <BindingRule rule={binding} />
                <BindingEffect effect={effect} />
                {withdraw.error !== null && <ErrorAlert error={withdraw.error} onRetry={again} />}
                <Group justify="flex-end">
                  <Button variant="default" onClick={close} data-autofocus>
                    {t("ui:cancel")}
                  </Button>
                  <Button color="red" loading={withdraw.isPending} onClick={() => void submit(effect.preview)}>
                    {t("organisation:binding.withdraw")}
                  </Button>
                </Group>
              </Stack>
            )}
          </QueryView>
        </Stack>
      </Modal>
    </>
  );
}
