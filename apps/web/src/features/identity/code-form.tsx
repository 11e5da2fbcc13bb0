import { Button, Group, Stack, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorAlert } from "../../ui/error-alert.tsx";

interface Props {
  readonly submit: string;
  readonly error: unknown;
  readonly pending: boolean;
  readonly onCode: (code: string) => void;
  /** Only six digits of the app will do, as where the app itself is proven. */
  readonly appOnly?: boolean;
  readonly color?: string;
  /** One button below the other and as wide as the field, as at the door. */
  readonly stacked?: boolean;
  readonly children?: ReactNode;
}

/** Asks for six digits of the authenticator app or, on demand, for a recovery code. */
export function CodeForm({ submit, error, pending, onCode, appOnly = false, color, stacked = false, children }: Props) {
  const { t } = useTranslation("credentials");
  const Buttons = stacked ? Stack : Group;
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onCode(code);
      }}
    >
      <Stack>
        {recovery ? (
          <TextInput
            key="recovery"
            label={t("code.recovery")}
            description={t("code.recovery_lead")}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            minLength={16}
            maxLength={30}
            required
            withAsterisk={false}
            autoFocus
          />
        ) : (
          <TextInput
            key="app"
            label={t("code.app")}
            description={t("code.app_lead")}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value.replaceAll(/\D/g, "").slice(0, 6))}
            autoComplete="one-time-code"
            inputMode="numeric"
            pattern="[0-9]{6}"
            title={t("code.app_lead")}
            required
            withAsterisk={false}
            autoFocus
          />
        )}
        {error !== null && error !== undefined && <ErrorAlert error={error} />}
        <Buttons>
          <Button type="submit" loading={pending} {...(color !== undefined && { color })}>
            {submit}
          </Button>
          {!appOnly && (
            <Button
              variant="subtle"
              onClick={() => {
                setRecovery(!recovery);
                setCode("");
              }}
            >
              {recovery ? t("code.use_app") : t("code.use_recovery")}
            </Button>
          )}
          {children}
        </Buttons>
      </Stack>
    </form>
  );
}
