import { Affix, Notification, Stack } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { closeToast, useToasts } from "../stores/toasts.ts";

/** Short messages about what was just done, read out to those who cannot see them. */
export function ToastStack() {
  const { t } = useTranslation("ui");
  const toasts = useToasts((state) => state.toasts);
  return (
    <Affix position={{ bottom: 20, right: 20 }}>
      <Stack gap="xs" role="status" aria-live="polite">
        {toasts.map(({ id, tone, text }) => (
          <Notification
            key={id}
            withBorder
            color={tone === "success" ? "green" : "red"}
            icon={tone === "success" ? <IconCheck size={18} aria-hidden /> : <IconX size={18} aria-hidden />}
            onClose={() => closeToast(id)}
            closeButtonProps={{ "aria-label": t("close") }}
          >
            {text}
          </Notification>
        ))}
      </Stack>
    </Affix>
  );
}
