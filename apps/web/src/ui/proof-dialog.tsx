import { Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/me.ts";
import { proveAgain } from "../api/session.ts";
import { useProof } from "../stores/proof.ts";
import { ErrorAlert } from "./error-alert.tsx";

/** Asks for the password where a call needs a fresh proof. What was typed behind it stays, and the call is repeated. */
export function ProofDialog() {
  const { t } = useTranslation("ui");
  const question = useProof((state) => state.question);
  return (
    <Modal
      opened={question !== null}
      onClose={() => question?.answer(false)}
      title={t("proof.title")}
      closeButtonProps={{ "aria-label": t("close") }}
      zIndex={400} // above the form that asked
    >
      {question !== null && <ProofForm onProven={question.answer} />}
    </Modal>
  );
}

function ProofForm({ onProven }: { readonly onProven: (proven: boolean) => void }) {
  const { t } = useTranslation("ui");
  const { username } = useMe();
  const [password, setPassword] = useState("");
  const prove = useMutation({ mutationFn: () => proveAgain(password), onSuccess: () => onProven(true) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        prove.mutate();
      }}
    >
      <Stack>
        <Text size="sm">{t("proof.lead")}</Text>
        <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
        <PasswordInput
          label={t("proof.password", { username })}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-autofocus
        />
        {prove.error !== null && <ErrorAlert error={prove.error} title={t("proof.failed")} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onProven(false)}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={prove.isPending}>
            {t("proof.confirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
