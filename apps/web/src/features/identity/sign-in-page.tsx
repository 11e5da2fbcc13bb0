import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { signIn } from "../../api/session.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { CodeStep, challengeOf } from "./code-step.tsx";
import { DoorPage } from "./door-page.tsx";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const { t } = useTranslation("identity");
  const { ended } = route.useSearch();
  return (
    <DoorPage
      title="Purser"
      name={t("title")}
      lead={t("lead")}
      width={400}
      {...(ended === true && { notice: t("ended") })}
    >
      <SignIn />
    </DoorPage>
  );
}

/** The password first, and then, for those who have set it up, the code. */
function SignIn() {
  const [challenge, setChallenge] = useState<string | null>(null);
  const { to } = route.useSearch();
  const router = useRouter();
  const enter = () => router.history.push(to ?? "/");
  if (challenge === null) return <SignInForm onChallenge={setChallenge} onSignedIn={enter} />;
  return <CodeStep challenge={challenge} onSignedIn={enter} onAgain={() => setChallenge(null)} />;
}

function SignInForm({ onChallenge, onSignedIn }: { onChallenge: (challenge: string) => void; onSignedIn: () => void }) {
  const { t } = useTranslation("identity");
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const login = useMutation({
    mutationFn: () => signIn(username.trim(), password),
    onSuccess: onSignedIn,
    onError: (error) => {
      const challenge = challengeOf(error);
      if (challenge !== null) onChallenge(challenge);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        login.mutate();
      }}
    >
      <Stack>
        <TextInput
          label={t("username")}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          autoFocus
          size="md"
        />
        <PasswordInput
          label={t("password")}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
        />
        {login.error !== null && <ErrorAlert error={login.error} />}
        <Button type="submit" size="md" loading={login.isPending} fullWidth>
          {t("submit")}
        </Button>
      </Stack>
    </form>
  );
}
