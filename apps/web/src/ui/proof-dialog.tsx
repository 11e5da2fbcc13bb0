import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/api-error.ts";
import { useMe } from "../api/me.ts";
import { proveAgain } from "../api/session.ts";
import { useProof } from "../stores/proof.ts";
import { ErrorAlert } from "./error-alert.tsx";

/** Asks for the password, and for the code of who has a second step, where a call needs a fresh proof. What was typed behind it stays, and the call is repeated. */
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
  const [code, setCode] = useState<string | null>(null);
  const prove = useMutation({
    mutationFn: () => proveAgain(password, code),
    onSuccess: () => onProven(true),
    onError: (error) => {
      if (isCodeOwed(error)) setCode("");
    },
  });
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
        {code !== null && (
          <TextInput
            label={t("proof.code")}
            description={t("proof.code_lead")}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            minLength={6}
            maxLength={30}
            required
            withAsterisk={false}
            autoFocus
          />
        )}
        {prove.error !== null && !isCodeOwed(prove.error) && (
          <ErrorAlert error={prove.error} title={t("proof.failed")} />
        )}
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

/** The password was right, and the server asks for the second step: that is a question and no failure. */
function isCodeOwed(error: unknown): boolean {
  return error instanceof ApiError && error.code === "MFA_REQUIRED";
}
