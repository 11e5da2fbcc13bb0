import { Button, Group, Stack } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { signOut } from "../../api/session.ts";
import { ProofDialog } from "../../ui/proof-dialog.tsx";
import { ToastStack } from "../../ui/toast-stack.tsx";
import { DoorPage } from "./door-page.tsx";
import { TotpSetup } from "./totp-setup.tsx";

/** For people whose roles demand two-step sign-in and who have none: nothing else is open to them before. */
export function TwoStepPage() {
  const { t } = useTranslation(["credentials", "ui"]);
  const router = useRouter();
  return (
    <DoorPage title={t("credentials:mfa.title")} lead={t("credentials:mfa.demanded")}>
      <Stack>
        <TotpSetup replacing={false} onDone={() => router.history.push("/")} />
        <Group>
          <Button variant="default" onClick={() => void signOut().then(() => router.history.push("/sign-in"))}>
            {t("ui:sign_out")}
          </Button>
        </Group>
      </Stack>
      <ProofDialog />
      <ToastStack />
    </DoorPage>
  );
}
