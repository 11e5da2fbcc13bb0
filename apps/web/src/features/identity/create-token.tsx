import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { CreateServiceTokenRequest } from "@purser/contract/schemas";
import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { TokenForm } from "./token-form.tsx";
import { TokenShown } from "./token-shown.tsx";
import { useCreateOwnApiToken, useCreateServiceToken } from "./tokens.queries.ts";

/** Makes an API token of one's own, or of a service, and shows it once. */
export function CreateToken({ kind }: { readonly kind: "own" | "service" }) {
  const { t } = useTranslation(["tokens", "ui"]);
  const [opened, { open, close }] = useDisclosure(false);
  const own = useCreateOwnApiToken();
  const service = useCreateServiceToken();
  const creating = kind === "own" ? own : service;
  const shown = creating.data?.token;
  const submit = ({ role, slurm_users: slurmUsers, ...wish }: CreateServiceTokenRequest) =>
    kind === "own" ? own.mutate(wish) : service.mutate({ ...wish, role, slurm_users: slurmUsers ?? [] });
  const start = () => {
    creating.reset();
    open();
  };
  // The token stays in memory no longer than it is shown.
  const done = () => {
    close();
    creating.reset();
  };
  return (
    <>
      <Button onClick={start} leftSection={<IconKey size={18} aria-hidden />}>
        {kind === "own" ? t("tokens:create") : t("tokens:create_service")}
      </Button>
      <Modal
        opened={opened}
        onClose={done}
        size="lg"
        title={kind === "own" ? t("tokens:form.title") : t("tokens:form.service_title")}
        closeButtonProps={{ "aria-label": t("ui:close") }}
        // A slip of the mouse must not lose what cannot be shown again.
        closeOnClickOutside={shown === undefined}
        closeOnEscape={shown === undefined}
      >
        {shown === undefined ? (
          <TokenForm
            kind={kind}
            error={creating.error}
            pending={creating.isPending}
            onSubmit={submit}
            onCancel={done}
          />
        ) : (
          <TokenShown token={shown} onDone={done} />
        )}
      </Modal>
    </>
  );
}
