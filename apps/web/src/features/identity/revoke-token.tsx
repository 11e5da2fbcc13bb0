import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ApiToken } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { useRevokeApiToken } from "./tokens.queries.ts";

interface Props {
  readonly token: ApiToken;
  readonly whose: "own" | "all";
}

/** Ends a token for good, after asking once more. */
export function RevokeToken({ token, whose }: Props) {
  const { t } = useTranslation(["tokens", "ui"]);
  const [opened, { open, close }] = useDisclosure(false);
  const revoking = useRevokeApiToken(whose);
  const { name } = token;
  // A revoked token has no such button any more, so what comes after must not depend on its being there.
  const revoke = () =>
    revoking.mutateAsync(token.id).then(
      () => showToast("success", t("tokens:revoke.done", { name })),
      () => {}, // shown below
    );
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={open} aria-label={`${t("tokens:revoke.action")}: ${name}`}>
        {t("tokens:revoke.action")}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t("tokens:revoke.title", { name })}
        closeButtonProps={{ "aria-label": t("ui:close") }}
      >
        <Stack>
          <Text size="sm">{t("tokens:revoke.lead")}</Text>
          {revoking.error !== null && <ErrorAlert error={revoking.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              {t("ui:cancel")}
            </Button>
            <Button color="red" loading={revoking.isPending} onClick={() => void revoke()}>
              {t("tokens:revoke.submit")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
