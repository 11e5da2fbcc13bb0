import { Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/api-error.ts";
import { signInWithCode } from "../../api/session.ts";
import { CodeForm } from "./code-form.tsx";

interface Props {
  readonly challenge: string;
  readonly onSignedIn: () => void;
  readonly onAgain: () => void;
}

/** The second step of signing in. */
export function CodeStep({ challenge, onSignedIn, onAgain }: Props) {
  const { t } = useTranslation("credentials");
  const login = useMutation({
    mutationFn: (code: string) => signInWithCode(challenge, code),
    onSuccess: onSignedIn,
  });
  return (
    <Stack>
      <Text>{t("sign_in.lead")}</Text>
      <CodeForm
        stacked
        submit={t("sign_in.submit")}
        error={login.error}
        pending={login.isPending}
        onCode={login.mutate}
      />
      <Button variant="subtle" onClick={onAgain}>
        {t("sign_in.again")}
      </Button>
    </Stack>
  );
}

/** What lets the code be sent, where the server owes it to a right password; null for any other refusal. */
export function challengeOf(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.code !== "MFA_REQUIRED") return null;
  const challenge = error.details[0]?.challenge;
  return typeof challenge === "string" ? challenge : null;
}
